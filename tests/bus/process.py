"""Who can be killed? A relay or a cursor in a process of its own: `python -m tests.bus.process relay DSN NATS`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import nats

from shared.bus.cursor import Cursor
from shared.bus.jetstream import JetStream
from shared.bus.relay import Relay
from shared.bus.store import open_store
from shared.contracts.vocabulary import Desk
from shared.eventlog.postgres import open_log
from shared.keys.memory import MemoryKeys
from tests.bus.waiting import WAITING


async def relay(dsn: str, jetstream: JetStream) -> None:
    async with open_log(Desk.OVERSIGHT, dsn) as log:
        await Relay(log, jetstream).run()


async def cursor(dsn: str, jetstream: JetStream) -> None:
    async with open_log(Desk.VERIFICATION, dsn) as log, open_store(Desk.VERIFICATION, dsn) as store:
        await Cursor(store, [WAITING], jetstream=jetstream, log=log, keys=MemoryKeys()).run()


async def main(work: str, dsn: str, nats_url: str) -> None:
    connection = await nats.connect(nats_url)  # pyright: ignore[reportUnknownMemberType] - its options are untyped
    await {"relay": relay, "cursor": cursor}[work](dsn, JetStream(connection))


@asynccontextmanager
async def working(work: str, dsn: str, nats_url: str) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Such a process, until it is killed (SIGKILL) at the end of the block."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", __name__, work, dsn, nats_url)
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
