"""How soon is a fact in the next desk's list, beside the eventsourcing library's reader? `python -m bench.bus`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter, sleep
from typing import Any

import nats
import uvloop
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder

from bench.logs import empty_log, fresh
from bench.measure import Better, Figure, Run, side_by_side, write
from bench.peers import library
from services.office import views_of
from services.registry import DESKS, load
from shared.bus.cursor import Cursor
from shared.bus.jetstream import JetStream
from shared.bus.relay import Relay
from shared.bus.store import create_schema, open_store
from shared.bus.views import Views
from shared.contracts.fact import berkas_stream
from shared.contracts.names import encode, sayable
from shared.contracts.vocabulary import BerkasId, Desk, StreamId
from shared.eventlog.migrate import login_of, migrate
from shared.eventlog.port import Append
from shared.eventlog.postgres import PostgresLog, open_log
from shared.keys.memory import MemoryKeys
from shared.keys.port import StreamKey
from shared.platform.servers.nats import PROVISIONER, Nats
from shared.platform.servers.postgres import Postgres
from tests.support.builders import found_complete, received
from tests.support.eventlog import LogDatabase, append, new
from tests.support.people import TRACKING, made_up
from tests.support.servers import running, server_folder

PROJECT = """
    INSERT INTO library_rows VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET position = excluded.position
"""
RATE = 200
"""Facts a second: a hundred berkas arrive and are found complete, more than a province sends."""
SECONDS = 15
ROUNDS = 3
NEXT = Desk.VERIFICATION
PROMISE = 25.0
"""Milliseconds."""


class Stopwatch:
    """When each fact was committed, and when it was in the list, by position."""

    def __init__(self) -> None:
        self.committed: dict[int, float] = {}
        self.seen: dict[int, float] = {}

    def run(self) -> Run:
        """A list that shows a fact before its writer was told of the commit took no time."""
        latencies = [max(0.0, self.seen[position] - at) for position, at in self.committed.items()]
        return Run(max(self.seen.values()) - min(self.committed.values()), latencies)


def appends(keys: Mapping[StreamId, StreamKey]) -> list[Append]:
    """Berkas that arrive and are found complete."""
    asked: list[Append] = []
    for stream, key in keys.items():
        berkas = BerkasId(stream.removeprefix("berkas-"))
        facts = (replace(received(berkas=berkas), tracking=key.seal(TRACKING)), found_complete(berkas=berkas))
        asked += [append(new(f"{berkas} {fact.NAME}", fact), to=stream) for fact in facts]
    return asked


# ---------------------------------------------------------------- ours


@dataclass(slots=True)
class Office:
    """A relay and the cursors of all six desks in this process, as `berkas up` runs them."""

    database: LogDatabase
    nats_url: str
    log: PostgresLog
    stack: AsyncExitStack
    keys: MemoryKeys = field(default_factory=MemoryKeys)

    async def jetstream(self) -> JetStream:
        connection = await nats.connect(self.nats_url)  # pyright: ignore[reportUnknownMemberType] - its options are untyped
        self.stack.push_async_callback(connection.close)
        return JetStream(connection)

    async def open(self, start: Callable[[Coroutine[Any, Any, None]], object]) -> Views:
        """Let everybody come to work; the lists of the next desk."""
        start(Relay(self.log, await self.jetstream()).run())
        readers: dict[Desk, Views] = {}
        for desk, views in views_of(load(*DESKS)).items():
            async with self.database.connection() as owner:
                await create_schema(owner, desk, login_of(desk))
            store = await self.stack.enter_async_context(open_store(desk, self.database.dsn(login_of(desk))))
            jetstream = await self.jetstream()
            start(Cursor(store, views, jetstream=jetstream, log=self.log, keys=self.keys).run())
            readers[desk] = Views(store, views, jetstream=jetstream)
        start(readers[NEXT].run())
        return readers[NEXT]

    async def new_keys(self, seconds: int) -> Mapping[StreamId, StreamKey]:
        """The keys of the berkas of so many seconds."""
        streams = [berkas_stream(BerkasId(made_up(f"bench {number}"))) for number in fresh(RATE * seconds // 2)]
        return {stream: await self.keys.of(stream) for stream in streams}


async def ours(office: Office, views: Views, *, seconds: int = SECONDS) -> Run:
    """Facts at a steady rate, each from its commit until it is in the next desk's list."""
    asked = appends(await office.new_keys(seconds))
    watch = Stopwatch()
    watching = asyncio.create_task(watch_views(views, watch))
    started = perf_counter()

    async def record(one: Append) -> None:
        position = (await office.log.append(one)).envelopes[0].position
        watch.committed[position] = perf_counter()

    async with asyncio.TaskGroup() as tasks:
        for number, one in enumerate(asked):
            await asyncio.sleep(max(0.0, started + number / RATE - perf_counter()))
            tasks.create_task(record(one))
    async with asyncio.timeout(10):
        while max(watch.committed) not in watch.seen:
            await views.wait(after=views.position, seconds=1)
    watching.cancel()
    return watch.run()


async def watch_views(views: Views, watch: Stopwatch) -> None:
    position = views.position
    while True:
        reached = await views.wait(after=position, seconds=10)
        watch.seen |= dict.fromkeys(range(position + 1, reached + 1), perf_counter())
        position = reached


# ---------------------------------------------------------------- the library's


async def theirs(recorder: PostgresApplicationRecorder) -> Run:
    """Events at the same rate, each from its commit until the library's subscription has put a row into a table."""
    events = [
        StoredEvent(f"library {number}", 1, "BerkasReceived.v1", encode(received())) for number in fresh(RATE * SECONDS)
    ]
    watch = Stopwatch()
    start = recorder.max_notification_id() or 0

    def project() -> None:
        with recorder.subscribe(gt=start) as subscription:
            for notification in subscription:
                with recorder.datastore.transaction(commit=True) as cursor:
                    cursor.execute(PROJECT, (notification.originator_id, notification.id))
                watch.seen[notification.id] = perf_counter()
                if len(watch.seen) == len(events):
                    return

    def record() -> None:
        started = perf_counter()
        for number, event in enumerate(events):
            sleep(max(0.0, started + number / RATE - perf_counter()))
            [position] = recorder.insert_events([event]) or [0]
            watch.committed[position] = perf_counter()

    await asyncio.gather(asyncio.to_thread(project), asyncio.to_thread(record))
    return watch.run()


async def latency(office: Office, views: Views) -> AsyncIterator[Figure]:
    """The slowest of a hundred, at a steady rate."""
    with library(office.database.owner, connections=4) as recorder:
        with recorder.datastore.transaction(commit=True) as cursor:
            cursor.execute("CREATE TABLE library_rows (key text PRIMARY KEY, position bigint)")

        async def our_p99() -> float:
            return (await ours(office, views)).milliseconds(0.99)

        async def their_p99() -> float:
            return (await theirs(recorder)).milliseconds(0.99)

        await ours(office, views, seconds=2)  # everybody has come to work
        found = await side_by_side(ROUNDS, ours=our_p99, library=their_p99)
    name = f"commit → next desk's list p99, {RATE} facts/s, six desks"
    yield Figure(
        name=name,
        value=found["ours"],
        unit="ms",
        peer="the promise",
        peer_value=PROMISE,
        target=1,
        better=Better.LESS,
    )
    yield Figure(
        name=f"{name}, beside the library",
        value=found["ours"],
        unit="ms",
        peer="eventsourcing subscription → one row in one table, one reader, nothing between",
        peer_value=found["library"],
        target=10,
        better=Better.LESS,
    )


def measure() -> list[Figure]:
    """Every figure, said and written down."""
    with (
        server_folder() as folder,
        running(Postgres(folder / "postgres")) as postgres,
        running(Nats(folder / "nats", tuple(Desk))) as bus,
    ):
        figures = uvloop.run(_measured(postgres.server, bus.server.url(PROVISIONER)))
    write(figures)
    return figures


async def _measured(postgres: Postgres, nats_url: str) -> list[Figure]:
    figures: list[Figure] = []
    async with AsyncExitStack() as stack:
        database, _ = await stack.enter_async_context(empty_log(postgres, "bus"))
        async with database.connection() as owner:
            await migrate(owner, {desk: sayable(desk) for desk in Desk})
        log = await stack.enter_async_context(open_log(Desk.INTAKE, database.dsn(login_of(Desk.INTAKE))))
        office = Office(database, nats_url, log, stack)
        start = await stack.enter_async_context(background())
        views = await office.open(start)
        async for figure in latency(office, views):
            print(figure)
            figures.append(figure)
    return figures


@asynccontextmanager
async def background() -> AsyncGenerator[Callable[[Coroutine[Any, Any, None]], object]]:
    """Start work beside the measuring; it ends with it, and the measuring with it should it fail."""
    tasks: list[asyncio.Task[None]] = []
    async with asyncio.TaskGroup() as group:
        yield lambda work: tasks.append(group.create_task(work))
        for task in tasks:
            task.cancel()


if __name__ == "__main__":
    sys.exit(not all(figure.holds for figure in measure()))
