"""A desk in a process of its own, writing as fast as it can: `python -m tests.eventlog.writing_process DESK DSN N`."""

from __future__ import annotations

import asyncio
import sys

from shared.contracts.any_desk import BerkasTaken
from shared.contracts.vocabulary import BerkasId, Desk
from shared.eventlog.postgres import open_log
from tests.support.eventlog import append, new, stream
from tests.support.people import NOON, SITI, made_up


async def write(desk: Desk, dsn: str, facts: int) -> None:
    """Facts on ten streams that all desks share, four callers at once."""
    taken = BerkasTaken(by=SITI, occurred_at=NOON, berkas_id=BerkasId(made_up("berkas")), desk=desk)
    numbers = iter(range(facts))

    async def caller() -> None:
        for n in numbers:
            await log.append(append(new(f"{desk} {n}", taken), to=stream(str(n % 10))))

    async with open_log(desk, dsn) as log, asyncio.TaskGroup() as callers:
        for _ in range(4):
            callers.create_task(caller())


if __name__ == "__main__":
    asyncio.run(write(Desk(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
