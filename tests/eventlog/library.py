"""How does the eventsourcing library see our log? As a recorder of its own kind: synchronous, and with its errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Thread
from typing import Any, ClassVar, Never, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import ApplicationRecorder, IntegrityError, Notification, StoredEvent

from shared.contracts.fact import Fact
from shared.contracts.vocabulary import Desk, FactId, StreamId
from shared.eventlog.port import Append, EventLog, FactIdReused, NewFact, Stored, VersionConflict
from tests.support.people import NOON, SITI, made_up

T = TypeVar("T")

FIRST = 0
"""The library's tests may count an aggregate's versions from any number; the log counts from FIRST + 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryEvent(Fact):
    """One of the library's events, as a fact."""

    NAME: ClassVar[str] = "LibraryEvent.v1"
    DESK: ClassVar[Desk | None] = None
    ANNOUNCED: ClassVar[bool] = False

    topic: str
    state: bytes


class Loop:
    """An event loop on a thread of its own, for callers that know none."""

    def __init__(self) -> None:
        """Not running yet."""
        self._loop = asyncio.new_event_loop()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The coroutine's result, in the caller's thread."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    @contextmanager
    def running(self) -> Generator[Loop]:
        """The loop, for the length of the block."""
        thread = Thread(target=self._loop.run_forever)
        thread.start()
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()
            self._loop.close()


class LogAsRecorder(ApplicationRecorder):
    """The log behind the library's interface. An insert is one append: the events of one aggregate, in order."""

    def __init__(self, log: EventLog, run: Callable[[Coroutine[Any, Any, Any]], Any]) -> None:
        """`run` runs a coroutine where the log lives."""
        self._log = log
        self._run = run
        self._ids = count(1)

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        if not stored_events:
            return None
        appending = self._log.append(self._append(stored_events))
        try:
            return [envelope.position for envelope in self._run(appending).envelopes]
        except (VersionConflict, FactIdReused) as error:
            raise IntegrityError(str(error)) from error

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        after = 0 if gt is None else gt - FIRST + 1
        events = [_stored_event(fact) for fact in self._run(self._log.read(StreamId(str(originator_id)), after=after))]
        wanted = [event for event in events if lte is None or event.originator_version <= lte]
        return (wanted[::-1] if desc else wanted)[:limit]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        after = (start or 0) - (1 if start and inclusive_of_start else 0)
        facts = self._run(self._read(after, stop, limit if not topics else None))
        found = [_notification(fact) for fact in facts]
        return [notification for notification in found if not topics or notification.topic in topics][:limit]

    def max_notification_id(self) -> int | None:
        return self._run(self._log.head()) or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Never:
        raise NotImplementedError

    def _append(self, events: Sequence[StoredEvent]) -> Append:
        first = events[0]
        for step, event in enumerate(events):
            if (event.originator_id, event.originator_version) != (
                first.originator_id,
                first.originator_version + step,
            ):
                raise IntegrityError("the log counts a stream's versions itself, one by one")
        return Append(
            stream=StreamId(str(first.originator_id)),
            facts=[self._new(event) for event in events],
            expected=first.originator_version - FIRST,
            correlation_id="the library's tests",
            causation_id="the library's tests",
        )

    def _new(self, event: StoredEvent) -> NewFact:
        fact = LibraryEvent(by=SITI, occurred_at=NOON, topic=event.topic, state=event.state)
        return NewFact(fact_id=FactId(made_up(f"event {next(self._ids)}")), fact=fact)

    async def _read(self, after: int, until: int | None, limit: int | None) -> Sequence[Stored]:
        head = await self._log.head()
        ends = [head, *([until] if until is not None else []), *([after + limit] if limit is not None else [])]
        return [fact async for page in self._log.read_all(after=after, until=min(ends)) for fact in page]


class LogAsAggregateRecorder(LogAsRecorder):
    """The library's recorder of aggregates tells no positions."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> None:
        super().insert_events(stored_events)


def _stored_event(fact: Stored) -> StoredEvent:
    event = msgspec.json.decode(fact.state, type=LibraryEvent)
    return StoredEvent(fact.envelope.stream, fact.envelope.version + FIRST - 1, event.topic, event.state)


def _notification(fact: Stored) -> Notification:
    event = _stored_event(fact)
    return Notification(
        event.originator_id, event.originator_version, event.topic, event.state, id=fact.envelope.position
    )
