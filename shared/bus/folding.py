"""How do facts change a desk's rows? A batch is folded in memory onto those it concerns; a failure harms one row."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeAlias

import msgspec

from shared.bus.faults import Fault, contained, fault
from shared.contracts.fact import Envelope, Recorded
from shared.contracts.vocabulary import StreamId
from shared.eventlog.port import Stored
from shared.execute import as_recorded
from shared.keys.port import KeyDestroyed, Keys, StreamKey
from shared.view import Blind, Place, View, normalised

AnyView: TypeAlias = View[Any, Any]
Kept: TypeAlias = Mapping[str, str | None]
"""A view's rows as they rest, by key; None: a damaged one."""

_LONGEST = 500
"""Characters of a key, queue or handle: what an index entry holds for certain."""


class Put(msgspec.Struct, frozen=True, kw_only=True):
    """A row as the table takes it. `damage`: a later fact could not be folded onto it; it is made anew by a rebuild."""

    key: str
    position: int
    row: msgspec.Raw
    rank: datetime
    queue: str | None
    legal_day: date | None
    due_at: datetime | None
    rule: str | None
    cause: str | None
    handles: list[str]
    damage: str | None


class Harm(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is damaged and cannot be put: it stays as it rests, or is made empty, so that it is seen."""

    key: str
    position: int
    rank: datetime
    damage: str


class Changes(msgspec.Struct, frozen=True):
    """What a batch does to the table of one view."""

    put: list[Put] = []
    gone: list[str] = []
    harmed: list[Harm] = []


class Unfit(ValueError):  # noqa: N818 - the house's word
    """PostgreSQL cannot keep this: text with a NUL, or too long for an index."""


@dataclass(frozen=True, slots=True)
class Touch:
    """One fact concerns one row."""

    key: str
    heard: Recorded[Any]


def touches(views: Sequence[AnyView], facts: Iterable[Stored]) -> tuple[Sequence[Sequence[Touch]], Sequence[Fault]]:
    """Which rows of each view the facts concern, in the order of the facts; and the facts that could not be read."""
    touched: list[list[Touch]] = [[] for _ in views]
    faults: list[Fault] = []
    for stored in facts:
        listening = [number for number, view in enumerate(views) if stored.envelope.name in view.names]
        if listening:
            with contained(lambda error, of=stored.envelope: faults.append(fault("view", of, error))):
                heard = as_recorded(stored)
                for number in listening:
                    touched[number] += [Touch(_fit(key), heard) for key in views[number].keys(heard)]
    return touched, faults


async def changes(view: AnyView, touched: Iterable[Touch], kept: Kept, keys: Keys) -> tuple[Changes, Sequence[Fault]]:
    """What the touches do to the rows of this view kept so far; and the facts that harmed a row.

    Raises:
        Unavailable: the keys cannot be reached.
    """
    rows = _Rows(view, kept)
    for touch in touched:
        rows.fold(touch)
    return await rows.changes(keys), rows.faults


class _Rows:
    """The rows of one view that a batch concerns."""

    def __init__(self, view: AnyView, kept: Kept) -> None:
        self._view = view
        self._kept = kept
        self._rows: dict[str, Any] = {}
        self._last: dict[str, Envelope] = {}
        self._damage: dict[str, str] = {}
        self.faults: list[Fault] = []

    def fold(self, touch: Touch) -> None:
        """One fact further; a damaged row stays as it was before the fact that damaged it."""
        key = touch.key
        if key in self._damage or self._kept.get(key, "") is None:
            return
        self._last[key] = touch.heard.envelope
        with self._contained(key):
            if key not in self._rows:
                self._rows[key] = self._kept_row(key)
            self._rows[key] = self._view.evolve(self._rows[key], touch.heard)

    async def changes(self, keys: Keys) -> Changes:
        places = self._places()
        rings = await _rings((blind.stream for place in places.values() for blind in place.blind), keys)
        puts: list[Put] = []
        for key, place in places.items():
            with self._contained(key):
                puts.append(self._put(key, place, [*place.handles, *_blinded(place.blind, rings, keys)]))
        gone = [key for key, row in self._rows.items() if row is None and key not in self._damage]
        unplaced = self._damage.keys() - {put.key for put in puts}
        return Changes(puts, gone, [self._harm(key) for key in sorted(unplaced)])

    def _kept_row(self, key: str) -> Any | None:
        row = self._kept.get(key)
        return None if row is None else row_decoder(self._view.row).decode(row)

    def _places(self) -> Mapping[str, Place]:
        places: dict[str, Place] = {}
        for key, row in self._rows.items():
            if row is not None:
                with self._contained(key):
                    places[key] = self._view.place(row)
        return places

    def _put(self, key: str, place: Place, handles: list[str]) -> Put:
        row = _encoder.encode(self._rows[key])
        if b"\\u0000" in row:
            raise Unfit
        damage = self._damage.get(key)
        due = None if damage else place.due
        return Put(
            key=key,
            position=self._last[key].position,
            row=msgspec.Raw(row),
            rank=place.rank,
            queue=_fit(place.queue) if place.queue else None,
            legal_day=place.legal_day,
            due_at=due.at if due else None,
            rule=due.rule if due else None,
            cause=due.cause if due else None,
            handles=[_fit(handle) for handle in handles],
            damage=damage,
        )

    def _harm(self, key: str) -> Harm:
        last = self._last[key]
        return Harm(key=key, position=last.position, rank=last.recorded_at, damage=self._damage[key])

    def _contained(self, key: str) -> AbstractContextManager[None]:
        return contained(lambda error: self._damaged(key, error))

    def _damaged(self, key: str, error: Exception) -> None:
        one = fault(f"view:{self._view.name}", self._last[key], error, key=key)
        self.faults.append(one)
        self._damage.setdefault(key, one.reason)


def _fit(text: str) -> str:
    if "\0" in text or len(text) > _LONGEST:
        raise Unfit
    return text


@cache
def row_decoder(row: type[Any]) -> msgspec.json.Decoder[Any]:
    """Reads rows of this class as they rest."""
    return msgspec.json.Decoder(row)


_encoder = msgspec.json.Encoder(order="deterministic")


async def _rings(streams: Iterable[StreamId], keys: Keys) -> Mapping[StreamId, StreamKey | None]:
    """The keys of these streams; None where the person was erased."""
    names = sorted(set(streams))
    return dict(zip(names, await asyncio.gather(*(_ring(stream, keys) for stream in names)), strict=True))


async def _ring(stream: StreamId, keys: Keys) -> StreamKey | None:
    try:
        return await keys.of(stream)
    except KeyDestroyed:
        return None


def _blinded(blinds: Iterable[Blind], rings: Mapping[StreamId, StreamKey | None], keys: Keys) -> Iterable[str]:
    for blind in blinds:
        if ring := rings[blind.stream]:
            yield keys.blind(normalised(ring.open(blind.sealed, str)))
