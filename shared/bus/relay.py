"""How do facts get from the log onto the bus? In order, each once, whoever is killed when.

The relay is the only publisher. It keeps no checkpoint: the stream's last message says where to go on, and every
publication names the sequence it must follow, so that of two relays one is refused and reads again where the stream is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NoReturn

import structlog

from shared.bus.jetstream import Failed, JetStream, Moved
from shared.bus.message import outgoing
from shared.bus.streams import drop, provide, tip
from shared.errors import Unavailable
from shared.eventlog.port import EventLog, Stored

GUARD = 0.5
"""Seconds between looks at log and stream when nothing wakes the relay."""
BATCH = 500
"""Facts in one atomic batch; JetStream takes 1000."""

logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)


class Relay:
    """Repeats the log on the bus."""

    def __init__(self, log: EventLog, jetstream: JetStream, *, replicas: int = 1) -> None:
        """Read from `log`; provide the stream with so many `replicas`, and publish to it."""
        self._log = log
        self._jetstream = jetstream
        self._replicas = replicas

    async def run(self) -> NoReturn:
        """Publish for ever. What fails is said and tried again."""
        while True:
            try:
                await self._follow(await self.agree())
            except Moved:
                continue
            except (Failed, Unavailable) as error:
                logger.warning("relay interrupted", error=repr(error))
                await asyncio.sleep(GUARD)

    async def agree(self) -> int:
        """Make the stream a beginning of the log, and return where it ends.

        A stream ahead of the log or unlike it (the log was restored from a backup) is dropped, to be refilled.
        """
        await provide(self._jetstream, replicas=self._replicas)
        end = await tip(self._jetstream)
        if await end.stands_on(self._log):
            return end.position
        logger.error(
            "the bus is not what the log says: dropped, to be refilled",
            bus_at=end.position,
            log_at=await self._log.head(),
        )
        await drop(self._jetstream)
        await provide(self._jetstream, replicas=self._replicas)
        return 0

    async def _follow(self, position: int) -> NoReturn:
        while True:
            head = await self._log.wait(after=position, seconds=GUARD)
            if head <= position and (await tip(self._jetstream)).position != position:
                position = await self.agree()
            async for page in self._log.read_all(after=position, until=head, page=BATCH):
                position = await self._publish(page, after=position)

    async def _publish(self, page: Sequence[Stored], *, after: int) -> int:
        """One fact alone goes alone, at a sixth of the latency of a batch of one."""
        messages = [outgoing(stored) for stored in page]
        if len(messages) == 1:
            return await self._jetstream.publish(*messages[0], after=after)
        return await self._jetstream.publish_all(messages, after=after)
