"""What does the bus run on in a test? A real log, a real nats-server, one desk's store; and facts to go round."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import nats

from shared.bus.jetstream import JetStream, Missing
from shared.bus.message import incoming
from shared.bus.relay import Relay
from shared.bus.store import Store, create_schema, open_store
from shared.bus.streams import STREAM
from shared.contracts.fact import Fact, berkas_stream
from shared.contracts.vocabulary import BerkasId, Desk, FactId, Paper
from shared.errors import Unavailable
from shared.eventlog.memory import MemoryRecord
from shared.eventlog.migrate import login_of
from shared.eventlog.port import Append, EventLog, NewFact
from shared.eventlog.postgres import open_log
from shared.keys.memory import MemoryKeys
from tests.support.builders import found_complete, judged, received, verified
from tests.support.eventlog import RIGHTS, LogDatabase
from tests.support.people import NOON, made_up

ENOUGH = 60.0
"""Seconds in which what must happen happens, on a busy machine."""


@dataclass(slots=True)
class Office:
    """One log and one bus, and who works with them."""

    database: LogDatabase
    nats_url: str
    stack: AsyncExitStack
    keys: MemoryKeys = field(default_factory=MemoryKeys)
    _logs: dict[Desk, EventLog] = field(default_factory=dict[Desk, EventLog])
    _told: dict[BerkasId, int] = field(default_factory=dict[BerkasId, int])

    async def log(self, desk: Desk = Desk.VERIFICATION) -> EventLog:
        if desk not in self._logs:
            self._logs[desk] = await self.stack.enter_async_context(open_log(desk, self.database.dsn(login_of(desk))))
        return self._logs[desk]

    async def jetstream(self) -> JetStream:
        """Another connection to the bus."""
        connection = await nats.connect(self.nats_url, max_reconnect_attempts=-1, reconnect_time_wait=0.05)  # pyright: ignore[reportUnknownMemberType] - its options are untyped
        self.stack.push_async_callback(connection.close)
        return JetStream(connection)

    async def store(self, desk: Desk = Desk.VERIFICATION) -> Store:
        async with self.database.connection() as owner:
            await create_schema(owner, desk.value, login_of(desk))
        return await self.stack.enter_async_context(open_store(desk, self.database.dsn(login_of(desk))))

    async def relay(self) -> asyncio.Task[None]:
        """Another relay at work."""
        return self.work(Relay(await self.log(Desk.OVERSIGHT), await self.jetstream()).run())

    def work(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do it beside the test, until the test ends; a bug in it fails the test."""
        task = asyncio.get_running_loop().create_task(work)
        self.stack.push_async_callback(ended, task)
        return task

    async def tell(self, fact: Fact, berkas: BerkasId, desk: Desk) -> int:
        """Put one fact on a berkas's stream, and return its position."""
        number = self._told[berkas] = self._told.get(berkas, 0) + 1
        fact_id = FactId(made_up(f"{berkas} {number}"))
        append = Append(
            stream=berkas_stream(berkas),
            facts=[NewFact(fact_id=fact_id, fact=fact)],
            expected=None,
            correlation_id=made_up(f"correlation {berkas}"),
            causation_id=made_up(f"command {berkas} {number}"),
        )
        return (await (await self.log(desk)).append(append)).envelopes[-1].position

    async def come(self, *names: str) -> list[BerkasId]:
        """Let these berkas arrive."""
        ids = [BerkasId(made_up(name)) for name in names]
        await self.arrive(*ids)
        return ids

    async def arrive(self, *ids: BerkasId) -> None:
        """Let berkas of these ids arrive."""
        await asyncio.gather(*(self.tell(received(berkas=berkas), berkas, Desk.INTAKE) for berkas in ids))

    async def complete(self, berkas: BerkasId) -> int:
        return await self.tell(found_complete(berkas=berkas), berkas, Desk.INTAKE)

    async def judge(self, berkas: BerkasId) -> int:
        return await self.tell(judged(Paper.KK_LAMA, berkas=berkas), berkas, Desk.VERIFICATION)

    async def verify(self, berkas: BerkasId) -> int:
        return await self.tell(verified(berkas=berkas), berkas, Desk.VERIFICATION)


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task], timeout=ENOUGH)
    assert task.done(), "cancelled, and still at work"
    if not task.cancelled():
        task.result()


@asynccontextmanager
async def open_office(database: LogDatabase, nats_url: str) -> AsyncGenerator[Office]:
    async with AsyncExitStack() as stack:
        yield Office(database, nats_url, stack)


async def published(jetstream: JetStream, log: EventLog) -> None:
    """Wait until the bus has all that the log has."""
    head = await log.head()
    await until(lambda: _ends_at(jetstream, head))


async def log_of(*berkas: str) -> EventLog:
    """A log on which these berkas arrive, and nothing else happens: for logs restored from a backup."""
    ticks = count()
    log = MemoryRecord(lambda: NOON + timedelta(seconds=next(ticks)), RIGHTS).log(Desk.INTAKE)
    for name in berkas:
        berkas_id = BerkasId(made_up(name))
        new = NewFact(fact_id=FactId(made_up(f"arrival of {name}")), fact=received(berkas=berkas_id))
        await log.append(
            Append(stream=berkas_stream(berkas_id), facts=[new], expected=None, correlation_id="c", causation_id="c")
        )
    return log


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until it holds: for what no event tells."""
    async with asyncio.timeout(ENOUGH):
        while not await holds():  # noqa: ASYNC110 - another process changes it
            await asyncio.sleep(0.01)


async def _ends_at(jetstream: JetStream, sequence: int) -> bool:
    try:
        return (await jetstream.stream(STREAM)).state.last_seq == sequence
    except (Missing, Unavailable):
        return False


async def on_bus(jetstream: JetStream) -> list[tuple[int, str]]:
    """Everything on the bus: sequence and fact id."""
    last = (await jetstream.stream(STREAM)).state.last_seq
    return [(n, incoming(await jetstream.message(STREAM, n)).envelope.fact_id) for n in range(1, last + 1)]


async def on_log(log: EventLog) -> list[tuple[int, str]]:
    """Everything on the log: position and fact id."""
    return [(one.envelope.position, one.envelope.fact_id) async for page in log.read_all() for one in page]


_words = count(1)


def names(how_many: int) -> list[str]:
    """So many names of berkas that nobody used before."""
    return [f"berkas {next(_words)}" for _ in range(how_many)]
