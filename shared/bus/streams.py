"""What exists on JetStream? One stream that repeats the log; made and mended here, and compared with the log."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from shared.bus.jetstream import JetStream, Missing, StreamConfig
from shared.bus.message import NotAMessage, incoming
from shared.contracts.vocabulary import FactId
from shared.eventlog.port import EventLog

STREAM = "BERKAS"


@dataclass(frozen=True, slots=True)
class Tip:
    """The stream's last message: its sequence, and the fact in it; None where there is none."""

    sequence: int
    fact_id: FactId | None


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


async def tip(jetstream: JetStream) -> Tip:
    """Where the stream ends.

    Raises:
        Missing: there is no stream.
    """
    state = (await jetstream.stream(STREAM)).state
    if not state.last_seq:
        return Tip(0, None)
    try:
        return Tip(state.last_seq, incoming(await jetstream.message(STREAM, state.last_seq)).envelope.fact_id)
    except (Missing, NotAMessage):
        return Tip(state.last_seq, None)


async def agrees(log: EventLog, end: Tip) -> bool:
    """Whether the stream is a beginning of the log, by its last message: the relay alone writes it, in order."""
    if not end.sequence:
        return True
    async for page in log.read_all(after=end.sequence - 1, until=end.sequence):
        return page[0].envelope.fact_id == end.fact_id
    return False
