"""How does one word reach the applicant? Written, claimed, handed over once, its outcome recorded (rule 6)."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import (
    MessageCommand,
    RecordAccepted,
    RecordDelivered,
    RecordFailed,
    RecordUnknown,
    StartSending,
)
from services.delivery.handlers.writing import written
from services.delivery.ports import MessageRefused, OutgoingMessage, Taken
from services.delivery.room import DeliveryRoom
from services.delivery.views.telling import Telling, next_word
from shared.contracts.delivery import SendingStarted
from shared.contracts.fact import berkas_stream, system
from shared.contracts.rules.calendar import next_allowed
from shared.contracts.vocabulary import BerkasId, Desk, MessageFailure, MessageId
from shared.execute import Cause
from shared.timers import Elapsed, NotYet

_LOG = structlog.get_logger(__name__)

US = system(Desk.DELIVERY)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """An attempt that stands on the log and needs an outcome."""

    message_id: MessageId
    number: int
    cause: Cause


async def send(elapsed: Elapsed[Telling], room: DeliveryRoom) -> None:
    """A word is due: one attempt, whatever becomes of it is on the log."""
    word = next_word(elapsed.row)
    if word is not None:
        await send_word(room, elapsed.row.berkas_id, word.message_id, elapsed.cause)


async def give_up(elapsed: Elapsed[Telling], room: DeliveryRoom) -> None:
    """An attempt to send without outcome is unknown, never tried again by itself."""
    word = next_word(elapsed.row)
    if word is not None:
        command = RecordUnknown(
            command_id=elapsed.command_id(), by=US, now=room.now(), message_id=word.message_id, attempt=word.attempt
        )
        await room.execute(DELIVERY, berkas_stream(elapsed.row.berkas_id), command, cause=elapsed.cause)


async def send_word(room: DeliveryRoom, berkas_id: BerkasId, message_id: MessageId, cause: Cause) -> None:
    """One attempt. Whoever records the start first tries; what is neither taken nor refused is unknown.

    Raises:
        NotYet: the office is silent at this hour (rule 13); nothing was tried.
        Unavailable: it could not be written now; nothing was tried.
    """
    now = room.now()
    if (allowed := next_allowed(now, room.calendar.zone)) > now:
        raise NotYet(allowed - now)
    message = await written(room, berkas_id, message_id)
    attempt = await _begun(room, berkas_id, message_id, cause)
    if attempt is None:
        return
    outcome = await _tried(room, message, attempt)
    await room.execute(DELIVERY, berkas_stream(berkas_id), outcome, cause=attempt.cause)


async def _begun(room: DeliveryRoom, berkas_id: BerkasId, message_id: MessageId, cause: Cause) -> _Attempt | None:
    """The attempt that is ours to try; None where it was begun before."""
    command = StartSending(command_id=cause.command_id("start"), by=US, now=room.now(), message_id=message_id)
    started = await room.execute(DELIVERY, berkas_stream(berkas_id), command, cause=cause)
    if started.known:
        return None
    for begun in started.facts:
        if isinstance(begun.fact, SendingStarted):
            outcome = Cause(begun.envelope.fact_id, "outcome", begun.envelope.correlation_id)
            return _Attempt(message_id, begun.fact.attempt, outcome)
    return None


async def _tried(room: DeliveryRoom, message: OutgoingMessage | MessageFailure, attempt: _Attempt) -> MessageCommand:
    """Hand the message over once, and say what became of it."""
    command_id, message_id, number = attempt.cause.command_id(), attempt.message_id, attempt.number
    try:
        taken = await _handed_over(room, message)
    except MessageRefused as refused:
        return RecordFailed(
            command_id=command_id,
            by=US,
            now=room.now(),
            message_id=message_id,
            attempt=number,
            failure=refused.failure,
            code=refused.channel_code,
        )
    except Exception:  # noqa: BLE001 - once begun, whatever went wrong, the outcome is unknown and is recorded
        _LOG.exception("message_outcome_unknown", message_id=message_id)
        return RecordUnknown(command_id=command_id, by=US, now=room.now(), message_id=message_id, attempt=number)
    match taken:
        case Taken.ACCEPTED:
            return RecordAccepted(command_id=command_id, by=US, now=room.now(), message_id=message_id, attempt=number)
        case Taken.DELIVERED:
            return RecordDelivered(command_id=command_id, by=US, now=room.now(), message_id=message_id)


async def _handed_over(room: DeliveryRoom, message: OutgoingMessage | MessageFailure) -> Taken:
    if isinstance(message, MessageFailure):
        raise MessageRefused(message)
    return await room.messenger.send(message)
