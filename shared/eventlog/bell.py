"""Has the log grown? PostgreSQL rings at every commit (NOTIFY facts)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from asyncpg import Connection, Record
from asyncpg.pool import PoolConnectionProxy

from shared.eventlog.line import Line

CHANNEL = "facts"
"""Rung by log.append, with the new head; also the name on which the eventsourcing library listens."""


class Bell:
    """Rings whoever listens, on a line of its own."""

    def __init__(self, dsn: str, settings: Mapping[str, str]) -> None:
        """Where to listen, as Line has it."""
        self._line = Line(dsn, settings, prepare=self._hang_up)
        self._next_ring = asyncio.Event()

    async def listen(self) -> asyncio.Event:
        """The next ring. Ask for it, then look at the log, then wait: so no ring falls between.

        A ring is lost with its connection: whoever waits looks again after a while.
        """
        await self._line.connection()
        return self._next_ring

    async def aclose(self) -> None:
        """Take it down."""
        await self._line.aclose()

    async def _hang_up(self, connection: Connection[Record]) -> None:
        await connection.add_listener(CHANNEL, self._ring)

    def _ring(self, _: Connection[Record] | PoolConnectionProxy[Record], __: int, ___: str, ____: object) -> None:
        self._next_ring.set()
        self._next_ring = asyncio.Event()
