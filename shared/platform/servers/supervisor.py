"""Who keeps the servers serving? They are started together, started again when they crash, and ended with us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Final, NoReturn

import structlog

from shared.platform.errors import CannotStart
from shared.platform.servers.process import Process
from shared.platform.servers.server import Server, serving

_SHORTEST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 15.0
_STEADY: Final = 60.0
"""Seconds after which a crash is a new one, not the last one going on."""

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)


@asynccontextmanager
async def supervised(*servers: Server, inherit: Sequence[int] = ()) -> AsyncGenerator[None]:
    """Keep the servers serving for the length of the block. `inherit`: file descriptors they keep open.

    Raises:
        CannotStart: one of them does not start; none runs then.
    """
    keepers = [_Keeper(server, inherit) for server in servers]
    try:
        await _start(keepers)
        yield
    finally:
        await asyncio.gather(*(keeper.stop() for keeper in keepers))


async def _start(keepers: Sequence[_Keeper]) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            for keeper in keepers:
                group.create_task(keeper.start())
    except* CannotStart as failed:
        raise failed.exceptions[0] from None


class _Keeper:
    """Keeps one server serving."""

    def __init__(self, server: Server, inherit: Sequence[int]) -> None:
        """Nothing runs yet."""
        self._server = server
        self._inherit = inherit
        self._process: Process | None = None
        self._mending: asyncio.Task[NoReturn] | None = None

    async def start(self) -> None:
        self._mending = asyncio.create_task(self._mend(await self._run()))

    async def stop(self) -> None:
        if self._mending:
            self._mending.cancel()
            with suppress(asyncio.CancelledError):
                await self._mending
        if self._process:
            await self._process.stop()

    async def _run(self) -> Process:
        program = await self._server.prepare()
        self._process = Process(program, inherit=self._inherit)
        began = monotonic()
        await serving(self._server, self._process, program)
        _log.info("server serves", server=self._server.name, pid=self._process.pid, seconds=_since(began))
        return self._process

    async def _mend(self, process: Process) -> NoReturn:
        """Start it again whenever it ends: soon the first time, ever later if it goes on."""
        pause = _SHORTEST_PAUSE
        while True:
            began = monotonic()
            status = await process.ended()
            _log.error("server ended by itself: starting it again", server=self._server.name, status=status)
            pause = _SHORTEST_PAUSE if _since(began) > _STEADY else pause
            while True:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
                try:
                    process = await self._run()
                    break
                except Exception as error:  # noqa: BLE001 - whatever it is: without this loop nobody starts it again
                    _log.error("server not started again, yet", server=self._server.name, why=str(error))


def _since(began: float) -> float:
    return round(monotonic() - began, 3)
