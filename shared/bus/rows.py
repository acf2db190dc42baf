"""How do a desk's rows and its place on the log come to rest together? In one statement, fenced by the old place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import msgspec
from asyncpg import Record, UndefinedTableError

from shared.bus.faults import Fault
from shared.bus.folding import AnyView, Changes, Kept, Touch, changes, touches
from shared.bus.mark import Mark
from shared.bus.store import Session, sql, table_of
from shared.eventlog.port import Stored
from shared.eventlog.reach import reaching_postgres
from shared.keys.port import Keys

_MOVE = """
WITH moved AS (
    UPDATE {schema}.cursor SET position = $1, fact_id = $2 WHERE position = $3 AND generation = $4 RETURNING 1
), fault AS (
    INSERT INTO {schema}.quarantine (source, fact_id, stream, name, position, key, reason)
    SELECT fault.* FROM moved, jsonb_to_recordset($5::jsonb)
        AS fault (source text, fact_id text, stream text, name text, position bigint, key text, reason text)
    ON CONFLICT (source, fact_id, key) DO UPDATE SET reason = excluded.reason, settled_at = NULL
        WHERE NOT quarantine.discarded
)"""
_CHANGE = """, gone_# AS (
    DELETE FROM {table} USING moved WHERE key IN (SELECT jsonb_array_elements_text($#::jsonb -> 'gone'))
), put_# AS (
    INSERT INTO {table} (key, position, row, rank, queue, legal_day, due_at, rule, cause, handles, damage)
    SELECT key, position, row, rank, queue, coalesce(legal_day, 'infinity'), due_at, rule, cause, handles,
        damage
    FROM moved, jsonb_to_recordset($#::jsonb -> 'put') AS put (
        key text, position bigint, row jsonb, rank timestamptz, queue text, legal_day date,
        due_at timestamptz, rule text, cause text, handles text[], damage text)
    ON CONFLICT (key) DO UPDATE SET
        position = excluded.position, row = excluded.row, rank = excluded.rank, queue = excluded.queue,
        legal_day = excluded.legal_day, due_at = excluded.due_at, rule = excluded.rule, cause = excluded.cause,
        handles = excluded.handles, damage = excluded.damage
), harmed_# AS (
    INSERT INTO {table} (key, position, rank, damage)
    SELECT harm.* FROM moved, jsonb_to_recordset($#::jsonb -> 'harmed')
        AS harm (key text, position bigint, rank timestamptz, damage text)
    ON CONFLICT (key) DO UPDATE SET position = excluded.position, damage = excluded.damage, due_at = NULL
)"""
_MOVED = " SELECT count(*) AS moved FROM moved"
_PARAMETERS = 5
_LOAD = "SELECT # AS view, key, row::text, damage IS NOT NULL AS damaged FROM {table} WHERE key = ANY ($#::text[])"


class Fenced(Exception):  # noqa: N818 - the house's word
    """Somebody else has moved this generation on, or ended it."""


class Rows:
    """One generation of the rows of a desk's views."""

    def __init__(self, schema: str, views: Sequence[AnyView], generation: int, keys: Keys) -> None:
        """Put the statements together: they depend on the views alone."""
        self._views = views
        self._keys = keys
        self._generation = generation
        tables = [table_of(schema, view.name, generation) for view in views]
        self._load = " UNION ALL ".join(_numbered(_LOAD, table, 1 + n) for n, table in enumerate(tables))
        self._save = "".join((
            sql(_MOVE, schema=schema),
            *(_numbered(_CHANGE, table, 1 + _PARAMETERS + n) for n, table in enumerate(tables)),
            _MOVED,
        ))  # fmt: skip

    async def fold(self, session: Session, facts: Sequence[Stored], *, after: Mark) -> tuple[Mark, Sequence[Fault]]:
        """Change the rows by the facts that follow `after`, and return how far that is; and what went wrong with whom.

        Raises:
            Fenced: the generation is not at `after`. Nothing was changed.
            Unavailable: the database or the keys cannot be reached. Nothing was changed, or all of it.
        """
        touched, unread = touches(self._views, facts)
        kept = await self._kept(session, touched)
        folded = [
            await changes(view, some, rows, self._keys)
            for view, some, rows in zip(self._views, touched, kept, strict=True)
        ]
        faults = [*unread, *chain.from_iterable(faults for _, faults in folded)]
        last = facts[-1].envelope
        mark = Mark(last.position, last.fact_id)
        await self._keep(session, [change for change, _ in folded], faults, after, mark)
        return mark, faults

    async def _kept(self, session: Session, touched: Sequence[Sequence[Touch]]) -> Sequence[Kept]:
        kept: list[dict[str, str | None]] = [{} for _ in self._views]
        keys = [list({touch.key for touch in some}) for some in touched]
        if any(keys):
            for row in await self._ask(session, self._load, *keys):
                kept[row["view"] - 1][row["key"]] = None if row["damaged"] else row["row"]
        return kept

    async def _keep(
        self, session: Session, changes: Sequence[Changes], faults: Sequence[Fault], after: Mark, mark: Mark
    ) -> None:
        documents = [msgspec.json.encode(document).decode() for document in (faults, *changes)]
        place = (mark.position, mark.fact_id, after.position, self._generation)
        [answer] = await self._ask(session, self._save, *place, *documents)
        if not answer["moved"]:
            raise Fenced

    async def _ask(self, session: Session, question: str, *values: object) -> Sequence[Record]:
        with reaching_postgres():
            try:
                return await session.fetch(question, *values)
            except UndefinedTableError:
                raise Fenced from None  # the generation was ended, and its tables dropped


def _numbered(text: str, table: str, number: int) -> str:
    return sql(text, table=table).replace("#", str(number))
