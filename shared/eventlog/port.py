"""What is an event log, whatever keeps it? Append at an expected version; read a stream; read all, in one order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.contracts.fact import Envelope, Fact
from shared.contracts.vocabulary import FactId, StreamId
from shared.errors import Conflict, Refused


class VersionConflict(Conflict):
    """Somebody else wrote to this stream first."""  # expected: int, found: int, stream: StreamId


class NotYourFact(Refused):
    """This desk has no right to record facts of that name."""  # desk: str, name: str


class FactIdReused(Exception):  # noqa: N818 - a bug, never a state of affairs
    """A fact id that is on the log already came again, with another name, stream or company."""

    def __init__(self, fact_id: FactId) -> None:
        """`company`: the other facts of its append, of which some are on the log and some are not."""
        super().__init__(fact_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """One fact on its way to the log."""

    fact_id: FactId
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """Facts for one stream, all or none; at least one.

    `expected` is the stream's version the decision was made on; None where nothing was decided (receipts, looks).
    """

    stream: StreamId
    facts: Sequence[NewFact]
    expected: int | None
    correlation_id: str
    causation_id: str

    def __post_init__(self) -> None:
        """Refuse what could only be a bug of the caller."""
        if not self.facts:
            raise ValueError("an append records at least one fact")
        ids = [new.fact_id for new in self.facts]
        if len(ids) > 1 and len(set(ids)) < len(ids):
            raise FactIdReused(max(ids, key=ids.count))


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of an append: the envelopes, in order.

    `known`: every fact id was on the log already (the same command again); the envelopes are those of then.
    """

    envelopes: Sequence[Envelope]
    known: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A fact as it rests: its envelope and its bytes, not yet decoded."""

    envelope: Envelope
    state: bytes


class EventLog(Protocol):
    """The record. One desk's view of it: it appends as that desk, and reads everything."""

    async def append(self, append: Append) -> Appended:
        """Record the facts durably, or raise: nothing is half-written.

        Raises:
            VersionConflict: the stream is not at `expected`.
            NotYourFact: the desk may not record a fact of that name.
            FactIdReused: a bug in the making of ids.
            Unavailable: the log cannot be reached; the outcome of this append is unknown, and asking again is safe.
        """
        ...

    async def read(self, stream: StreamId, *, after: int = 0) -> Sequence[Stored]:
        """The stream's facts in order, from version `after` + 1."""
        ...

    def read_all(self, *, after: int = 0, until: int | None = None, page: int = 250) -> AsyncIterator[Sequence[Stored]]:
        """Every fact of the log in the one global order, in pages, from position `after` + 1; gap-free.

        Ends at the head (or at `until`, inclusive).
        """
        ...

    async def head(self) -> int:
        """The last position; 0 on an empty log."""
        ...

    async def wait(self, *, after: int, seconds: float) -> int:
        """Wait until the head is past `after` (or `seconds` have gone), and return the head."""
        ...

    async def as_of(self, when: datetime) -> int:
        """The last position recorded at or before `when`."""
        ...
