"""Has the log grown? PostgreSQL rings at every commit (NOTIFY facts)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from asyncpg import Connection, Record
from asyncpg.pool import PoolConnectionProxy

CHANNEL = "facts"
"""Rung by log.append, with the new head; also the name on which the eventsourcing library listens."""


class Bell:
    """One listening connection, made when somebody first listens, and made again when it was lost."""

    def __init__(self, connect: Callable[[], Awaitable[Connection[Record]]]) -> None:
        """`connect` opens a connection of this bell's own."""
        self._connect = connect
        self._connection: Connection[Record] | None = None
        self._connecting = asyncio.Lock()
        self._next_ring = asyncio.Event()

    async def listen(self) -> asyncio.Event:
        """The next ring. Ask for it, then look at the log, then wait: so no ring falls between.

        A ring is lost with its connection: whoever waits looks again after a while.
        """
        async with self._connecting:
            if self._connection is None or self._connection.is_closed():
                self._connection = await self._connect()
                await self._connection.add_listener(CHANNEL, self._ring)
        return self._next_ring

    async def close(self) -> None:
        """Stop listening; whoever waits is woken."""
        self._next_ring.set()
        if self._connection is not None:
            await self._connection.close()

    def _ring(self, _: Connection[Record] | PoolConnectionProxy[Record], __: int, ___: str, ____: object) -> None:
        self._next_ring.set()
        self._next_ring = asyncio.Event()
