"""What exists on JetStream? One stream that repeats the log; made and mended here, and compared with the log."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog

from shared.bus.jetstream import JetStream, Missing, StreamConfig
from shared.bus.mark import Mark
from shared.bus.message import NotAMessage, incoming
from shared.eventlog.port import EventLog

logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)

STREAM = "BERKAS"
_LOOK = 0.1
"""Seconds between looks at a stream that is being refilled."""


def definition(*, replicas: int = 1) -> StreamConfig:
    """The stream as it must be. A fact's sequence is its position on the log; nothing ever leaves it."""
    return StreamConfig(
        name=STREAM,
        subjects=("berkas.*.*",),
        num_replicas=replicas,
        storage="file",
        retention="limits",
        discard="new",  # refuse rather than drop
        max_age=0,
        deny_delete=True,
        deny_purge=True,  # the stream as a whole can still be dropped, which only the relay has the right to
        allow_atomic=True,
        allow_direct=True,
        compression="s2",
    )


async def provide(jetstream: JetStream, *, replicas: int = 1) -> None:
    """See to it that the stream is there, as defined. Asked again: nothing.

    Raises:
        Failed: a stream of that name exists that cannot become ours.
    """
    wanted = definition(replicas=replicas)
    try:
        found = await jetstream.stream(STREAM)
    except Missing:
        await jetstream.create_stream(wanted)
        return
    if found.config != wanted:
        await jetstream.update_stream(wanted)


async def drop(jetstream: JetStream) -> None:
    """Delete the stream with its messages and consumers. Asked again: nothing."""
    with suppress(Missing):
        await jetstream.delete_stream(STREAM)


async def tip(jetstream: JetStream) -> Mark:
    """The stream's last message; without a fact if it is none of ours.

    Raises:
        Missing: there is no stream.
    """
    sequence = (await jetstream.stream(STREAM)).state.last_seq
    if not sequence:
        return Mark()
    try:
        return Mark(sequence, incoming(await jetstream.message(STREAM, sequence)).envelope.fact_id)
    except (Missing, NotAMessage):
        return Mark(sequence)


async def caught_up(jetstream: JetStream, log: EventLog, mark: Mark) -> None:
    """Wait until the stream is there, is what the log says, and has reached `mark` (the relay is refilling it)."""
    if await _is_caught_up(jetstream, log, mark):
        return
    logger.warning("waiting for the relay", position=mark.position)
    while not await _is_caught_up(jetstream, log, mark):  # noqa: ASYNC110 - another process changes it
        await asyncio.sleep(_LOOK)


async def _is_caught_up(jetstream: JetStream, log: EventLog, mark: Mark) -> bool:
    try:
        end = await tip(jetstream)
    except Missing:
        return False
    return end.position >= mark.position and await end.stands_on(log)
