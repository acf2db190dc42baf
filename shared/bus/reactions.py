"""How do a desk's reactions hear? By FastStream, from durables that are made from floors, watched, and made again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

import structlog
from faststream import AckPolicy
from faststream.nats import JStream, NatsBroker, NatsMessage, PullSub
from faststream.nats.subscriber.usecases import PullStreamSubscriber
from nats.errors import Error as NatsError
from nats.js import api

from shared.bus.faults import Fault
from shared.bus.floors import Floors
from shared.bus.hearing import ACK_WAIT, Hearing, Patience
from shared.bus.jetstream import SECOND, Consumer, ConsumerConfig, Failed, JetStream, Missing
from shared.bus.mark import Mark
from shared.bus.message import subjects_of
from shared.bus.quarantine import Again, NotInQuarantine, Quarantine
from shared.bus.reaction import Reaction
from shared.bus.store import Store
from shared.bus.streams import STREAM, caught_up
from shared.bus.views import Views
from shared.errors import Unavailable
from shared.eventlog.port import EventLog

D = TypeVar("D")

LOOK = 1.0
"""Seconds between looks at the durables."""
GRACE = 3.0
"""Seconds that work under way may take to end when this process does; then another replica begins it anew."""
_STALLED = 2
"""Looks after which a durable with messages and nobody asking for them is begun again."""
FETCH = 5.0
"""Seconds that a request for one message stands; it is answered as soon as there is one."""

logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)


class Reactions(Generic[D]):
    """All reactions of one desk, in one process."""

    def __init__(
        self,
        store: Store,
        reactions: Sequence[Reaction[Any, D]],
        context: D,
        *,
        views: Views,
        jetstream: JetStream,
        log: EventLog,
        servers: Sequence[str],
        patience: Patience | None = None,
    ) -> None:
        """`context` is handed to every handler; `servers` are the NATS URLs, for a connection of FastStream's own."""
        for reaction in reactions:
            deaf = [fact.NAME for fact in reaction.facts if reaction.after_views and not views.hears(fact)]
            if deaf:
                raise ValueError(f"{reaction.name} waits for views that do not hear {deaf}")
        self._schema = store.schema
        self._floors = Floors(store)
        self._jetstream = jetstream
        self._log = log
        self._servers = servers
        quarantine = Quarantine(store)
        self._hearings = [
            Hearing(reaction, context, views=views, quarantine=quarantine, patience=patience or Patience())
            for reaction in reactions
        ]

    @property
    def sources(self) -> Mapping[str, Again]:
        """How what they set aside is tried again (Quarantine.retry)."""
        return {hearing.source: partial(self._again, hearing) for hearing in self._hearings}

    async def begin(self) -> None:
        """Let new reactions start at the head of the log: when a release is deployed, before its desks work."""
        await self._floors.begin([hearing.reaction.name for hearing in self._hearings], await self._log.head())

    async def run(self) -> None:
        """React for ever; the durables are looked at every second. What fails is said and tried again."""
        if not self._hearings:
            return
        broker = NatsBroker(
            self._servers, max_reconnect_attempts=-1, graceful_timeout=GRACE, apply_types=False, logger=None
        )
        posts = [
            _Post(
                durable=f"{self._schema}-{hearing.reaction.name}",
                hearing=hearing,
                broker=broker,
                jetstream=self._jetstream,
                log=self._log,
                floors=self._floors,
            )
            for hearing in self._hearings
        ]
        try:
            while True:
                try:
                    await self._open(broker)
                    for post in posts:
                        await post.look()
                except (NatsError, OSError, Failed, Unavailable) as error:
                    logger.warning("reactions interrupted", desk=self._schema, error=repr(error))
                await asyncio.sleep(LOOK)
        finally:
            await broker.stop()

    async def _open(self, broker: NatsBroker) -> None:
        if not broker.running:
            await self.begin()
            await caught_up(self._jetstream, self._log, Mark())
            await broker.start()

    async def _again(self, hearing: Hearing[D], fault: Fault) -> Fault | None:
        async for page in self._log.read_all(after=fault.position - 1, until=fault.position):
            if page[0].envelope.fact_id == fault.fact_id:
                return await hearing.again(page[0])
        raise NotInQuarantine(item=fault.fact_id)


@dataclass(slots=True, kw_only=True)
class _Post:
    """A reaction's place on the bus: its durable, and the subscribers that work from it."""

    durable: str
    hearing: Hearing[Any]
    broker: NatsBroker
    jetstream: JetStream
    log: EventLog
    floors: Floors
    subscribers: list[PullStreamSubscriber] = field(default_factory=list[PullStreamSubscriber])
    floor: int = 0
    working: bool = False
    idle: int = 0

    async def look(self) -> None:
        """See to it that the durable is there and is worked from, and keep its floor."""
        try:
            consumer = await self.jetstream.consumer(STREAM, self.durable)
        except Missing:
            await self._rest()  # from what is not there FastStream would ask without a pause
            await self._make()
        else:
            await self._mend(consumer)
            await self._settle(consumer.ack_floor.stream_seq)
        await self._work()

    async def _make(self) -> None:
        self.floor = (await self.floors.all())[self.hearing.reaction.name]
        logger.warning("a durable is made from its floor", durable=self.durable, floor=self.floor)
        await caught_up(self.jetstream, self.log, Mark(self.floor))
        await self.jetstream.create_consumer(STREAM, self._definition(self.floor))

    async def _settle(self, position: int) -> None:
        if position > self.floor:
            await self.floors.settle(self.hearing.reaction.name, position)
            self.floor = position

    async def _mend(self, consumer: Consumer) -> None:
        wanted = self._definition((consumer.config.opt_start_seq or 1) - 1)
        if consumer.config != wanted:
            await self.jetstream.create_consumer(STREAM, wanted)
        waits = consumer.num_pending and not consumer.num_waiting and not consumer.num_ack_pending
        self.idle = self.idle + 1 if waits else 0
        if self.idle > _STALLED:
            logger.error("nobody works from a durable: begun again", durable=self.durable)
            await self._rest()

    async def _work(self) -> None:
        if not self.subscribers:
            self.subscribers = [self._subscriber(self.floor) for _ in range(self.hearing.reaction.at_once)]
        if not self.working:
            self.working, self.idle = True, 0
            for subscriber in self.subscribers:
                await subscriber.start()

    async def _rest(self) -> None:
        if self.working:
            self.working = False
            for subscriber in self.subscribers:
                await subscriber.stop()

    def _definition(self, floor: int) -> ConsumerConfig:
        return ConsumerConfig(
            name=self.durable,
            durable_name=self.durable,
            opt_start_seq=floor + 1,
            filter_subjects=tuple(subjects_of(self.hearing.reaction.facts)),
            ack_policy="explicit",
            ack_wait=int(ACK_WAIT * SECOND),
        )

    def _subscriber(self, floor: int) -> PullStreamSubscriber:
        """One message at a time: a lone fact is heard at once, where a batch would wait for others to fill it.

        The definition is FastStream's only if the durable vanished just now; it never delivers what is settled.
        """
        subscriber = self.broker.subscriber(
            durable=self.durable,
            stream=JStream(STREAM, declare=False),
            config=api.ConsumerConfig(
                deliver_policy=api.DeliverPolicy.BY_START_SEQUENCE,
                opt_start_seq=floor + 1,
                filter_subjects=subjects_of(self.hearing.reaction.facts),
                ack_wait=ACK_WAIT,
            ),
            pull_sub=PullSub(batch_size=1, timeout=FETCH),
            ack_policy=AckPolicy.MANUAL,
            no_reply=True,
            decoder=_whole,
        )
        subscriber(self.hearing.hear)
        return subscriber


async def _whole(message: NatsMessage) -> NatsMessage:
    """Handlers get the message as it came."""
    return message
