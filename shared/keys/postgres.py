"""How do keys rest in PostgreSQL? One row per stream, wrapped by the master key, behind functions (schema.sql)."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg
from asyncpg import Pool, Record

from shared.contracts.vocabulary import StreamId
from shared.eventlog.reach import reaching_postgres
from shared.keys.master import MasterKey, MasterKeyUnknown, Wrapped
from shared.keys.port import KeyDestroyed
from shared.keys.recent import RecentKeys
from shared.keys.ring import KEY_SIZE, AesStreamKey

TIMEOUT = 15.0
"""Seconds until an unanswered statement counts as lost."""
CONNECTIONS = 4
"""Per desk and process."""


@asynccontextmanager
async def open_keys(dsn: str, master: MasterKey, *, recent: RecentKeys | None = None) -> AsyncGenerator[PostgresKeys]:
    """The key ring. `dsn` logs in as a role that `migrate` was told of.

    Raises:
        MasterKeyUnknown: some stream's key was wrapped by a version of the master key that is not among those given.
        Unavailable: the database cannot be reached.
    """
    pool = asyncpg.create_pool(dsn, min_size=0, max_size=CONNECTIONS, command_timeout=TIMEOUT)
    async with pool:
        await _assert_known(pool, master)
        yield PostgresKeys(pool, master, recent or RecentKeys())


class PostgresKeys:
    """A `Keys` in PostgreSQL. A key destroyed by another process is used here for `recent.seconds` longer at most."""

    def __init__(self, pool: Pool[Record], master: MasterKey, recent: RecentKeys) -> None:
        """See open_keys."""
        self._pool = pool
        self._master = master
        self._recent = recent

    async def of(self, stream: StreamId) -> AesStreamKey:
        if known := self._recent.get(stream):
            return known
        key = AesStreamKey(stream, self._master.unwrap(stream, await self._wrapped(stream)))
        self._recent.put(stream, key)
        return key

    async def destroy(self, stream: StreamId) -> None:
        with reaching_postgres():
            await self._pool.execute("SELECT keys.destroy($1)", stream)
        self._recent.drop(stream)

    def blind(self, value: str) -> str:
        return self._master.blind(value)

    async def _wrapped(self, stream: StreamId) -> Wrapped:
        """The stream's key at rest; a fresh one is offered in the same call, and taken where there is none."""
        offer = self._master.wrap(stream, secrets.token_bytes(KEY_SIZE))
        with reaching_postgres():
            [row] = await self._pool.fetch("SELECT * FROM keys.key_of($1, $2, $3)", stream, offer.version, offer.box)
        if row["wrapped"] is None:
            raise KeyDestroyed(stream=stream)
        return Wrapped(row["version"], row["wrapped"])


async def _assert_known(pool: Pool[Record], master: MasterKey) -> None:
    with reaching_postgres():
        version = await pool.fetchval("SELECT keys.unknown_version($1)", master.versions)
    if version is not None:
        raise MasterKeyUnknown(version=version)
