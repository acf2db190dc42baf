"""Where does a test find an event log? A database of its own with the log's schema, on the session's server."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from asyncpg import Connection, Record

from shared.contracts.fact import Fact
from shared.contracts.names import sayable
from shared.contracts.vocabulary import Desk, FactId, StreamId
from shared.eventlog.migrate import migrate
from shared.eventlog.port import Append, NewFact
from shared.platform.servers.postgres import Postgres
from tests.support.builders import verified
from tests.support.people import made_up
from tests.support.servers import Running

RIGHTS = {desk: sayable(desk) for desk in Desk}
STREAM = StreamId("berkas-" + made_up("one berkas"))


@dataclass(frozen=True, slots=True)
class LogDatabase:
    """A database with the log's schema; `owner` is the DSN of the superuser who made it."""

    owner: str

    def dsn(self, role: str) -> str:
        """Where a role logs in: a desk's (`login_of`), RELAY or AUDITOR."""
        return urlunsplit(urlsplit(self.owner)._replace(netloc=f"{role}@"))

    @asynccontextmanager
    async def connection(self, role: str | None = None) -> AsyncGenerator[Connection[Record]]:
        """A connection of its own, as a role or as the owner."""
        connection = await asyncpg.connect(self.dsn(role) if role else self.owner)
        try:
            yield connection
        finally:
            await connection.close()


@pytest.fixture
async def log_database(postgres_database: str) -> LogDatabase:
    """A database of the test's own, with the log's schema and the rights of the published facts."""
    database = LogDatabase(postgres_database)
    async with database.connection() as owner:
        await migrate(owner, RIGHTS)
    return database


@pytest.fixture
async def emptied_log(postgres_server: Running[Postgres]) -> LogDatabase:
    """The same, shared by the session and emptied for this test: for tests of the log alone, which are many."""
    database = LogDatabase(postgres_server.server.dsn("emptied_log"))
    async with LogDatabase(postgres_server.server.dsn()).connection() as owner:
        if not await owner.fetchval("SELECT 1 FROM pg_database WHERE datname = 'emptied_log'"):
            await owner.execute("CREATE DATABASE emptied_log")
    async with database.connection() as owner:
        await migrate(owner, RIGHTS)
        await owner.execute("SET session_replication_role = replica")  # the log's trigger does not see it
        await owner.execute("TRUNCATE log.facts, log.counters")
    return database


def stream(name: str) -> StreamId:
    return StreamId(f"berkas-{made_up(name)}")


def new(what: str, fact: Fact | None = None) -> NewFact:
    """A fact whose id is always the same for the same words."""
    return NewFact(fact_id=FactId(made_up(what)), fact=fact or verified())


def append(*facts: NewFact, to: StreamId = STREAM, expected: int | None = None, cause: str = "a command") -> Append:
    return Append(
        stream=to, facts=facts, expected=expected, correlation_id=made_up("correlation"), causation_id=made_up(cause)
    )
