"""Where does a desk keep what it derives? A PostgreSQL schema of its own; a generation of tables per rebuild."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

import asyncpg
from asyncpg import Connection, Pool, Record
from asyncpg.pool import PoolConnectionProxy

from shared.bus.folding import AnyView
from shared.contracts.vocabulary import Desk
from shared.eventlog.reach import reaching_postgres

Session: TypeAlias = "Connection[Record] | PoolConnectionProxy[Record]"

TIMEOUT = 15.0
"""Seconds until an unanswered statement counts as lost."""
READERS = 8
"""Connections per desk and process for whoever reads views; the cursor has its own."""
_STEADY = {"enable_seqscan": "off", "jit": "off"}
"""One plan for an empty table and for one of millions: statements are prepared when a desk is new."""

_DESK = """
CREATE TABLE IF NOT EXISTS {schema}.cursor (
    generation integer PRIMARY KEY,
    live       boolean NOT NULL,   -- people see this generation; another one is being made
    shape      text    NOT NULL,   -- the views and versions it was made by
    position   bigint  NOT NULL,   -- its rows are folded up to here
    fact_id    text                -- the fact there: another one on the log means that the log was restored
);
CREATE UNIQUE INDEX IF NOT EXISTS cursor_live ON {schema}.cursor (live) WHERE live;

CREATE TABLE IF NOT EXISTS {schema}.floor (
    reaction text   PRIMARY KEY,
    position bigint NOT NULL       -- everything up to here is settled
);

CREATE TABLE IF NOT EXISTS {schema}.quarantine (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source     text        NOT NULL,
    fact_id    text        NOT NULL,
    stream     text        NOT NULL,
    name       text        NOT NULL,
    position   bigint      NOT NULL,
    key        text        NOT NULL,
    reason     text        NOT NULL,
    since      timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,
    discarded  boolean     NOT NULL DEFAULT false,  -- somebody let it rest for good
    UNIQUE (source, fact_id, key)
);

CREATE TABLE IF NOT EXISTS {schema}.quarantine_act (
    item bigint      NOT NULL REFERENCES {schema}.quarantine,
    act  text        NOT NULL,     -- settled, failed again, discarded, mended
    by   text        NOT NULL,
    why  text        NOT NULL,
    at   timestamptz NOT NULL DEFAULT now()
);
"""

_VIEW = """
CREATE TABLE {table} (
    key       text        PRIMARY KEY,
    position  bigint      NOT NULL,   -- of the last fact folded
    row       jsonb,                  -- null: damaged before it was whole
    rank      timestamptz NOT NULL,
    queue     text,
    legal_day date        NOT NULL DEFAULT 'infinity',
    due_at    timestamptz,
    rule      text,
    cause     text,
    handles   text[]      NOT NULL DEFAULT '{{}}',
    damage    text
);
CREATE INDEX ON {table} (queue, legal_day, rank, key) WHERE queue IS NOT NULL;
CREATE INDEX ON {table} (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ON {table} USING gin (handles) WITH (fastupdate = off);
COMMENT ON TABLE {table} IS 'a generation';
"""
_UNSEEN = """
    SELECT relname FROM pg_class
    WHERE relnamespace = to_regnamespace($1) AND relkind = 'r' AND obj_description(oid, 'pg_class') = 'a generation'
        AND NOT EXISTS (SELECT FROM {schema}.cursor WHERE live AND relname LIKE '%\\_' || generation)
"""


@dataclass(frozen=True, slots=True)
class Store:
    """A desk's schema, and the ways into it."""

    schema: str
    pool: Pool[Record]
    _dsn: str

    @asynccontextmanager
    async def session(self) -> AsyncGenerator[Connection[Record]]:
        """A connection for whoever derives rows. Its commits do not wait for the disk: what is lost is derived again.

        Raises:
            Unavailable: the database cannot be reached.
        """
        with reaching_postgres():
            connection = await asyncpg.connect(
                self._dsn,
                command_timeout=TIMEOUT,
                server_settings={"application_name": f"{self.schema} views", "synchronous_commit": "off", **_STEADY},
            )
        try:
            yield connection
        finally:
            connection.terminate()  # also when cancelled, and at once: the locks it held go to the next


@asynccontextmanager
async def open_store(desk: Desk, dsn: str) -> AsyncGenerator[Store]:
    """What a desk keeps in its schema, which bears its name. `dsn` logs in as the schema's owner."""
    async with asyncpg.create_pool(
        dsn,
        min_size=0,
        max_size=READERS,
        command_timeout=TIMEOUT,
        max_inactive_connection_lifetime=0,
        server_settings={"application_name": f"{desk} reader", **_STEADY},
        reset=_nothing_to_reset,
    ) as pool:
        yield Store(desk.value, pool, dsn)


async def _nothing_to_reset(_: Session) -> None:
    """Spare a round trip: these sessions hold no state but prepared statements."""


def sql(text: str, **names: str) -> str:
    """The statement with its identifiers, which come from code and are checked all the same; values stay parameters."""
    return text.format(**{place: ".".join(map(_quoted, name.split("."))) for place, name in names.items()})


def lock_of(schema: str, what: str) -> str:
    """The name of an advisory lock."""
    return f"berkas.{schema}.{what}"


async def create_schema(connection: Session, schema: str, owner: str) -> None:
    """Give a desk its schema. `connection` may create schemas; `owner` is the role the desk logs in as."""
    await connection.execute(sql("GRANT {owner} TO CURRENT_USER", owner=owner))
    statement = "CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {owner}"
    await connection.execute(sql(statement, schema=schema, owner=owner))


async def create_tables(connection: Session, schema: str) -> None:
    """Make what a desk keeps apart from its views. Asked again, or by several at once: nothing."""
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", lock_of(schema, "tables"))
        await connection.execute(sql(_DESK, schema=schema))


async def create_generation(connection: Session, schema: str, generation: int, views: Iterable[AnyView]) -> None:
    """Make empty tables for these views."""
    for view in views:
        await connection.execute(sql(_VIEW, table=table_of(schema, view.name, generation)))


async def show_generation(connection: Session, schema: str, generation: int, views: Iterable[AnyView]) -> None:
    """Let people see this generation under the views' plain names."""
    for view in views:
        await connection.execute(
            sql(
                "CREATE OR REPLACE VIEW {view} AS SELECT * FROM {table}",
                view=f"{schema}.{view.name}",
                table=table_of(schema, view.name, generation),
            )
        )


async def drop_unseen(connection: Session, schema: str) -> None:
    """Drop every generation but the one people see, and the plain names of views that are no more."""
    for row in await connection.fetch(sql(_UNSEEN, schema=schema), schema):
        await connection.execute(sql("DROP TABLE {table} CASCADE", table=f"{schema}.{row['relname']}"))
    await connection.execute(sql("DELETE FROM {schema}.cursor WHERE NOT live", schema=schema))


def table_of(schema: str, view: str, generation: int) -> str:
    """The table that keeps a view's rows."""
    return f"{schema}.{view}_{generation}"


def shape_of(views: Iterable[AnyView]) -> str:
    """What tells whether tables were made by these views."""
    return " ".join(sorted(f"{view.name}.{view.version}" for view in views))


def _quoted(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(f"not an identifier: {name}")
    return f'"{name}"'
