"""Which facts does the delivery desk say? (SOP steps 8-10, and every word to the applicant)."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.fact import BerkasFact, BlobRef, fact
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Person, Text
from shared.contracts.vocabulary import (
    CloseReason,
    ComplaintId,
    ComplaintKind,
    Desk,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFact(BerkasFact):
    """A fact about one message to the applicant; `message_id` is our intent id."""

    message_id: MessageId

    @property
    def part(self) -> str:
        return self.message_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFact(BerkasFact):
    """A fact about one of the berkas's documents."""

    document_id: DocumentId

    @property
    def part(self) -> str:
        return self.document_id


# ---------------------------------------------------------------- words to the applicant


@fact(Desk.DELIVERY)
class MessageDue(MessageFact):
    """The applicant must be told `kind` because of the fact `about`; the message itself is made when sent."""

    kind: MessageKind
    about: FactId
    document_id: DocumentId | None = None


@fact(Desk.DELIVERY)
class SendingStarted(MessageFact):
    """The attempt, recorded before the channel is called."""

    attempt: int


@fact(Desk.DELIVERY)
class MessageAccepted(MessageFact):
    """The provider took it; that is not delivery (rule 7)."""

    attempt: int


@fact(Desk.DELIVERY)
class MessageDelivered(MessageFact):
    pass


@fact(Desk.DELIVERY)
class MessageRead(MessageFact):
    pass


@fact(Desk.DELIVERY)
class MessageFailed(MessageFact):
    attempt: int
    failure: MessageFailure
    code: int | None = None


@fact(Desk.DELIVERY)
class MessageOutcomeUnknown(MessageFact):
    """Started, and no answer: a later receipt or a person resolves it."""

    attempt: int


@fact(Desk.DELIVERY, announced=True)
class ApplicantInformed(MessageFact):
    """Delivered to the person's device, or told by an officer (rule 7)."""

    kind: MessageKind
    about: FactId
    channel: TellingChannel


# ---------------------------------------------------------------- the document on its way


@fact(Desk.DELIVERY, announced=True)
class DocumentSent(DocumentFact):
    """The message that carries the signed PDF was delivered. The last one stops the service clock."""

    message_id: MessageId | None = None


@fact(Desk.DELIVERY, announced=True)
class DocumentReceived(DocumentFact):
    proof: ReceiptProof


@fact(Desk.DELIVERY, announced=True)
class DocumentPrinted(DocumentFact):
    """Printed on HVS A4 80 g by `place` (Permendagri 109/2019)."""

    place: Place


@fact(Desk.DELIVERY)
class PrintsIssued(DocumentFact):
    """The printed document was given to `carrier` to hand over: chain of custody."""

    carrier: OfficerId


@fact(Desk.DELIVERY)
class PrintsReturned(DocumentFact):
    """The carrier brought it back undelivered."""

    carrier: OfficerId


@fact(Desk.DELIVERY, announced=True)
class DocumentHandedOver(DocumentFact):
    """Handed to a person; `proof` is a photo of the receipt, where one was taken."""

    receiver: Sealed[Person]
    relation: SenderRelation
    place: Place
    proof: BlobRef | None = None


@fact(Desk.DELIVERY)
class HandoverFailed(DocumentFact):
    failure: HandoverFailure
    note: Text | None = None


@fact(Desk.DELIVERY)
class OldPaperCollected(BerkasFact):
    """The old paper was taken back (KK lama, KTP-el at the destination)."""

    paper: Paper

    @property
    def part(self) -> str:
        return self.paper


@fact(Desk.DELIVERY)
class ReceiverRecorded(BerkasFact):
    """Who may receive the documents, and how (cetak sendiri or diantar)."""

    receiver: Sealed[Person]
    relation: SenderRelation
    ending: Ending


@fact(Desk.DELIVERY, announced=True)
class BerkasClosed(BerkasFact):
    reason: CloseReason


# ---------------------------------------------------------------- afterwards


@fact(Desk.DELIVERY, announced=True)
class ComplaintReceived(BerkasFact):
    complaint_id: ComplaintId
    kind: ComplaintKind
    text: Text

    @property
    def part(self) -> str:
        return self.complaint_id


@fact(Desk.DELIVERY, announced=True)
class ComplaintAnswered(BerkasFact):
    complaint_id: ComplaintId
    text: Text

    @property
    def part(self) -> str:
        return self.complaint_id


@fact(Desk.DELIVERY)
class SurveyAnswered(BerkasFact):
    """The nine elements of Permenpan RB 14/2017, each 1-4."""

    answers: tuple[int, ...]
