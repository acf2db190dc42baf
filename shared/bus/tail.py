"""How does one reader follow the bus in order, missing nothing? A consumer of its own, checked message by message."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress

import msgspec
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from shared.bus.jetstream import SECOND, ConsumerConfig, Failed, JetStream, Missing
from shared.bus.streams import STREAM
from shared.errors import Unavailable

BATCH = 1000
HEARTBEAT = 1
SILENCE = 3 * HEARTBEAT
"""Seconds without a message or heartbeat after which the server no longer knows this reader."""
_EXPIRES = 60
_FORGOTTEN = 60
"""Seconds after which the server forgets a reader that is gone."""
_HEARTBEAT_STATUS, _EXPIRED_STATUS = "100", "408"


class Broken(Exception):  # noqa: N818 - the house's word
    """This reader cannot promise any longer that it has seen everything: start again from the last position."""


async def tail(
    jetstream: JetStream, name: str, subjects: Sequence[str], *, after: int
) -> AsyncGenerator[Sequence[Msg]]:
    """The messages of these subjects past sequence `after`, in order and for ever: whatever has arrived, at once.

    The consumer bears a fixed `name`, so there must be one such reader at a time; acknowledges nothing; and lives in
    the server's memory.

    Raises:
        Broken: a message was missed, or the server fell silent or lost the consumer.
    """
    reader = _Reader(jetstream, name)
    try:
        await reader.open(subjects, after)
        while True:
            if messages := await reader.next():
                yield messages
    except (NatsError, OSError, Failed, Unavailable) as error:
        raise Broken(repr(error)) from error
    finally:
        await reader.close()


class _Reader:
    """A standing pull request: the server sends what it has at once, and what comes when it comes."""

    def __init__(self, jetstream: JetStream, name: str) -> None:
        self._jetstream = jetstream
        self._connection = jetstream.connection
        self._name = name
        self._inbox = self._connection.new_inbox()
        self._subscription: Subscription | None = None
        self._arrived: deque[Msg] = deque()
        self._woken = asyncio.Event()
        self._asked = 0
        self._seen = 0

    async def open(self, subjects: Sequence[str], after: int) -> None:
        with suppress(Missing):
            await self._jetstream.delete_consumer(STREAM, self._name)
        self._subscription = await self._jetstream.subscribe(self._inbox, self._arrive)
        await self._jetstream.create_consumer(
            STREAM,
            ConsumerConfig(
                name=self._name,
                opt_start_seq=after + 1,
                filter_subjects=tuple(subjects),
                ack_policy="none",
                inactive_threshold=_FORGOTTEN * SECOND,
                mem_storage=True,
            ),
        )

    async def next(self) -> Sequence[Msg]:
        """What has arrived since; may be none."""
        if not self._asked:
            await self._ask()
        await self._wait()
        messages: list[Msg] = []
        while self._arrived:
            message = self._arrived.popleft()
            if self._is_fact(message):
                messages.append(message)
        return messages

    async def close(self) -> None:
        """Listen no more. The consumer is left: another reader may have it by now, else the server forgets it."""
        if self._subscription:
            with suppress(NatsError, OSError):
                await self._subscription.unsubscribe()

    async def _arrive(self, message: Msg) -> None:
        self._arrived.append(message)
        self._woken.set()

    async def _ask(self) -> None:
        request = {"batch": BATCH, "expires": _EXPIRES * SECOND, "idle_heartbeat": HEARTBEAT * SECOND}
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{self._name}"
        await self._connection.publish(subject, msgspec.json.encode(request), reply=self._inbox)
        self._asked = BATCH

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(SILENCE):
                await self._woken.wait()
        except TimeoutError:
            raise Broken("silence") from None
        self._woken.clear()

    def _is_fact(self, message: Msg) -> bool:
        """Tell facts from status messages, and see that no fact is missing before this one."""
        status = (message.headers or {}).get("Status")
        if status == _EXPIRED_STATUS:
            self._asked = 0
        elif status not in {None, _HEARTBEAT_STATUS}:
            raise Broken(f"status {status}")
        if status:
            return False
        self._asked -= 1
        self._seen += 1
        if message.metadata.sequence.consumer != self._seen:
            raise Broken("a message was missed")
        return True
