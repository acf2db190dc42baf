"""What could not be worked on, and who did what about it? Set aside visibly, so that it holds nobody else up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import msgspec
from asyncpg import Record

from shared.bus.faults import Fault
from shared.bus.store import Session, Store, sql
from shared.contracts.fact import By
from shared.errors import Refused
from shared.eventlog.reach import reaching_postgres

_PUT = """
    INSERT INTO {schema}.quarantine (source, fact_id, stream, name, position, key, reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (source, fact_id, key) DO UPDATE SET reason = excluded.reason, settled_at = NULL
        WHERE NOT quarantine.discarded
"""
_ITEMS = """
    SELECT id, source, fact_id, stream, name, position, key, reason, since
    FROM {schema}.quarantine WHERE settled_at IS NULL
"""
_ACT = """
    WITH item AS (
        UPDATE {schema}.quarantine SET settled_at = CASE WHEN $5 THEN now() END, discarded = $2 = 'discarded'
        WHERE id = $1 AND settled_at IS NULL RETURNING id
    )
    INSERT INTO {schema}.quarantine_act (item, act, by, why) SELECT id, $2, $3, $4 FROM item RETURNING item
"""
_ACTS = "SELECT act, by, why, at FROM {schema}.quarantine_act WHERE item = $1 ORDER BY at, ctid"
_MENDED = """
    WITH mended AS (
        UPDATE {schema}.quarantine AS item SET settled_at = now()
        WHERE settled_at IS NULL AND source LIKE 'view%' AND NOT EXISTS (
            SELECT FROM jsonb_to_recordset($1::jsonb) AS fault (source text, fact_id text, key text)
            WHERE (fault.source, fault.fact_id, fault.key) = (item.source, item.fact_id, item.key)
        ) RETURNING id
    )
    INSERT INTO {schema}.quarantine_act (item, act, by, why) SELECT id, 'mended', 'rebuild', '' FROM mended
"""


class OnlyRebuildMends(Refused):
    """A row of a view is mended by making the views anew."""  # source: str


class NotInQuarantine(Refused):
    """There is no such item in quarantine (any longer)."""  # item: int


@dataclass(frozen=True, slots=True)
class Item:
    """A fact set aside. `source` is `view:<name>`, `reaction:<name>` or `timer:<rule>`; `key` the row, for views."""

    id: int
    fault: Fault
    since: datetime


Again: TypeAlias = Callable[[Fault], Awaitable[Fault | None]]
"""Tries a fact again: what is still wrong with it, or None."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did about an item."""

    act: str
    by: str
    why: str
    at: datetime


class Quarantine:
    """A desk's quarantine."""

    def __init__(self, store: Store) -> None:
        """Keep it in the desk's schema."""
        self._store = store

    async def put(self, fault: Fault) -> None:
        """Set a fact aside. Known already: its reason is renewed, and it is open again unless it was discarded."""
        with reaching_postgres():
            await self._store.pool.execute(
                sql(_PUT, schema=self._store.schema),
                fault.source,
                fault.fact_id,
                fault.stream,
                fault.name,
                fault.position,
                fault.key,
                fault.reason,
            )

    async def items(self) -> Sequence[Item]:
        """What is set aside now, oldest first."""
        with reaching_postgres():
            rows = await self._store.pool.fetch(sql(_ITEMS, schema=self._store.schema) + " ORDER BY id")
        return [_item(row) for row in rows]

    async def item(self, item: int) -> Item:
        """One of them.

        Raises:
            NotInQuarantine: it was settled meanwhile, or never was.
        """
        with reaching_postgres():
            row = await self._store.pool.fetchrow(sql(_ITEMS, schema=self._store.schema) + " AND id = $1", item)
        if row is None:
            raise NotInQuarantine(item=item)
        return _item(row)

    async def discard(self, item: int, *, by: By, why: str) -> None:
        """Let it rest for good, also if it should fail again. Raises NotInQuarantine."""
        await self._act(item, "discarded", by, why, settled=True)

    async def retry(self, item: int, sources: Mapping[str, Again], *, by: By) -> bool:
        """Try again now, and say whether it went well; `sources` are those of the desk's reactions and timers.

        Raises:
            NotInQuarantine: it was settled meanwhile.
            OnlyRebuildMends: it is a row of a view.
            Conflict, Unavailable: not now; the item stays.
        """
        fault = (await self.item(item)).fault
        if fault.source not in sources:
            raise OnlyRebuildMends(source=fault.source)
        still = await sources[fault.source](fault)
        await self._act(
            item, "failed again" if still else "settled", by, still.reason if still else "", settled=not still
        )
        return not still

    async def acts(self, item: int) -> Sequence[Act]:
        """What was done about an item, in order."""
        with reaching_postgres():
            rows = await self._store.pool.fetch(sql(_ACTS, schema=self._store.schema), item)
        return [Act(row["act"], row["by"], row["why"], row["at"]) for row in rows]

    async def _act(self, item: int, act: str, by: By, why: str, *, settled: bool) -> None:
        with reaching_postgres():
            done = await self._store.pool.fetchval(sql(_ACT, schema=self._store.schema), item, act, by.id, why, settled)
        if done is None:
            raise NotInQuarantine(item=item)


async def settle_mended(session: Session, schema: str, faults: Iterable[Fault]) -> None:
    """After a rebuild: what views had set aside is settled, except for these faults, which are still there."""
    await session.execute(sql(_MENDED, schema=schema), msgspec.json.encode(list(faults)).decode())


def _item(row: Record) -> Item:
    return Item(
        row["id"],
        Fault(
            source=row["source"],
            fact_id=row["fact_id"],
            stream=row["stream"],
            name=row["name"],
            position=row["position"],
            key=row["key"],
            reason=row["reason"],
        ),
        row["since"],
    )
