"""How does a database come to hold sessions? Run again at any time."""

from __future__ import annotations

from importlib.resources import files

from asyncpg import Connection, Record


async def migrate(connection: Connection[Record], group: str) -> None:
    """Make the schema `web` where it is missing, and let the members of the role `group` use it.

    `connection` may create schemas; `group` is a name of ours, never input.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('web.migrate'))")
        if await connection.fetchval("SELECT to_regnamespace('web') IS NULL"):
            await connection.execute(files("shared.web").joinpath("schema.sql").read_text("utf-8"))
        await connection.execute(f"GRANT USAGE ON SCHEMA web TO {group}")
        await connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA web TO {group}")
