"""How fast is the event log, beside the eventsourcing library and pgbench? `python -m bench.eventlog [--full]`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator

import uvloop
from eventsourcing.persistence import StoredEvent

from bench.eventlog_growth import growth
from bench.eventlog_replay import replay
from bench.logs import WRITER, empty_log, fresh, record
from bench.measure import Better, Figure, side_by_side, write
from bench.peers import insert, library, pgbench
from shared.contracts.names import encode
from shared.eventlog.port import Append
from shared.eventlog.postgres import PostgresLog
from shared.platform.servers.postgres import Postgres
from tests.support.builders import verified
from tests.support.eventlog import LogDatabase, append, new, stream
from tests.support.servers import running, server_folder

ROUNDS = 7
FACT = verified()

SAME_ROW = f"""
    INSERT INTO peer.facts VALUES (
        'berkas-' || gen_random_uuid(), 1, '{FACT.NAME}', '\\x{encode(FACT).hex()}', nextval('peer.position'),
        '{WRITER}', clock_timestamp(), gen_random_uuid(), gen_random_uuid()::text, gen_random_uuid()::text,
        sha256('hash')
    )
"""  # noqa: S608 - constants of ours
"""The row of one append with every column and index of the log's, but no version checked, no order kept, no chain."""


# ---------------------------------------------------------------- appends


def appends(n: int) -> list[Append]:
    """Each a fact on a stream of its own, at a version that is checked."""
    return [append(new(f"bench {number}", FACT), to=stream(f"bench {number}"), expected=0) for number in fresh(n)]


def library_events(n: int) -> list[StoredEvent]:
    """The same for the library."""
    return [StoredEvent(stream(f"library {number}"), 1, FACT.NAME, encode(FACT)) for number in fresh(n)]


async def throughput(database: LogDatabase, log: PostgresLog) -> AsyncIterator[Figure]:
    """32 callers at once, one fact each, versions checked, durable."""
    async with database.connection() as owner:
        await owner.execute("CREATE SCHEMA peer; CREATE TABLE peer.facts (LIKE log.facts INCLUDING ALL)")
        await owner.execute("CREATE SEQUENCE peer.position")
    with library(database.owner, connections=32) as recorder:

        async def ours() -> float:
            return (await record(log, appends(20_000), callers=32)).per_second

        async def theirs() -> float:
            return (await insert(recorder, library_events(1_000), threads=32)).per_second

        async def pgbenchs() -> float:
            return await pgbench(database.owner, SAME_ROW, clients=32, seconds=1)

        found = await side_by_side(ROUNDS, ours=ours, library=theirs, pgbench=pgbenchs)
    name, unit = "appends, 32 callers", "facts/s"
    yield Figure(
        name=f"{name}, beside the library",
        value=found["ours"],
        unit=unit,
        peer="eventsourcing PostgresApplicationRecorder, 32 threads",
        peer_value=found["library"],
        target=15,
    )
    yield Figure(
        name=f"{name}, beside pgbench",
        value=found["ours"],
        unit=unit,
        peer="pgbench -c 32, the same row into the same indexes",
        peer_value=found["pgbench"],
        target=1.2,
    )


async def latency(database: LogDatabase, log: PostgresLog) -> AsyncIterator[Figure]:
    """Our slowest of a hundred against the library's middling one."""
    with library(database.owner, connections=8) as recorder:

        async def ours() -> float:
            return (await record(log, appends(4_000), callers=8)).milliseconds(0.99)

        async def theirs() -> float:
            return (await insert(recorder, library_events(800), threads=8)).milliseconds(0.5)

        found = await side_by_side(ROUNDS, ours=ours, library=theirs)
    yield Figure(
        name="append p99, 8 callers",
        value=found["ours"],
        unit="ms",
        peer="eventsourcing PostgresApplicationRecorder p50, 8 threads",
        peer_value=found["library"],
        target=1,
        better=Better.LESS,
    )


# ---------------------------------------------------------------- all of them


async def figures(server: Postgres, *, full: bool) -> AsyncIterator[Figure]:
    """Every figure of the event log; `full` takes the longest."""
    async with empty_log(server, "appends") as (database, log):
        async for figure in throughput(database, log):
            yield figure
        async for figure in latency(database, log):
            yield figure
    async with empty_log(server, "replay") as (database, log):
        async for figure in replay(database, log):
            yield figure
    yield await growth(server, full=full)


def measure(*, full: bool) -> list[Figure]:
    """Measure on a server of its own, saying each figure as it is known, and write them down."""
    measured: list[Figure] = []

    async def all_of_them(server: Postgres) -> None:
        async for figure in figures(server, full=full):
            print(figure, flush=True)
            measured.append(figure)

    with server_folder() as folder, running(Postgres(folder / "postgres")) as running_server:
        uvloop.run(all_of_them(running_server.server))
    write(measured)
    return measured


if __name__ == "__main__":
    sys.exit(not all(figure.holds for figure in measure(full="--full" in sys.argv)))
