"""What becomes of one message to the applicant? Due, started, accepted, delivered, read; never backwards (rule 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from services.delivery.decisions.commands import (
    AlreadyTold,
    MessageCommand,
    NoSuchMessage,
    RecordAccepted,
    RecordDelivered,
    RecordFailed,
    RecordRead,
    RecordUnknown,
    SendAgain,
    SendingUnderWay,
    StartSending,
    TellApplicant,
    TellInPerson,
)
from shared.contracts.delivery import (
    ApplicantInformed,
    DocumentSent,
    MessageAccepted,
    MessageDelivered,
    MessageDue,
    MessageFailed,
    MessageOutcomeUnknown,
    MessageRead,
    SendingStarted,
)
from shared.contracts.fact import Fact
from shared.contracts.vocabulary import BerkasId, MessageId, MessageKind, TellingChannel


class Sending(StrEnum):
    """How far a message has come. Receipts come in any order and more than once; the furthest of them counts.

    Only a new attempt begins anew, and none is made of what may have reached her.
    """

    DUE = "due"
    STARTED = "started"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"


UNDER_WAY = frozenset({Sending.STARTED, Sending.UNKNOWN, Sending.ACCEPTED})
REACHED = frozenset({Sending.DELIVERED, Sending.READ})


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `attempt`: the last one; `told`: how the applicant came to know, if she does."""

    due: MessageDue
    sending: Sending = Sending.DUE
    attempt: int = 0
    told: TellingChannel | None = None

    @property
    def id(self) -> MessageId:
        return self.due.message_id


MessageFact: TypeAlias = (
    MessageDue
    | SendingStarted
    | MessageAccepted
    | MessageDelivered
    | MessageRead
    | MessageFailed
    | MessageOutcomeUnknown
    | ApplicantInformed
)


def decide_message(command: MessageCommand, message: Message | None, berkas_id: BerkasId) -> Sequence[Fact]:
    match command, message:
        case TellApplicant(), None:
            return [_due(command, berkas_id)]
        case TellApplicant(), Message():
            return []
        case _, None:
            raise NoSuchMessage(message_id=command.message_id)
        case ((SendAgain() | StartSending()), Message()):
            return _another_attempt(command, message)
        case ((RecordAccepted() | RecordFailed() | RecordUnknown()), Message()):
            return _answer(command, message)
        case ((RecordDelivered() | RecordRead()), Message()):
            return _receipt(command, message)
        case TellInPerson(channel=channel), Message():
            if message.told:
                raise AlreadyTold(message_id=message.id, channel=message.told)
            return [_informed(command, message, channel)]


def evolve_message(message: Message | None, fact: MessageFact) -> Message | None:
    match fact, message:
        case MessageDue(), None:
            return Message(fact)
        case _, None:
            return None
        case MessageDue(), Message():
            return replace(message, sending=Sending.DUE)
        case SendingStarted(), Message():
            return replace(message, sending=Sending.STARTED, attempt=fact.attempt)
        case MessageOutcomeUnknown(), Message():
            return replace(message, sending=Sending.UNKNOWN)
        case MessageAccepted(), Message():
            return replace(message, sending=Sending.ACCEPTED)
        case MessageFailed(), Message():
            return replace(message, sending=Sending.FAILED)
        case MessageDelivered(), Message():
            return replace(message, sending=Sending.DELIVERED)
        case MessageRead(), Message():
            return replace(message, sending=Sending.READ)
        case ApplicantInformed(), Message():
            return replace(message, told=fact.channel)


# ---------------------------------------------------------------- ours: due, and tried


def _due(command: TellApplicant, berkas_id: BerkasId) -> MessageDue:
    return MessageDue(
        berkas_id=berkas_id,
        message_id=command.message_id,
        kind=command.kind,
        about=command.about,
        document_id=command.document_id,
        by=command.by,
        occurred_at=command.now,
    )


def _another_attempt(command: SendAgain | StartSending, message: Message) -> Sequence[Fact]:
    """None while one may still reach her: a second try might tell twice."""
    if message.told:
        raise AlreadyTold(message_id=message.id, channel=message.told)
    if message.sending in UNDER_WAY:
        raise SendingUnderWay(message_id=message.id)
    if isinstance(command, SendAgain):
        due_anew = replace(message.due, by=command.by, occurred_at=command.now)
        return [] if message.sending is Sending.DUE else [due_anew]
    return [
        SendingStarted(
            berkas_id=message.due.berkas_id,
            message_id=message.id,
            attempt=message.attempt + 1,
            by=command.by,
            occurred_at=command.now,
        )
    ]


# ---------------------------------------------------------------- the channel's: answers and receipts


def _answer(command: RecordAccepted | RecordFailed | RecordUnknown, message: Message) -> Sequence[Fact]:
    """What the channel says of an attempt; of an earlier one, or behind what is known already: nothing."""
    if command.attempt != message.attempt or message.sending not in UNDER_WAY:
        return []
    berkas_id, message_id, attempt = message.due.berkas_id, message.id, message.attempt
    by, now = command.by, command.now
    match command, message.sending:
        case RecordUnknown(), Sending.STARTED:
            return [
                MessageOutcomeUnknown(
                    berkas_id=berkas_id, message_id=message_id, attempt=attempt, by=by, occurred_at=now
                )
            ]
        case RecordAccepted(), (Sending.STARTED | Sending.UNKNOWN):
            return [
                MessageAccepted(berkas_id=berkas_id, message_id=message_id, attempt=attempt, by=by, occurred_at=now)
            ]
        case RecordFailed(), _:
            return [
                MessageFailed(
                    berkas_id=berkas_id,
                    message_id=message_id,
                    attempt=attempt,
                    failure=command.failure,
                    code=command.code,
                    by=by,
                    occurred_at=now,
                )
            ]
        case ((RecordAccepted() | RecordUnknown()), _):
            return []


def _receipt(command: RecordDelivered | RecordRead, message: Message) -> Sequence[Fact]:
    """Of whichever attempt. Read is delivered, too."""
    delivered: Sequence[Fact] = [] if message.sending in REACHED else _delivered(command, message)
    if isinstance(command, RecordDelivered) or message.sending is Sending.READ:
        return delivered
    read = MessageRead(berkas_id=message.due.berkas_id, message_id=message.id, by=command.by, occurred_at=command.now)
    return [*delivered, read]


def _delivered(command: RecordDelivered | RecordRead, message: Message) -> Sequence[Fact]:
    """On her device: so she is told, and the document that went along is sent."""
    berkas_id, by, now = message.due.berkas_id, command.by, command.now
    facts: list[Fact] = [MessageDelivered(berkas_id=berkas_id, message_id=message.id, by=by, occurred_at=now)]
    if not message.told:
        facts.append(_informed(command, message, TellingChannel.WHATSAPP))
    if message.due.kind is MessageKind.DOKUMEN_SIAP and (document_id := message.due.document_id):
        facts.append(
            DocumentSent(berkas_id=berkas_id, document_id=document_id, message_id=message.id, by=by, occurred_at=now)
        )
    return facts


def _informed(command: MessageCommand, message: Message, channel: TellingChannel) -> ApplicantInformed:
    return ApplicantInformed(
        berkas_id=message.due.berkas_id,
        message_id=message.id,
        kind=message.due.kind,
        about=message.due.about,
        channel=channel,
        by=command.by,
        occurred_at=command.now,
    )
