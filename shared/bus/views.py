"""How does a desk read its views? A page of a queue, one row, who bears a handle, how many; and how far they are."""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, NoReturn, TypeVar

import asyncpg
import msgspec
from asyncpg import Record
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from shared.bus.cursor import moved_subject
from shared.bus.folding import AnyView, row_decoder
from shared.bus.jetstream import JetStream
from shared.bus.store import Store, sql
from shared.contracts.fact import Fact, Recorded
from shared.contracts.vocabulary import FactId
from shared.errors import Refused, Unavailable
from shared.eventlog.reach import reaching_postgres
from shared.view import Due, View

R = TypeVar("R")

GUARD = 1.0
"""Seconds after which the position is read from the table although nobody said that it moved."""

_ROW = "SELECT key, row::text, position, queue, rank, legal_day, due_at, rule, cause, damage FROM {view} "
_PAGE = (
    "SELECT key, row::text, position, queue, rank, legal_day, due_at, rule, cause, damage,"
    " legal_day::text AS legal_day_mark, rank::text AS rank_mark FROM {view}"
    " WHERE queue = $1 AND (legal_day, rank, key) > ($2::text::date, $3::text::timestamptz, $4)"
    " ORDER BY legal_day, rank, key LIMIT $5"
)
_COUNT = "SELECT queue, count(*) AS rows FROM {view} WHERE queue IS NOT NULL GROUP BY queue ORDER BY queue"
_POSITION = "SELECT position FROM {schema}.cursor WHERE live"
_BEFORE_ALL = ("-infinity", "-infinity", "")


class NoSuchPage(Refused):
    """This is not where a page ended."""


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """A row in its place. `damage` says what went wrong where the row may be wrong or missing (quarantine)."""

    key: str
    row: R | None
    position: int
    queue: str | None
    rank: datetime
    legal_day: date | None
    due: Due | None
    damage: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows of a queue, in order; `next` leads to those after them, None at the end."""

    rows: Sequence[Row[R]]
    next: str | None


class Views:
    """The views of one desk, as kept by its cursor, in whatever replica that runs."""

    def __init__(self, store: Store, views: Iterable[AnyView], *, jetstream: JetStream) -> None:
        """Read what the cursor of the same desk keeps in `store`."""
        self._store = store
        self._names = frozenset[str]().union(*(view.names for view in views))
        self._jetstream = jetstream
        self._position = 0
        self._moved = asyncio.Condition()

    # ------------------------------------------------------------ rows

    async def page(self, view: View[R, Any], queue: str, *, after: str | None = None, limit: int = 50) -> Page[R]:
        """The first rows of a queue, or those after another page. Raises NoSuchPage, Unavailable."""
        start = _BEFORE_ALL if after is None else _mark(after)
        try:
            found = await self._fetch(_PAGE, view.name, queue, *start, limit + 1)
        except asyncpg.DataError:
            raise NoSuchPage from None
        more = len(found) > limit
        found = found[:limit]
        return Page([_row(view, row) for row in found], _token(found[-1]) if more else None)

    async def get(self, view: View[R, Any], key: str) -> Row[R] | None:
        """One row. Raises Unavailable."""
        found = await self._fetch(_ROW + "WHERE key = $1", view.name, key)
        return _row(view, found[0]) if found else None

    async def find(self, view: View[R, Any], handle: str, *, limit: int = 50) -> Sequence[Row[R]]:
        """Who bears this handle, oldest first; a sealed one is `keys.blind(normalised(value))`. Raises Unavailable."""
        found = await self._fetch(_ROW + "WHERE handles @> ARRAY[$1] ORDER BY rank LIMIT $2", view.name, handle, limit)
        return [_row(view, row) for row in found]

    async def count(self, view: View[R, Any]) -> Mapping[str, int]:
        """How many rows stand in each queue that has any. Raises Unavailable."""
        return {row["queue"]: row["rows"] for row in await self._fetch(_COUNT, view.name)}

    async def damaged(self, view: View[R, Any]) -> Sequence[Row[R]]:
        """The rows that may be wrong. Raises Unavailable."""
        return [
            _row(view, row) for row in await self._fetch(_ROW + "WHERE damage IS NOT NULL ORDER BY rank", view.name)
        ]

    async def due(self, view: View[R, Any], rule: str, now: datetime, *, limit: int) -> Sequence[Row[R]]:
        """The rows whose time by this rule has come, longest overdue first. Raises Unavailable."""
        where = "WHERE due_at <= $1 AND rule = $2 ORDER BY due_at LIMIT $3"
        return [_row(view, row) for row in await self._fetch(_ROW + where, view.name, now, rule, limit)]

    async def next_due(self, view: View[R, Any], rule: str, after: datetime) -> datetime | None:
        """When the next row will be due by this rule. Raises Unavailable."""
        text = "SELECT min(due_at) AS at FROM {view} WHERE due_at > $1 AND rule = $2"
        return (await self._fetch(text, view.name, after, rule))[0]["at"]

    # ------------------------------------------------------------ how far

    @property
    def position(self) -> int:
        """How far the views are, as last heard."""
        return self._position

    def hears(self, fact: type[Fact]) -> bool:
        """Whether some view of the desk listens for facts of this class."""
        return fact.NAME in self._names

    async def reached(self, facts: Iterable[Recorded[Fact]], seconds: float) -> bool:
        """Wait, at most so long, until the views have folded these facts; only those count that a view hears."""
        after = max((one.envelope.position for one in facts if one.fact.NAME in self._names), default=0)
        return await self.wait(after=after - 1, seconds=seconds) >= after

    async def wait(self, *, after: int, seconds: float) -> int:
        """Wait until the views are folded past this position (or `seconds` have gone), and return how far they are."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._moved:
                await self._moved.wait_for(lambda: self._position > after)
        return self._position

    async def run(self) -> NoReturn:
        """Keep up with how far the views are, for ever."""
        subscription = await self._jetstream.subscribe(moved_subject(self._store.schema), self._hear)
        try:
            while True:
                with suppress(Unavailable):
                    kept = await self._kept_position()
                    await self._move(max(kept, self._position))  # more may have been heard meanwhile
                await asyncio.sleep(GUARD)
        finally:
            with suppress(NatsError, OSError):
                await subscription.unsubscribe()

    async def _hear(self, message: Msg) -> None:
        await self._move(int(message.data))

    async def _move(self, position: int) -> None:
        async with self._moved:
            self._position = position
            self._moved.notify_all()

    async def _kept_position(self) -> int:
        with reaching_postgres():
            try:
                return await self._store.pool.fetchval(sql(_POSITION, schema=self._store.schema)) or 0
            except asyncpg.UndefinedTableError:
                return 0

    async def _fetch(self, text: str, view: str, *values: object) -> Sequence[Record]:
        with reaching_postgres():
            try:
                return await self._store.pool.fetch(sql(text, view=f"{self._store.schema}.{view}"), *values)
            except asyncpg.UndefinedTableError:
                raise Unavailable(what=f"view {view}", why="being made") from None
            except asyncpg.CharacterNotInRepertoireError:
                return []  # somebody asked for text with a NUL, which no row can have


def _row(view: View[R, Any], row: Record) -> Row[R]:
    try:
        decoded: R | None = row["row"] and row_decoder(view.row).decode(row["row"])
    except msgspec.ValidationError:  # another release still keeps the rows
        raise Unavailable(what=f"view {view.name}", why="of another release") from None
    return Row(
        key=row["key"],
        row=decoded,
        position=row["position"],
        queue=row["queue"],
        rank=row["rank"],
        legal_day=None if row["legal_day"] == date.max else row["legal_day"],
        due=Due(row["due_at"], row["rule"], FactId(row["cause"])) if row["due_at"] else None,
        damage=row["damage"],
    )


def _token(row: Record) -> str:
    return urlsafe_b64encode(msgspec.json.encode((row["legal_day_mark"], row["rank_mark"], row["key"]))).decode()


def _mark(token: str) -> tuple[str, str, str]:
    try:
        return msgspec.json.decode(urlsafe_b64decode(token), type=tuple[str, str, str])
    except ValueError:  # also msgspec's and base64's
        raise NoSuchPage from None
