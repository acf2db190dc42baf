"""How are a desk's views made anew? From the log into new tables, compared row by row with the old, then swapped."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from shared.bus.faults import Fault
from shared.bus.folding import AnyView
from shared.bus.mark import Mark
from shared.bus.quarantine import settle_mended
from shared.bus.rows import Rows
from shared.bus.store import (
    Session,
    Store,
    create_generation,
    create_tables,
    drop_unseen,
    lock_of,
    shape_of,
    show_generation,
    sql,
    table_of,
)
from shared.errors import Refused
from shared.eventlog.port import EventLog
from shared.eventlog.reach import reaching_postgres
from shared.keys.port import Keys

BATCH = 2000
"""Facts folded in one statement."""
_PATIENCE = 3600.0
"""Seconds that counting and comparing millions of rows may take."""

_LIVE = "SELECT generation, shape, position, fact_id FROM {schema}.cursor WHERE live"
_BEGIN = """
    INSERT INTO {schema}.cursor (generation, live, shape, position)
    SELECT coalesce(max(generation), 0) + 1, false, $1, 0 FROM {schema}.cursor RETURNING generation
"""
_COUNT = "SELECT count(*) AS rows, count(damage) AS damaged FROM {table}"
_DIFFERING = """
    SELECT key FROM {old} AS old FULL JOIN {new} AS new USING (key)
    WHERE old.damage IS NULL AND new.damage IS NULL AND (
        old.row, old.position, old.queue, old.rank, old.legal_day, old.due_at, old.rule, old.cause, old.handles
    ) IS DISTINCT FROM (
        new.row, new.position, new.queue, new.rank, new.legal_day, new.due_at, new.rule, new.cause, new.handles
    ) ORDER BY key
"""
_END_OLD = "DELETE FROM {schema}.cursor WHERE live"
_GO_LIVE = "UPDATE {schema}.cursor SET live = true WHERE generation = $1"


class RebuildUnderWay(Refused):
    """The views of this desk are being rebuilt already."""  # schema: str


@dataclass(frozen=True, slots=True)
class Live:
    """The generation that people see."""

    generation: int
    shape: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of a rebuild. `differing` are `<view> <key>`: rows that were not what the log says."""

    position: int
    rows: int
    damaged: int
    differing: Sequence[str]
    compared: bool


async def live(session: Session, schema: str, *, hold: bool = False) -> Live | None:
    """What people see now; `hold`: nobody folds further until this transaction ends."""
    row = await session.fetchrow(sql(_LIVE, schema=schema) + (" FOR UPDATE" if hold else ""))
    return None if row is None else Live(row["generation"], row["shape"], Mark(row["position"], row["fact_id"]))


async def rebuild(
    store: Store,
    views: Sequence[AnyView],
    *,
    log: EventLog,
    keys: Keys,
    swap: bool = True,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Rebuilt:
    """Fold the whole log anew, compare with what people see, and show the new rows instead (unless told not to `swap`).

    The views go on meanwhile; they stand still only while the last facts are folded and the rows are compared, at the
    same position. Rows made by other versions of the views, or from another log, are not compared. `progress` is
    called with positions: how far, of how many.

    Raises:
        RebuildUnderWay: one at a time.
        Unavailable: database, log or keys cannot be reached; people see what they saw before.
    """
    with reaching_postgres():
        async with store.session() as session, _alone(session, store.schema):
            schema = store.schema
            await create_tables(session, schema)
            await drop_unseen(session, schema)
            generation: int = await session.fetchval(sql(_BEGIN, schema=schema), shape_of(views))
            await create_generation(session, schema, generation, views)
            build = _Build(session, schema, views, generation, log=log, keys=keys)
            old = await live(session, schema)
            if old and not (old.shape == shape_of(views) and await old.mark.stands_on(log)):
                old = None
            await build.fold(old.mark.position if old else await log.head(), progress)
            async with session.transaction():
                if old and (now := await live(session, schema, hold=True)):
                    await build.fold(now.mark.position, progress)
                rebuilt = await build.compare(old)
                if swap:
                    await build.show()
            await drop_unseen(session, schema)
            return rebuilt


class _Build:
    """A generation on its way."""

    def __init__(
        self, session: Session, schema: str, views: Sequence[AnyView], generation: int, *, log: EventLog, keys: Keys
    ) -> None:
        self._session = session
        self._schema = schema
        self._views = views
        self._log = log
        self._generation = generation
        self._rows = Rows(schema, views, generation, keys)
        self._mark = Mark()
        self._faults: list[Fault] = []

    async def fold(self, until: int, progress: Callable[[int, int], None]) -> None:
        async for page in self._log.read_all(after=self._mark.position, until=until, page=BATCH):
            self._mark, faults = await self._rows.fold(self._session, page, after=self._mark)
            self._faults += faults
            progress(self._mark.position, until)

    async def compare(self, old: Live | None) -> Rebuilt:
        await self._session.execute("SET LOCAL enable_seqscan = on")  # every row is looked at
        rows = damaged = 0
        differing: list[str] = []
        for view in self._views:
            new = table_of(self._schema, view.name, self._generation)
            [counts] = await self._session.fetch(sql(_COUNT, table=new), timeout=_PATIENCE)
            rows, damaged = rows + counts["rows"], damaged + counts["damaged"]
            if old:
                before = table_of(self._schema, view.name, old.generation)
                found = await self._session.fetch(sql(_DIFFERING, old=before, new=new), timeout=_PATIENCE)
                differing += [f"{view.name} {row['key']}" for row in found]
        return Rebuilt(self._mark.position, rows, damaged, differing, compared=old is not None)

    async def show(self) -> None:
        await self._session.execute(sql(_END_OLD, schema=self._schema))
        await self._session.execute(sql(_GO_LIVE, schema=self._schema), self._generation)
        await show_generation(self._session, self._schema, self._generation, self._views)
        await settle_mended(self._session, self._schema, self._faults)


@asynccontextmanager
async def _alone(session: Session, schema: str) -> AsyncGenerator[None]:
    lock = lock_of(schema, "rebuild")
    if not await session.fetchval("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", lock):
        raise RebuildUnderWay(schema=schema)
    try:
        yield
    finally:
        await session.execute("SELECT pg_advisory_unlock(hashtextextended($1, 0))", lock)
