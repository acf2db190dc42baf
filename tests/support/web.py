"""Where does a test find the web layer? An office of synthetic people, its clock, and clients who speak HTTP to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import count

import asyncpg
import httpx
import pytest
from argon2 import PasswordHasher
from asyncpg import Pool, Record
from fastapi import FastAPI

from shared.contracts.vocabulary import Desk, OfficerId, Role
from shared.eventlog.migrate import WRITER, login_of
from shared.eventlog.migrate import migrate as migrate_log
from shared.platform.servers.postgres import Postgres
from shared.web.access import Access
from shared.web.app import DeskRoutes, assemble
from shared.web.attempts import Attempts
from shared.web.migrate import migrate
from shared.web.passwords import LEAST_MEMORY, LEAST_PASSES
from shared.web.people import Officer, People
from shared.web.roles import routes
from shared.web.sessions import Sessions
from tests.support.eventlog import RIGHTS, LogDatabase
from tests.support.people import NOON, made_up
from tests.support.servers import Running

_CHEAP = PasswordHasher(memory_cost=LEAST_MEMORY, time_cost=LEAST_PASSES)
ADDRESS = "127.0.0.7"


@cache
def hashed_cheaply(password: str) -> str:
    """As weak as the directory accepts, so that tests are quick."""
    return _CHEAP.hash(password)


def password_of(officer: str) -> str:
    return f"kata sandi {officer}"


def works_here(officer: str, *roles: Role, name: str = "") -> Officer:
    return Officer(OfficerId(officer), name or officer.title(), frozenset(roles), hashed_cheaply(password_of(officer)))


def people(*officers: Officer) -> People:
    return People({officer.id: officer for officer in officers})


EVERYBODY = people(*(works_here(role.value, role) for role in Role if role not in {Role.PEMOHON, Role.SYSTEM}))
"""One officer for each role, called as the role is."""


@dataclass(slots=True)
class Clock:
    """A clock that stands still until told otherwise."""

    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def later(self, by: timedelta) -> None:
        self.at += by


@dataclass(slots=True)
class Web:
    """An office's web layer under test."""

    pool: Pool[Record]
    clock: Clock = field(default_factory=Clock)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    def app(self, *desks: DeskRoutes, here: People = EVERYBODY, secure: bool = False) -> FastAPI:
        ids = count(1)
        access = Access(
            people=here,
            sessions=Sessions(self.pool),
            attempts=Attempts(self.pool),
            now=self.clock,
            secure=secure,
        )
        return assemble(desks, access, new_id=lambda: made_up(f"request {next(ids)}"))

    async def client(self, app: FastAPI, *, address: str = ADDRESS, **headers: str) -> httpx.AsyncClient:
        """Somebody at this address, not signed in."""
        transport = httpx.ASGITransport(app, client=(address, 1))
        client = httpx.AsyncClient(transport=transport, base_url="http://kantor.test", headers=headers)
        return await self.stack.enter_async_context(client)

    async def officer(self, app: FastAPI, officer: str) -> httpx.AsyncClient:
        """An officer, signed in as programs do."""
        client = await self.client(app)
        opened = await client.post("/session", json={"officer": officer, "password": password_of(officer)})
        client.headers["Authorization"] = f"Bearer {opened.json()['token']}"
        return client


@pytest.fixture(scope="session")
def web_database(postgres_server: Running[Postgres]) -> LogDatabase:
    """One database with sessions in it, for all tests of the web layer."""
    database = LogDatabase(postgres_server.server.dsn("web"))
    with asyncio.Runner() as runner:
        runner.run(_create(postgres_server.server.dsn(), database))
    return database


async def _create(server: str, database: LogDatabase) -> None:
    connection = await asyncpg.connect(server)
    await connection.execute("CREATE DATABASE web")
    await connection.close()
    async with database.connection() as inside:
        await migrate_log(inside, RIGHTS)
        await migrate(inside, WRITER)


@pytest.fixture
async def web_pool(web_database: LogDatabase) -> AsyncGenerator[Pool[Record]]:
    """Empty tables of sessions, reached with a desk's own rights."""
    async with asyncpg.create_pool(web_database.dsn(login_of(Desk.INTAKE)), min_size=0, max_size=4) as pool:
        await pool.execute("DELETE FROM web.sessions")
        await pool.execute("DELETE FROM web.attempts")
        yield pool


@pytest.fixture
async def web(web_pool: Pool[Record]) -> AsyncGenerator[Web]:
    web = Web(web_pool)
    async with web.stack:
        yield web


# ---------------------------------------------------------------- who may what

_REFUSED = {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}


async def admitted(
    app: FastAPI,
    as_role: Callable[[Role], httpx.AsyncClient],
    roles: Sequence[Role],
) -> Mapping[tuple[str, str], frozenset[Role]]:
    """For every route of the desks (method, path), which of these roles it lets in: tried out, not asked for."""
    return {
        (route.method, route.path): frozenset(
            [role for role in roles if await _lets_in(as_role(role), route.method, route.path)]
        )
        for route in routes(app)
        if not route.path.startswith("/session")
    }


async def _lets_in(client: httpx.AsyncClient, method: str, path: str) -> bool:
    filled = path.replace("{", "").replace("}", "")
    answer = await client.request(method, filled, json={} if method in {"POST", "PUT", "PATCH"} else None)
    return answer.status_code not in _REFUSED
