"""How does a database come to hold keys, and who may use them? Run again at any time."""

from __future__ import annotations

from collections.abc import Collection
from importlib.resources import files

from asyncpg import Connection, Record

OWNER = "berkas_keys"
"""Owns the schema and cannot log in: the functions run with its rights, and are the only way to the table."""

_CREATE_OWNER = f"""
    DO $$ BEGIN
        IF to_regrole('{OWNER}') IS NULL THEN
            CREATE ROLE {OWNER} NOLOGIN;
        END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- made for another database of this server
    END $$
"""


async def migrate(connection: Connection[Record], *, users: Collection[str], erasers: Collection[str]) -> None:
    """Bring the schema and the rights to what this release needs, in one transaction.

    `connection` may create roles and schemas. `users` are the roles that may fetch keys, `erasers` those that may also
    destroy them; they exist.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('keys.migrate'))")
        await connection.execute(_CREATE_OWNER)
        await connection.execute(f"GRANT {OWNER} TO CURRENT_USER")
        await connection.execute(f"CREATE SCHEMA IF NOT EXISTS keys AUTHORIZATION {OWNER}")
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        await connection.execute(files("shared.keys").joinpath("schema.sql").read_text("utf-8"))
        for role in {*users, *erasers}:
            await connection.execute(f'GRANT USAGE ON SCHEMA keys TO "{role}"')
            await connection.execute(f'GRANT EXECUTE ON FUNCTION keys.key_of, keys.unknown_version TO "{role}"')
        for role in erasers:
            await connection.execute(f'GRANT EXECUTE ON FUNCTION keys.destroy TO "{role}"')
        await connection.execute("RESET ROLE")
