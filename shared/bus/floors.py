"""Up to where is each reaction of a desk settled? Kept in PostgreSQL, so that durables can always be made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.bus.store import Session, Store, create_tables, sql
from shared.eventlog.reach import reaching_postgres

_BEGIN = "INSERT INTO {schema}.floor (reaction, position) SELECT unnest($1::text[]), $2 ON CONFLICT DO NOTHING"
_LOWER = "UPDATE {schema}.floor SET position = $1 WHERE position > $1"
_RAISE = "UPDATE {schema}.floor SET position = $2 WHERE reaction = $1 AND position < $2"
_ALL = "SELECT reaction, position FROM {schema}.floor"


async def begin_reactions(connection: Session, schema: str, owner: str, reactions: Iterable[str], head: int) -> None:
    """Let a desk's new reactions start at the head of the log: what happened before them is not theirs.

    To be called when a release is deployed, before any desk works, so that nobody misses the facts of the first
    moments. `connection` may act as the schema's `owner`.
    """
    async with connection.transaction():
        await connection.execute(sql("SET LOCAL ROLE {owner}", owner=owner))
        await _begin(connection, schema, reactions, head)


async def _begin(session: Session, schema: str, reactions: Iterable[str], head: int) -> None:
    await create_tables(session, schema)
    await session.execute(sql(_BEGIN, schema=schema), list(reactions), head)
    await session.execute(sql(_LOWER, schema=schema), head)


class Floors:
    """The floors of one desk's reactions. Every method may raise Unavailable."""

    def __init__(self, store: Store) -> None:
        """Keep them in the desk's schema."""
        self._store = store

    async def begin(self, reactions: Iterable[str], head: int) -> None:
        """Let new reactions start at the head; see begin_reactions.

        Known ones stay where they are, but never above the head: what a restored log has lost will happen again.
        """
        with reaching_postgres():
            async with self._store.pool.acquire() as session:
                await _begin(session, self._store.schema, reactions, head)

    async def all(self) -> Mapping[str, int]:
        """Each reaction's floor."""
        with reaching_postgres():
            rows = await self._store.pool.fetch(sql(_ALL, schema=self._store.schema))
        return {row["reaction"]: row["position"] for row in rows}

    async def settle(self, reaction: str, position: int) -> None:
        """Everything up to here is settled. Never lowers."""
        with reaching_postgres():
            await self._store.pool.execute(sql(_RAISE, schema=self._store.schema), reaction, position)
