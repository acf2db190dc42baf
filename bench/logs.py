"""On which log are figures taken, and how is it written to?"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from itertools import count, islice
from time import perf_counter

from bench.measure import Run
from shared.contracts.names import all_facts
from shared.contracts.vocabulary import Desk
from shared.eventlog.migrate import login_of, migrate
from shared.eventlog.port import Append
from shared.eventlog.postgres import PostgresLog, open_log
from shared.platform.servers.postgres import OWNER, Postgres
from tests.support.eventlog import LogDatabase

WRITER = Desk.OVERSIGHT
"""May record every fact, here."""

_numbers = count(1)


def fresh(n: int) -> Iterable[int]:
    """Numbers that nothing of this run was made of yet."""
    return list(islice(_numbers, n))


@asynccontextmanager
async def empty_log(server: Postgres, name: str) -> AsyncGenerator[tuple[LogDatabase, PostgresLog]]:
    """A log with nothing on it, in a new database of that name."""
    async with LogDatabase(server.dsn(OWNER)).connection() as owner:
        await owner.execute(f"CREATE DATABASE {name}")
    database = LogDatabase(server.dsn(name))
    async with database.connection() as owner:
        await migrate(owner, {WRITER: all_facts()})
    async with open_log(WRITER, database.dsn(login_of(WRITER))) as log:
        yield database, log


async def record(log: PostgresLog, asked: Sequence[Append], callers: int) -> Run:
    """Append each by itself, from so many callers at once."""
    waiting, latencies = iter(asked), list[float]()

    async def caller() -> None:
        for one in waiting:
            started = perf_counter()
            await log.append(one)
            latencies.append(perf_counter() - started)

    gc.collect()
    gc.freeze()  # what was made beforehand is not the log's to look through
    started = perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return Run(perf_counter() - started, latencies)
