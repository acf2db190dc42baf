"""What would the log do, without a server? The same rules in memory, for judging commands in tests."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import datetime

from shared.contracts.fact import Envelope
from shared.contracts.names import encode
from shared.contracts.vocabulary import Desk, FactId, StreamId
from shared.eventlog.chain import GENESIS, linked
from shared.eventlog.port import (
    Append,
    Appended,
    FactIdReused,
    NotYourFact,
    Stored,
    VersionConflict,
)


class MemoryRecord:
    """What all desks share: the facts, in their one order."""

    def __init__(self, now: Callable[[], datetime], rights: Mapping[Desk, Collection[str]]) -> None:
        """`now` is the server's clock; `rights` the names each desk may record."""
        self.now = now
        self.rights = rights
        self.facts: list[Stored] = []
        self.streams: dict[StreamId, list[Stored]] = {}
        self.by_id: dict[FactId, Envelope] = {}
        self.grown = asyncio.Condition()

    def log(self, desk: Desk) -> MemoryLog:
        """One desk's view of the record."""
        return MemoryLog(desk, self)


class MemoryLog:
    """One desk's log, kept in memory."""

    def __init__(self, desk: Desk, record: MemoryRecord) -> None:
        """See MemoryRecord.log."""
        self._desk = desk
        self._record = record

    async def append(self, append: Append) -> Appended:
        self._assert_rights(append)
        known = self._known(append)
        if len(known) == len(append.facts):
            return Appended(known, known=True)
        self._assert_version(append)
        if known:
            raise FactIdReused(known[0].fact_id)
        envelopes = self._write(append)
        async with self._record.grown:
            self._record.grown.notify_all()
        return Appended(envelopes, known=False)

    async def read(self, stream: StreamId, *, after: int = 0) -> Sequence[Stored]:
        return self._record.streams.get(stream, [])[after:]

    async def read_all(
        self, *, after: int = 0, until: int | None = None, page: int = 250
    ) -> AsyncIterator[Sequence[Stored]]:
        end = await self.head() if until is None else until
        while facts := self._record.facts[after : min(after + page, end)]:
            yield facts
            after += len(facts)

    async def head(self) -> int:
        return len(self._record.facts)

    async def wait(self, *, after: int, seconds: float) -> int:
        try:
            async with asyncio.timeout(seconds), self._record.grown:
                await self._record.grown.wait_for(lambda: len(self._record.facts) > after)
        except TimeoutError:
            pass
        return await self.head()

    async def as_of(self, when: datetime) -> int:
        return bisect_right(self._record.facts, when, key=lambda fact: fact.envelope.recorded_at)

    def _assert_rights(self, append: Append) -> None:
        for new in append.facts:
            if new.fact.NAME not in self._record.rights.get(self._desk, ()):
                raise NotYourFact(desk=self._desk, name=new.fact.NAME)

    def _known(self, append: Append) -> list[Envelope]:
        """Those of the facts that are on the log already."""
        known: list[Envelope] = []
        for new in append.facts:
            if (twin := self._record.by_id.get(new.fact_id)) is None:
                continue
            if (twin.stream, twin.name) != (append.stream, new.fact.NAME):
                raise FactIdReused(new.fact_id)
            known.append(twin)
        return known

    def _assert_version(self, append: Append) -> None:
        found = len(self._record.streams.get(append.stream, ()))
        if append.expected not in (None, found):
            raise VersionConflict(stream=append.stream, expected=append.expected, found=found)

    def _write(self, append: Append) -> list[Envelope]:
        stream = self._record.streams.setdefault(append.stream, [])
        recorded_at = self._record.now()
        if self._record.facts:
            recorded_at = max(recorded_at, self._record.facts[-1].envelope.recorded_at)
        for new in append.facts:
            state = encode(new.fact)
            envelope = Envelope(
                fact_id=new.fact_id,
                stream=append.stream,
                version=len(stream) + 1,
                position=len(self._record.facts) + 1,
                name=new.fact.NAME,
                desk=self._desk,
                recorded_at=recorded_at,
                correlation_id=append.correlation_id,
                causation_id=append.causation_id,
                hash="",
            )
            envelope = linked(stream[-1].envelope.hash if stream else GENESIS, envelope, state)
            stream.append(Stored(envelope, state))
            self._record.facts.append(stream[-1])
            self._record.by_id[envelope.fact_id] = envelope
        return [stored.envelope for stored in stream[-len(append.facts) :]]
