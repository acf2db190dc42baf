"""How does a database come to hold the log, and who may enter it? Run again at any time, also after a kill half-way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from importlib.resources import files

from asyncpg import Connection, Record

from shared.contracts.vocabulary import Desk
from shared.errors import Refused

MIGRATIONS = ("schema.sql",)
"""Applied in this order, each once; the schema's version is how many of them are. A new one is added at the end."""

OWNER = "berkas_log"
"""Owns the schema, cannot log in: `log.append` runs with its rights and no more."""
READER = "berkas_reader"
WRITER = "berkas_writer"
RELAY = "berkas_relay"
"""Login of the relay: reads."""
AUDITOR = "berkas_auditor"
"""Login of auditors and exports: reads."""


class UnsuitableDatabase(Refused):
    """The database cannot hold the log: its encoding must be UTF8."""  # encoding: str


class NewerSchema(Refused):
    """The log's schema is newer than this release."""  # found: int, known: int


def login_of(desk: Desk) -> str:
    """The role a desk logs in as; `log.append` knows the desk by it."""
    return f"berkas_{desk}"


async def migrate(
    connection: Connection[Record],
    rights: Mapping[Desk, Collection[str]],
    *,
    passwords: Mapping[str, str] | None = None,
) -> None:
    """Bring the log's schema, roles and rights to what this release needs, in one transaction.

    `connection` may create roles and schemas. `rights` are the names of the facts each desk may record, and replace
    those of before. `passwords` are by role; a role without one is left as it is.

    Raises:
        UnsuitableDatabase, NewerSchema: nothing was changed.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('log.migrate'))")
        await _assert_suitable(connection)
        await _create_roles(connection, rights)
        await _apply_migrations(connection)
        await _replace_rights(connection, rights)
        for role, password in (passwords or {}).items():
            await _set_password(connection, role, password)


async def schema_version(connection: Connection[Record]) -> int:
    """How many migrations the database has; 0 before the first."""
    if await connection.fetchval("SELECT to_regclass('log.schema_version') IS NULL"):
        return 0
    return await connection.fetchval("SELECT max(version) FROM log.schema_version")


async def head_of(connection: Connection[Record]) -> int:
    """The last position on the log; 0 on an empty one."""
    return await connection.fetchval("SELECT coalesce(max(notification_id), 0) FROM log.facts")


async def _assert_suitable(connection: Connection[Record]) -> None:
    encoding = await connection.fetchval("SHOW server_encoding")
    if encoding != "UTF8":
        raise UnsuitableDatabase(encoding=encoding)
    found = await schema_version(connection)
    if found > len(MIGRATIONS):
        raise NewerSchema(found=found, known=len(MIGRATIONS))


async def _create_roles(connection: Connection[Record], rights: Mapping[Desk, Collection[str]]) -> None:
    await _create_role(connection, OWNER, "NOLOGIN")
    await _create_role(connection, READER, "NOLOGIN")
    await _create_role(connection, WRITER, f"NOLOGIN IN ROLE {READER}")
    for desk in rights:
        await _create_role(connection, login_of(desk), f"LOGIN IN ROLE {WRITER}")
    for role in (RELAY, AUDITOR):
        await _create_role(connection, role, f"LOGIN IN ROLE {READER}")
    await connection.execute(f"GRANT {OWNER} TO CURRENT_USER")


async def _create_role(connection: Connection[Record], role: str, options: str) -> None:
    # Roles belong to the whole server: a migration of its other database may be creating the same one.
    await connection.execute(f"""
        DO $$ BEGIN
            IF to_regrole('{role}') IS NULL THEN
                CREATE ROLE {role} {options};
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$
    """)


async def _apply_migrations(connection: Connection[Record]) -> None:
    done = await schema_version(connection)
    if done == 0:
        await connection.execute(f"CREATE SCHEMA log AUTHORIZATION {OWNER}")
    await connection.execute(f"SET LOCAL ROLE {OWNER}")
    if done == 0:
        await connection.execute(
            "CREATE TABLE log.schema_version (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
        )
    for version, file in enumerate(MIGRATIONS[done:], start=done + 1):
        await connection.execute(files("shared.eventlog").joinpath(file).read_text("utf-8"))
        await connection.execute("INSERT INTO log.schema_version (version) VALUES ($1)", version)
    await connection.execute("RESET ROLE")


async def _replace_rights(connection: Connection[Record], rights: Mapping[Desk, Collection[str]]) -> None:
    pairs = [(login_of(desk), name) for desk, names in rights.items() for name in sorted(names)]
    await connection.execute("DELETE FROM log.rights")
    await connection.executemany("INSERT INTO log.rights (role, name) VALUES ($1, $2)", pairs)


async def _set_password(connection: Connection[Record], role: str, password: str) -> None:
    statement = await connection.fetchval(
        "SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)", role, password
    )
    await connection.execute(statement)
