"""Who keeps a connection of its own? The writer and the bell: opened when first used, and again when it was lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

import asyncpg
from asyncpg import Connection, Record

TIMEOUT = 15.0
"""Seconds until an unanswered statement counts as lost."""


Prepare: TypeAlias = "Callable[[Connection[Record]], Awaitable[None]]"


async def _as_it_is(_: Connection[Record]) -> None:
    pass


class Line:
    """One connection, for one purpose."""

    def __init__(self, dsn: str, settings: Mapping[str, str], prepare: Prepare = _as_it_is) -> None:
        """`settings` are the session's; `prepare` makes each new connection fit for its purpose."""
        self._dsn = dsn
        self._settings = dict(settings)
        self._prepare = prepare
        self._connection: Connection[Record] | None = None
        self._opening = asyncio.Lock()

    async def connection(self) -> Connection[Record]:
        """The open connection. Raises what asyncpg raises where there is no server."""
        async with self._opening:
            if self._connection is None or self._connection.is_closed():
                self._connection = await asyncpg.connect(
                    self._dsn, server_settings=self._settings, command_timeout=TIMEOUT
                )
                await self._prepare(self._connection)
        return self._connection

    async def aclose(self) -> None:
        """Hang up."""
        if self._connection is not None:
            await self._connection.close(timeout=TIMEOUT)
