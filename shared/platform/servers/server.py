"""What is a server to its supervisor? Something that can be made ready to run, and asked whether it truly serves."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic
from typing import Final, Protocol

from shared.platform.errors import CannotStart
from shared.platform.servers.process import Process, Program

_START: Final = 30.0
_PROBE_EVERY: Final = 0.02


class ServerFailed(CannotStart):
    """{name} tidak mau berjalan (lihat {log}): {last_words}."""


class NotServing(Exception):  # noqa: N818 - a state on the way, asked again
    """It does not answer as it should, yet."""


class Server(Protocol):
    """PostgreSQL, NATS or S3, beside us."""

    @property
    def name(self) -> str: ...

    @property
    def data_dir(self) -> Path:
        """What it must not lose."""
        ...

    async def prepare(self) -> Program:
        """Make what it needs before its first start; the program to run, now."""
        ...

    async def probe(self) -> None:
        """Use it as its clients do.

        Raises:
            NotServing: it does not serve, yet.
        """
        ...

    async def settle(self) -> None:
        """Make what its clients need and what can only be made while it serves. Made already: nothing.

        Raises:
            NotServing: it does not serve any more.
        """
        ...


async def serving(server: Server, process: Process, program: Program) -> None:
    """Wait until the server serves; where it comes to nothing, it is ended.

    Raises:
        ServerFailed: it ended by itself, or did not serve within half a minute.
    """
    try:
        if not await _served(server, process):
            raise failed(program)  # noqa: TRY301 - ended like everything else that goes wrong here
    except BaseException:
        await process.stop()
        raise


async def _served(server: Server, process: Process) -> bool:
    """Whether it serves before it ends or our patience does."""
    deadline = monotonic() + _START
    while process.running and monotonic() < deadline:
        try:
            await server.probe()
            await server.settle()
        except NotServing:
            await asyncio.sleep(_PROBE_EVERY)
        else:
            return True
    return False


async def run_to_end(program: Program) -> None:
    """Run a program that ends by itself.

    Raises:
        ServerFailed: it ended with another status than 0.
    """
    process = Process(program)
    try:
        status = await process.ended()
    finally:
        await process.stop()
    if status:
        raise failed(program)


def failed(program: Program) -> ServerFailed:
    """The error that names the program, its log, and the last thing it said."""
    lines = program.log.read_text(errors="replace").strip().splitlines()
    return ServerFailed(name=program.name, log=program.log, last_words=lines[-1] if lines else "-")
