"""What may the delivery desk be asked, and why may it refuse?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from shared.contracts.fact import BlobRef
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Person, Text
from shared.contracts.vocabulary import (
    ComplaintId,
    ComplaintKind,
    DocumentId,
    Ending,
    FactId,
    HandoverFailure,
    MessageFailure,
    MessageId,
    MessageKind,
    OfficerId,
    Paper,
    Place,
    ReceiptProof,
    SenderRelation,
    TellingChannel,
)
from shared.decider import Command
from shared.errors import Refused


class NoSuchMessage(Refused):
    """No such message is due."""  # message_id


class AlreadyTold(Refused):
    """The applicant was told this already."""  # message_id, channel: TellingChannel


class SendingUnderWay(Refused):
    """This message is being sent, or its outcome is unknown; a second try might tell twice."""  # message_id


class NoSuchDocument(Refused):
    """This berkas has no such signed document."""  # document_id


class Unrelated(Refused):
    """A document goes to nobody who has nothing to do with it."""


class NotPrinted(Refused):
    """A document is printed before it is carried or handed over."""  # document_id


class AlreadyHandedOver(Refused):
    """This document was handed over already."""  # document_id


class CarriedByAnother(Refused):
    """Somebody else carries this print."""  # document_id, carrier: OfficerId


class ComplaintOpen(Refused):
    """A complaint waits for its answer."""  # complaint_id


class NoSuchComplaint(Refused):
    """No such complaint waits for an answer."""  # complaint_id


class NotAllSent(Refused):
    """Not every document has been sent."""


class NotAllHandedOver(Refused):
    """What is brought to the applicant ends when it is in her hands, not by waiting."""


class NotNine(Refused):
    """A survey has nine answers, each from 1 to 4 (Permenpan RB 14/2017)."""


# ---------------------------------------------------------------- words to the applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class TellApplicant(Command):
    """The applicant must be told because of a fact."""

    message_id: MessageId
    kind: MessageKind
    about: FactId
    document_id: DocumentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgain(Command):
    """What made a message fail has been mended: it is due once more."""

    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSending(Command):
    """Claim the next attempt: who records it first, sends it."""

    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAccepted(Command):
    message_id: MessageId
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDelivered(Command):
    """It reached the person's device."""

    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRead(Command):
    message_id: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFailed(Command):
    message_id: MessageId
    attempt: int
    failure: MessageFailure
    code: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordUnknown(Command):
    message_id: MessageId
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellInPerson(Command):
    """An officer told the applicant otherwise than by WhatsApp."""

    message_id: MessageId
    channel: TellingChannel


# ---------------------------------------------------------------- the document on its way


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReceiver(Command):
    receiver: Sealed[Person]
    relation: SenderRelation
    ending: Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReceipt(Command):
    document_id: DocumentId
    proof: ReceiptProof


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDocument(Command):
    document_id: DocumentId
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePrint(Command):
    document_id: DocumentId
    carrier: OfficerId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPrint(Command):
    document_id: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    document_id: DocumentId
    receiver: Sealed[Person]
    relation: SenderRelation
    place: Place
    proof: BlobRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailHandover(Command):
    document_id: DocumentId
    failure: HandoverFailure
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectOldPaper(Command):
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseUnconfirmed(Command):
    """Long enough after the last DocumentSent, without complaint."""


# ---------------------------------------------------------------- afterwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Complain(Command):
    complaint_id: ComplaintId
    kind: ComplaintKind
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerComplaint(Command):
    complaint_id: ComplaintId
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSurvey(Command):
    answers: tuple[int, ...]


MessageCommand: TypeAlias = (
    TellApplicant
    | SendAgain
    | StartSending
    | RecordAccepted
    | RecordDelivered
    | RecordRead
    | RecordFailed
    | RecordUnknown
    | TellInPerson
)
DocumentCommand: TypeAlias = ConfirmReceipt | PrintDocument | IssuePrint | ReturnPrint | HandOver | FailHandover
AfterwardsCommand: TypeAlias = Complain | AnswerComplaint | AnswerSurvey
HoldCommand: TypeAlias = Take | Release | AddNote | ProposeRejection
DeliveryCommand: TypeAlias = (
    MessageCommand
    | DocumentCommand
    | RecordReceiver
    | CollectOldPaper
    | CloseUnconfirmed
    | AfterwardsCommand
    | HoldCommand
)
