"""How is JetStream asked? The part of its JSON API that the bus uses, with typed questions and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from shared.errors import Unavailable

A = TypeVar("A")

SECOND = 1_000_000_000
"""JetStream counts in nanoseconds."""
_WRONG_LAST_SEQUENCE = 10071
_NOT_FOUND = 404


class Failed(Exception):  # noqa: N818 - the house's word
    """JetStream answered with an error."""

    def __init__(self, error: _Error) -> None:
        """Say what JetStream said: codes and configuration, never payload."""
        super().__init__(f"{error.code}/{error.err_code}: {error.description}")


class Missing(Failed):
    """No such stream, consumer or message."""


class Moved(Failed):
    """The stream does not end where the publisher thought."""


class StreamConfig(msgspec.Struct, frozen=True, kw_only=True):
    """JetStream leaves out what is false."""

    name: str
    subjects: tuple[str, ...]
    num_replicas: int
    storage: str
    retention: str
    discard: str
    max_age: int
    compression: str
    deny_delete: bool = False
    deny_purge: bool = False
    allow_atomic: bool = False
    allow_direct: bool = False


class StreamState(msgspec.Struct, frozen=True):
    messages: int
    first_seq: int
    last_seq: int


class Stream(msgspec.Struct, frozen=True):
    config: StreamConfig
    state: StreamState


class ConsumerConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Times in nanoseconds; `backoff` and `max_deliver` are not used: naks carry their own delays, and never end."""

    name: str
    durable_name: str | None = None
    deliver_policy: str = "by_start_sequence"
    opt_start_seq: int
    filter_subjects: tuple[str, ...]
    ack_policy: str
    ack_wait: int | None = None
    inactive_threshold: int | None = None
    mem_storage: bool = False


class Sequences(msgspec.Struct, frozen=True):
    consumer_seq: int
    stream_seq: int


class Consumer(msgspec.Struct, frozen=True):
    config: ConsumerConfig
    delivered: Sequences
    ack_floor: Sequences
    num_ack_pending: int
    num_waiting: int
    num_pending: int


class _Error(msgspec.Struct, frozen=True):
    code: int
    err_code: int = 0
    description: str = ""


class _Failure(msgspec.Struct, frozen=True):
    error: _Error | None = None


class _Published(msgspec.Struct, frozen=True):
    seq: int


class _Message(msgspec.Struct, frozen=True):
    data: bytes = b""


class _Got(msgspec.Struct, frozen=True):
    message: _Message


class _Done(msgspec.Struct, frozen=True):
    success: bool


class JetStream:
    """JetStream through one connection. Every method may raise Failed, and Unavailable where no answer comes."""

    def __init__(self, connection: Client, *, timeout: float = 5.0) -> None:
        """Wait at most `timeout` seconds for each answer."""
        self.connection = connection
        self._timeout = timeout

    async def stream(self, name: str) -> Stream:
        return await self._ask(f"STREAM.INFO.{name}", b"", Stream)

    async def create_stream(self, config: StreamConfig) -> None:
        await self._ask(f"STREAM.CREATE.{config.name}", msgspec.json.encode(config), Stream)

    async def update_stream(self, config: StreamConfig) -> None:
        await self._ask(f"STREAM.UPDATE.{config.name}", msgspec.json.encode(config), Stream)

    async def delete_stream(self, name: str) -> None:
        await self._ask(f"STREAM.DELETE.{name}", b"", _Done)

    async def message(self, stream: str, sequence: int) -> bytes:
        """The payload at that sequence."""
        got = await self._ask(f"STREAM.MSG.GET.{stream}", msgspec.json.encode({"seq": sequence}), _Got)
        return got.message.data

    async def consumer(self, stream: str, name: str) -> Consumer:
        return await self._ask(f"CONSUMER.INFO.{stream}.{name}", b"", Consumer)

    async def create_consumer(self, stream: str, config: ConsumerConfig) -> None:
        """Make the consumer, or change the one of that name where JetStream allows it."""
        question = msgspec.json.encode({"stream_name": stream, "config": config})
        await self._ask(f"CONSUMER.CREATE.{stream}.{config.name}", question, Consumer)

    async def delete_consumer(self, stream: str, name: str) -> None:
        await self._ask(f"CONSUMER.DELETE.{stream}.{name}", b"", _Done)

    async def publish(self, subject: str, payload: bytes, headers: Mapping[str, str], *, after: int) -> int:
        """Store a message right after sequence `after`, and return its own.

        Raises:
            Moved: the stream's last sequence is another.
        """
        fenced = {**headers, "Nats-Expected-Last-Sequence": str(after)}
        return (await self._request(subject, payload, _Published, fenced)).seq

    async def publish_all(self, messages: Sequence[tuple[str, bytes, Mapping[str, str]]], *, after: int) -> int:
        """Store at most 1000 messages right after sequence `after`, all or none, and return the last one's.

        Raises:
            Moved: the stream's last sequence is another.
        """
        batch = self.connection.new_inbox().rpartition(".")[2]
        last = len(messages)
        for number, (subject, payload, headers) in enumerate(messages, start=1):
            fenced = {**headers, "Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(number)}
            if number == 1:
                fenced["Nats-Expected-Last-Sequence"] = str(after)
            if number < last:
                await self._send(subject, payload, fenced)
            else:
                return (await self._request(subject, payload, _Published, {**fenced, "Nats-Batch-Commit": "1"})).seq
        return after

    async def tell(self, subject: str, payload: bytes) -> None:
        """Core NATS: say it to whoever listens now."""
        await self._send(subject, payload)

    async def subscribe(self, subject: str, hear: Callable[[Msg], Awaitable[None]]) -> Subscription:
        """Core NATS: hear what is published from now on; nothing is kept."""
        return await self.connection.subscribe(subject, cb=hear)  # pyright: ignore[reportUnknownMemberType] - a Future without its type, in a parameter not used

    async def _ask(self, what: str, question: bytes, answer: type[A]) -> A:
        return await self._request(f"$JS.API.{what}", question, answer)

    async def _send(self, subject: str, payload: bytes, headers: dict[str, str] | None = None) -> None:
        try:
            await self.connection.publish(subject, payload, headers=headers)
        except (NatsError, OSError) as error:
            raise Unavailable(what="nats", why=type(error).__name__) from error

    async def _request(self, subject: str, payload: bytes, answer: type[A], headers: dict[str, str] | None = None) -> A:
        try:
            reply = await self.connection.request(subject, payload, timeout=self._timeout, headers=headers)
        except (NatsError, OSError) as error:
            raise Unavailable(what="nats", why=type(error).__name__) from error
        if (task := asyncio.current_task()) and task.cancelling():
            raise asyncio.CancelledError  # Python 3.11's wait_for, in nats-py, loses it when an answer comes meanwhile
        if error := msgspec.json.decode(reply.data, type=_Failure).error:
            raise _failed(error)
        return msgspec.json.decode(reply.data, type=answer)


def _failed(error: _Error) -> Failed | Unavailable:
    if error.err_code == _WRONG_LAST_SEQUENCE:
        return Moved(error)
    if error.code == _NOT_FOUND:
        return Missing(error)
    if error.code == 503:  # noqa: PLR2004 - JetStream starting or without quorum
        return Unavailable(what="jetstream", why=error.description)
    return Failed(error)
