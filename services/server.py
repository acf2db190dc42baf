"""How is the office's app served over HTTP? Until it is told to stop; the address is said once it answers."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from fastapi import FastAPI

from shared.platform.errors import CannotStart

LOOPBACK = "127.0.0.1"


class PortTaken(CannotStart):
    """Port {port} sedang dipakai program lain. Pilih yang lain dengan --port."""


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@asynccontextmanager
async def served(app: FastAPI, *, host: str = LOOPBACK, port: int = 0) -> AsyncGenerator[str]:
    """The app at this address, its URL yielded once it answers; port 0: any free one. Raises PortTaken."""
    listening = _listen(host, port)
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=5)
    server = _Server(config)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(server.serve([listening]))
        try:
            yield f"http://{host}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await asyncio.wait([serving])


def _listen(host: str, port: int) -> socket.socket:
    """Bound before anything is said: connections wait from here on, none is refused."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise PortTaken(port=port) from None
    listening.listen(128)
    return listening
