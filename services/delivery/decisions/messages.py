"""What becomes of one message to the applicant? Due, started, accepted, delivered, read; never backwards (rule 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from services.delivery.decisions.commands import (
    AlreadyTold,
    MessageCommand,
    RecordAccepted,
    RecordDelivered,
    RecordFailed,
    RecordRead,
    RecordUnknown,
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
    """How far a message has come; the order is the lattice's."""

    DUE = "due"
    STARTED = "started"
    UNKNOWN = "unknown"
    FAILED = "failed"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    READ = "read"


REACHED = frozenset({Sending.DELIVERED, Sending.READ})


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `told`: how the applicant came to know, if she does."""

    due: MessageDue
    sending: Sending = Sending.DUE
    attempt: int = 0
    told: TellingChannel | None = None

    @property
    def id(self) -> MessageId:
        return self.due.message_id


MessageFact: TypeAlias = (
    SendingStarted
    | MessageAccepted
    | MessageDelivered
    | MessageRead
    | MessageFailed
    | MessageOutcomeUnknown
    | ApplicantInformed
)


def due(command: TellApplicant, berkas_id: BerkasId) -> MessageDue:
    return MessageDue(
        berkas_id=berkas_id,
        message_id=command.message_id,
        kind=command.kind,
        about=command.about,
        document_id=command.document_id,
        by=command.by,
        occurred_at=command.now,
    )


def decide_message(command: MessageCommand, message: Message, berkas_id: BerkasId) -> Sequence[Fact]:
    by, now, message_id = command.by, command.now, message.id
    match command:
        case TellApplicant():
            return []
        case StartSending():
            _refuse_second_try(message)
            attempt = message.attempt + 1
            return [SendingStarted(berkas_id=berkas_id, message_id=message_id, attempt=attempt, by=by, occurred_at=now)]
        case RecordAccepted(attempt=attempt):
            if message.sending not in (Sending.STARTED, Sending.UNKNOWN) or attempt != message.attempt:
                return []
            return [
                MessageAccepted(berkas_id=berkas_id, message_id=message_id, attempt=attempt, by=by, occurred_at=now)
            ]
        case RecordDelivered():
            return [] if message.sending in REACHED else _delivered(command, message, berkas_id)
        case RecordRead():
            if message.sending is Sending.READ:
                return []
            first = [] if message.sending in REACHED else _delivered(command, message, berkas_id)
            return [*first, MessageRead(berkas_id=berkas_id, message_id=message_id, by=by, occurred_at=now)]
        case RecordFailed(attempt=attempt):
            if message.sending in REACHED | {Sending.DUE, Sending.FAILED} or attempt != message.attempt:
                return []
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
        case RecordUnknown(attempt=attempt):
            if message.sending is not Sending.STARTED or attempt != message.attempt:
                return []
            return [
                MessageOutcomeUnknown(
                    berkas_id=berkas_id, message_id=message_id, attempt=attempt, by=by, occurred_at=now
                )
            ]
        case TellInPerson(channel=channel):
            if message.told:
                raise AlreadyTold(message_id=message_id, channel=message.told)
            return [_informed(command, message, berkas_id, channel)]


def evolve_message(message: Message, fact: MessageFact) -> Message:
    match fact:
        case SendingStarted():
            return replace(message, sending=Sending.STARTED, attempt=fact.attempt)
        case MessageAccepted():
            return replace(message, sending=Sending.ACCEPTED)
        case MessageDelivered():
            return replace(message, sending=Sending.DELIVERED)
        case MessageRead():
            return replace(message, sending=Sending.READ)
        case MessageFailed():
            return replace(message, sending=Sending.FAILED)
        case MessageOutcomeUnknown():
            return replace(message, sending=Sending.UNKNOWN)
        case ApplicantInformed():
            return replace(message, told=fact.channel)


def _refuse_second_try(message: Message) -> None:
    if message.told:
        raise AlreadyTold(message_id=message.id, channel=message.told)
    if message.sending in (Sending.STARTED, Sending.UNKNOWN, Sending.ACCEPTED):
        raise SendingUnderWay(message_id=message.id)


def _delivered(command: MessageCommand, message: Message, berkas_id: BerkasId) -> list[Fact]:
    by, now = command.by, command.now
    facts: list[Fact] = [MessageDelivered(berkas_id=berkas_id, message_id=message.id, by=by, occurred_at=now)]
    if not message.told:
        facts.append(_informed(command, message, berkas_id, TellingChannel.WHATSAPP))
    if message.due.kind is MessageKind.DOKUMEN_SIAP and (document_id := message.due.document_id):
        facts.append(
            DocumentSent(berkas_id=berkas_id, document_id=document_id, message_id=message.id, by=by, occurred_at=now)
        )
    return facts


def _informed(
    command: MessageCommand, message: Message, berkas_id: BerkasId, channel: TellingChannel
) -> ApplicantInformed:
    return ApplicantInformed(
        berkas_id=berkas_id,
        message_id=message.id,
        kind=message.due.kind,
        about=message.due.about,
        channel=channel,
        by=command.by,
        occurred_at=command.now,
    )
