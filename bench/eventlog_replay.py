"""How fast does the log come back as typed facts?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter

from asyncpg import Connection, Record
from eventsourcing.postgres import PostgresApplicationRecorder

from bench.logs import fresh
from bench.measure import Figure, side_by_side
from bench.peers import PAGE, library, library_event, pages
from shared.contracts.names import decode
from shared.eventlog.postgres import READ_ALL, PostgresLog
from tests.support.eventlog import LogDatabase, append, new, stream
from tests.support.histories import up_to_delivery

ROUNDS = 7
LIFE = up_to_delivery()
"""From the first photo to the signature."""
LIVES = 2_000


async def replay(database: LogDatabase, log: PostgresLog) -> AsyncIterator[Figure]:
    """From PostgreSQL to typed facts, streaming, nothing kept, sealed fields left sealed."""
    await _record(log)
    with library(database.owner, connections=1) as recorder:
        _record_in_library(recorder)

        async def ours() -> float:
            return await _rate(_typed_facts(log))

        async def theirs() -> float:
            return await _rate(_library_events(recorder))

        async def rows() -> float:
            async with database.connection() as connection:
                return await _rate(_rows(connection))

        found = await side_by_side(ROUNDS, ours=ours, library=theirs, rows=rows)
    yield Figure(
        name="replay to typed facts, beside the library",
        value=found["ours"],
        unit="facts/s",
        peer="eventsourcing recorder and mapper, the same typed values",
        peer_value=found["library"],
        target=2.5,
    )
    yield Figure(
        name="replay to typed facts, beside bare rows",
        value=found["ours"],
        unit="facts/s",
        peer="asyncpg, the same rows, not looked at",
        peer_value=found["rows"],
        target=0.3,
    )


async def _rate(pages: AsyncIterator[int]) -> float:
    started = perf_counter()
    read = 0
    async for size in pages:
        read += size
    assert read == LIVES * len(LIFE)
    return read / (perf_counter() - started)


async def _typed_facts(log: PostgresLog) -> AsyncIterator[int]:
    async for page in log.read_all(page=PAGE):
        for fact in page:
            decode(fact.envelope.name, fact.state)
        yield len(page)


async def _library_events(recorder: PostgresApplicationRecorder) -> AsyncIterator[int]:
    for page in pages(recorder):
        yield len(page)


async def _rows(connection: Connection[Record]) -> AsyncIterator[int]:
    after = 0
    while page := await connection.fetch(READ_ALL, after, after + PAGE):
        after += len(page)
        yield len(page)


async def _record(log: PostgresLog) -> None:
    for _ in range(LIVES // 200):
        lives = [
            append(*(new(f"{fact.NAME} {n}", fact) for fact in LIFE), to=stream(f"life {n}"), expected=0)
            for n in fresh(200)
        ]
        await asyncio.gather(*map(log.append, lives))


def _record_in_library(recorder: PostgresApplicationRecorder) -> None:
    for n in fresh(LIVES):
        recorder.insert_events(
            [library_event(f"life {n}", version, fact) for version, fact in enumerate(LIFE, start=1)]
        )
