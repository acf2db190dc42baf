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
    """A row as the table takes it."""

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


class Harm(msgspec.Struct, frozen=True, kw_only=True):
    """A row that a fact could not be folded onto: it stays as it was, and is shown damaged until it is made anew."""

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
        self._broken = {key for key, row in kept.items() if row is None}
        self._changes = Changes()
        self.faults: list[Fault] = []

    def fold(self, touch: Touch) -> None:
        key = touch.key
        if key not in self._broken:
            self._last[key] = touch.heard.envelope
            with self._contained(key):
                self._rows[key] = self._view.evolve(self._row(key), touch.heard)

    async def changes(self, keys: Keys) -> Changes:
        places = self._places()
        rings = await _rings((blind.stream for place in places.values() for blind in place.blind), keys)
        for key, place in places.items():
            with self._contained(key):
                handles = [*place.handles, *_blinded(place.blind, rings, keys)]
                self._changes.put.append(self._put(key, place, handles))
        return self._changes

    def _row(self, key: str) -> Any | None:
        if key in self._rows:
            return self._rows[key]
        row = self._kept.get(key)
        return None if row is None else row_decoder(self._view.row).decode(row)

    def _places(self) -> Mapping[str, Place]:
        places: dict[str, Place] = {}
        for key, row in self._rows.items():
            if key in self._broken:
                continue
            if row is None:
                self._changes.gone.append(key)
                continue
            with self._contained(key):
                places[key] = self._view.place(row)
        return places

    def _put(self, key: str, place: Place, handles: list[str]) -> Put:
        row = _encoder.encode(self._rows[key])
        if b"\\u0000" in row:
            raise Unfit
        return Put(
            key=key,
            position=self._last[key].position,
            row=msgspec.Raw(row),
            rank=place.rank,
            queue=_fit(place.queue) if place.queue else None,
            legal_day=place.legal_day,
            due_at=place.due.at if place.due else None,
            rule=place.due.rule if place.due else None,
            cause=place.due.cause if place.due else None,
            handles=[_fit(handle) for handle in handles],
        )

    def _contained(self, key: str) -> AbstractContextManager[None]:
        return contained(lambda error: self._harm(key, error))

    def _harm(self, key: str, error: Exception) -> None:
        last = self._last[key]
        one = fault(f"view:{self._view.name}", last, error, key=key)
        self._broken.add(key)
        self.faults.append(one)
        self._changes.harmed.append(Harm(key=key, position=last.position, rank=last.recorded_at, damage=one.reason))


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
