"""Can a database be brought up to the log's schema at any time, from any state?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pytest

from shared.contracts.vocabulary import Desk
from shared.eventlog.migrate import (
    MIGRATIONS,
    OWNER,
    NewerSchema,
    UnsuitableDatabase,
    login_of,
    migrate,
    schema_version,
)
from shared.platform.servers.postgres import Postgres
from tests.support.eventlog import RIGHTS, LogDatabase
from tests.support.servers import Running

pytestmark = pytest.mark.spine


@pytest.fixture
def database(postgres_database: str) -> LogDatabase:
    """An empty one."""
    return LogDatabase(postgres_database)


class CutShort(Mapping[Desk, Collection[str]]):
    """Rights that are never read to their end: the migration dies in the middle of its work."""

    def __getitem__(self, desk: Desk) -> Collection[str]:
        raise ConnectionResetError

    def __iter__(self) -> Iterator[Desk]:
        return iter(Desk)

    def __len__(self) -> int:
        return len(Desk)


async def test_a_new_database_gets_every_migration(database: LogDatabase) -> None:
    async with database.connection() as owner:
        assert await schema_version(owner) == 0
        await migrate(owner, RIGHTS)
        assert await schema_version(owner) == len(MIGRATIONS)


async def test_migrating_again_changes_nothing(database: LogDatabase) -> None:
    async with database.connection() as owner:
        await migrate(owner, RIGHTS)
        await migrate(owner, RIGHTS)
        assert await schema_version(owner) == len(MIGRATIONS)


async def test_a_migration_cut_short_leaves_nothing_and_runs_again(database: LogDatabase) -> None:
    async with database.connection() as owner:
        with pytest.raises(ConnectionResetError):
            await migrate(owner, CutShort())
        assert await schema_version(owner) == 0

        await migrate(owner, RIGHTS)
        assert await schema_version(owner) == len(MIGRATIONS)


async def test_the_rights_are_those_of_the_last_migration(database: LogDatabase) -> None:
    async with database.connection() as owner:
        await migrate(owner, RIGHTS)
        await migrate(owner, {Desk.INTAKE: ["BerkasReceived.v1"], Desk.ENTRY: []})

        rights = [tuple(row) for row in await owner.fetch("SELECT role, name FROM log.rights")]
        assert rights == [(login_of(Desk.INTAKE), "BerkasReceived.v1")]


async def test_a_password_is_set_where_one_is_handed_in(database: LogDatabase) -> None:
    async with database.connection() as owner, owner.transaction():
        await migrate(owner, RIGHTS, passwords={login_of(Desk.INTAKE): "it's a secret"})
        stored = await owner.fetchval("SELECT rolpassword FROM pg_authid WHERE rolname = $1", login_of(Desk.INTAKE))
        assert stored.startswith("SCRAM-SHA-256$")
        await owner.execute("ALTER ROLE berkas_intake PASSWORD NULL")


async def test_a_release_refuses_a_schema_newer_than_itself(database: LogDatabase) -> None:
    async with database.connection() as owner:
        await migrate(owner, RIGHTS)
        await owner.execute("INSERT INTO log.schema_version VALUES ($1)", len(MIGRATIONS) + 1)

        with pytest.raises(NewerSchema):
            await migrate(owner, RIGHTS)


async def test_a_database_that_would_garble_text_is_refused(postgres_server: Running[Postgres]) -> None:
    async with LogDatabase(postgres_server.server.dsn()).connection() as server:
        await server.execute(
            "CREATE DATABASE garbling ENCODING SQL_ASCII LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
        )
        try:
            async with LogDatabase(postgres_server.server.dsn("garbling")).connection() as owner:
                with pytest.raises(UnsuitableDatabase):
                    await migrate(owner, RIGHTS)
        finally:
            await server.execute("DROP DATABASE garbling WITH (FORCE)")


async def test_whoever_may_create_roles_and_schemas_may_migrate(database: LogDatabase) -> None:
    """Managed servers hand out no superuser."""
    async with database.connection() as owner:
        await migrate(owner, RIGHTS)  # the roles are the server's and stay; the schema goes
        await owner.execute("DROP SCHEMA log CASCADE")
        await owner.execute("CREATE ROLE deployer LOGIN CREATEROLE")
        await owner.execute(f"GRANT {OWNER} TO deployer WITH ADMIN OPTION")
        await owner.execute(f"GRANT CREATE ON DATABASE {await owner.fetchval('SELECT current_database()')} TO deployer")
        try:
            async with database.connection("deployer") as deployer:
                await migrate(deployer, RIGHTS)
            assert await schema_version(owner) == len(MIGRATIONS)
        finally:
            await owner.execute("DROP OWNED BY deployer")
            await owner.execute("DROP ROLE deployer")
