"""How does a database come to serve an office? The log, the keys and a schema per desk, under rights handed in."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import asynccontextmanager
from typing import TypeAlias

import asyncpg
from asyncpg import Connection, Record

from shared.bus.store import create_schema
from shared.contracts.vocabulary import Desk
from shared.eventlog.migrate import WRITER, login_of
from shared.eventlog.migrate import migrate as migrate_log
from shared.keys.migrate import migrate as migrate_keys
from shared.web.migrate import migrate as migrate_web

Administrator: TypeAlias = "Connection[Record]"
"""A connection that may create roles and schemas."""


@asynccontextmanager
async def administrator(dsn: str) -> AsyncGenerator[Administrator]:
    """Connected for as long as it takes."""
    connection = await asyncpg.connect(dsn)
    try:
        yield connection
    finally:
        await connection.close()


async def migrate(
    connection: Administrator,
    rights: Mapping[Desk, Collection[str]],
    *,
    erasers: Collection[Desk],
    passwords: Mapping[str, str] | None = None,
) -> None:
    """Bring the database to what this release needs. Run again at any time, also after a kill half-way.

    `rights`: the names of the facts each desk may record. `erasers`: the desks that may destroy keys. `passwords` are
    by role; a role without one is left as it is. `connection` may create roles and schemas.

    Raises:
        UnsuitableDatabase, NewerSchema: nothing was changed.
    """
    await migrate_log(connection, rights, passwords=passwords)
    await migrate_keys(connection, users=[*map(login_of, rights)], erasers=[*map(login_of, erasers)])
    await migrate_web(connection, WRITER)
    for desk in rights:
        await create_schema(connection, desk, login_of(desk))
