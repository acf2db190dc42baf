"""Where does a desk work in a test without servers? A room over a log, keys, papers and lists in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from shared.blobs.port import BlobMissing
from shared.blobs.vault import Vault
from shared.bus.reaction import Heard
from shared.bus.views import Page, Row, Views
from shared.contracts.fact import Fact, Recorded
from shared.contracts.names import sayable
from shared.contracts.vocabulary import Desk, StreamId
from shared.eventlog.counter import MemoryNumbers
from shared.eventlog.memory import MemoryRecord
from shared.eventlog.port import Append, EventLog, NewFact
from shared.execute import as_recorded
from shared.folds import Folds
from shared.keys.memory import MemoryKeys
from shared.office import OfficeSettings
from shared.room import Room
from shared.timers import Elapsed
from shared.view import Place, View
from tests.support.histories import recorded
from tests.support.people import made_up
from tests.support.web import Clock

F = TypeVar("F", bound=Fact)
R = TypeVar("R")
A = TypeVar("A", bound=Room)
P = ParamSpec("P")
T = TypeVar("T")

SETTINGS = OfficeSettings(
    dinas="Dinas Kependudukan dan Pencatatan Sipil",
    pemerintah="Pemerintah Kabupaten Contoh",
    kabupaten="Kabupaten Contoh",
    kabupaten_code="13.08",
    tempat="Lubuk Contoh",
    whatsapp_number="0753466353",
)


@dataclass(slots=True)
class MemoryBlobs:
    """A `BlobStore` in one dictionary."""

    kept: dict[str, bytes] = field(default_factory=dict[str, bytes])

    async def put(self, address: str, sealed: bytes) -> None:
        self.kept[address] = sealed

    async def get(self, address: str, *, start: int = 0, length: int | None = None) -> bytes:
        if address not in self.kept:
            raise BlobMissing(address=address)
        return self.kept[address][start : None if length is None else start + length]

    async def has(self, address: str) -> bool:
        return address in self.kept


async def at_once(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Work for the pool, done here."""
    return function(*args, **kwargs)


class FoldedViews(Views):
    """A desk's views, folded from the record whenever somebody looks: always up to date, and all on one page."""

    def __init__(self, record: MemoryRecord) -> None:  # no store and no bus: nothing of the parent's is used
        self._record = record

    async def get(self, view: View[R, Any], key: str) -> Row[R] | None:
        return next((row for row in self._rows(view) if row.key == key), None)

    async def page(
        self,
        view: View[R, Any],
        queue: str,
        *,
        after: str | None = None,  # noqa: ARG002 - there is one page
        limit: int = 50,
    ) -> Page[R]:
        return Page([row for row in self._rows(view) if row.queue == queue][:limit], None)

    async def find(self, view: View[R, Any], handle: str, *, limit: int = 50) -> Sequence[Row[R]]:
        return [row for row in self._rows(view) if row.row and handle in view.place(row.row).handles][:limit]

    async def count(self, view: View[R, Any]) -> Mapping[str, int]:
        return Counter(sorted(row.queue for row in self._rows(view) if row.queue))

    async def due(self, view: View[R, Any], rule: str, now: datetime, *, limit: int) -> Sequence[Row[R]]:
        due = [(row.due.at, row.key, row) for row in self._rows(view) if row.due and row.due.rule == rule]
        return [row for at, _, row in sorted(due, key=itemgetter(0, 1)) if at <= now][:limit]

    async def reached(self, facts: Iterable[Recorded[Fact]], seconds: float) -> bool:  # noqa: ARG002 - always
        return True

    def _rows(self, view: View[R, Any]) -> Sequence[Row[R]]:
        """In the order of a queue."""
        rows = view.fold(map(as_recorded, self._record.facts)).items()
        placed = [_placed(key, row, view.place(row)) for key, row in rows]
        return sorted(placed, key=lambda row: (row.legal_day or date.max, row.rank, row.key))


def _placed(key: str, row: R, place: Place) -> Row[R]:
    return Row(key, row, 0, place.queue, place.rank, place.legal_day, place.due, None)


@dataclass(slots=True)
class MemoryOffice:
    """One office: what its desks share, and what has happened in it."""

    settings: OfficeSettings = SETTINGS
    clock: Clock = field(default_factory=Clock)
    folder: Path = Path("/nonexistent")
    keys: MemoryKeys = field(default_factory=MemoryKeys)
    store: MemoryBlobs = field(default_factory=MemoryBlobs)
    record: MemoryRecord = field(init=False)

    def __post_init__(self) -> None:
        self.record = MemoryRecord(self.clock, {desk: sayable(desk) for desk in Desk})

    @property
    def blobs(self) -> Vault:
        return Vault(self.store, self.keys)

    def room(self, desk: Desk) -> Room:
        """That desk's place of work."""
        ids, log = count(1), self.record.log(desk)
        return Room(
            desk=desk,
            log=log,
            folds=Folds(log),
            views=FoldedViews(self.record),
            keys=self.keys,
            blobs=self.blobs,
            numbers=MemoryNumbers(),
            office=self.settings,
            calendar=self.settings.calendar,
            rules=self.settings.rules,
            now=self.clock,
            new_id=lambda: made_up(f"{desk} {next(ids)}"),
            cpu=at_once,
            folder=self.folder,
        )

    async def happened(self, *facts: F) -> Sequence[Recorded[F]]:
        """These facts, on the log: each said by the desk whose it is."""
        return [await self._happened(fact) for fact in facts]

    async def _happened(self, fact: F) -> Recorded[F]:
        position = len(self.record.facts) + 1
        expected = recorded(fact, position).envelope
        [envelope] = (
            await self.record.log(expected.desk).append(
                Append(
                    stream=expected.stream,
                    facts=[NewFact(fact_id=expected.fact_id, fact=fact)],
                    expected=None,
                    correlation_id=expected.correlation_id,
                    causation_id=expected.causation_id,
                )
            )
        ).envelopes
        return Recorded(fact, envelope)

    def facts(self, stream: StreamId) -> Sequence[Fact]:
        """What has happened on a stream."""
        return [as_recorded(stored).fact for stored in self.record.streams.get(stream, [])]


def with_log(room: A, log: EventLog) -> A:
    """The same room, whose log is another."""
    return replace(room, log=log, folds=Folds(log))


def heard(one: Recorded[F], reaction: str = "reaction") -> Heard[F]:
    """A fact as a reaction hears it."""
    return Heard(one.fact, one.envelope, reaction)


async def elapsed(room: Room, view: View[R, Any], rule: str) -> Sequence[Elapsed[R]]:
    """The rows of a view whose time by this rule has come, as a timer is handed them."""
    rows = await room.views.due(view, rule, room.now(), limit=100)
    return [Elapsed(row.key, row.row, row.due) for row in rows if row.row is not None and row.due]
