"""Does the applicant know, and has each of her documents arrived? (SOP steps 8-10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, get_args

from services.delivery.decisions.commands import (
    AfterwardsCommand,
    AnswerComplaint,
    AnswerSurvey,
    CloseUnconfirmed,
    CollectOldPaper,
    Complain,
    ComplaintOpen,
    ConfirmReceipt,
    DeliveryCommand,
    DocumentCommand,
    FailHandover,
    HandOver,
    IssuePrint,
    MessageCommand,
    NoSuchComplaint,
    NoSuchDocument,
    NoSuchMessage,
    NotAllSent,
    NotNine,
    PrintDocument,
    RecordAccepted,
    RecordDelivered,
    RecordFailed,
    RecordRead,
    RecordReceiver,
    RecordUnknown,
    ReturnPrint,
    StartSending,
    TellApplicant,
    TellInPerson,
)
from services.delivery.decisions.documents import OnItsWay, WayFact, decide_document, evolve_document
from services.delivery.decisions.messages import Message, MessageFact, decide_message, due, evolve_message
from shared.contracts.delivery import (
    ApplicantInformed,
    BerkasClosed,
    ComplaintAnswered,
    ComplaintReceived,
    DocumentHandedOver,
    DocumentPrinted,
    DocumentReceived,
    DocumentSent,
    HandoverFailed,
    MessageAccepted,
    MessageDelivered,
    MessageDue,
    MessageFailed,
    MessageOutcomeUnknown,
    MessageRead,
    OldPaperCollected,
    PrintsIssued,
    PrintsReturned,
    ReceiverRecorded,
    SendingStarted,
    SurveyAnswered,
)
from shared.contracts.fact import Fact
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take, hold
from shared.contracts.rules.journey import Journey, NeverCame, Stage, not_here
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import CloseReason, ComplaintId, Desk, DocumentId, MessageId
from shared.decider import Decider

SURVEY_ELEMENTS = 9

OwnFact: TypeAlias = (
    MessageDue
    | MessageFact
    | WayFact
    | ReceiverRecorded
    | OldPaperCollected
    | ComplaintReceived
    | ComplaintAnswered
    | SurveyAnswered
)
DeliveryFact: TypeAlias = JourneyFact | OwnFact


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the applicant knows and has. `complaints`: those that wait for an answer."""

    journey: Journey = field(default_factory=Journey)
    messages: Mapping[MessageId, Message] = field(default_factory=dict[MessageId, Message])
    documents: Mapping[DocumentId, OnItsWay] = field(default_factory=dict[DocumentId, OnItsWay])
    receiver: ReceiverRecorded | None = None
    complaints: frozenset[ComplaintId] = frozenset()


def decide(command: DeliveryCommand, state: Delivery) -> Sequence[Fact]:
    journey = state.journey
    if journey.stage is Stage.NOWHERE:
        raise NeverCame
    match command:
        case (
            TellApplicant()
            | StartSending()
            | RecordAccepted()
            | RecordDelivered()
            | RecordRead()
            | RecordFailed()
            | RecordUnknown()
            | TellInPerson()
        ):
            return _message(command, state)
        case ConfirmReceipt() | PrintDocument() | IssuePrint() | ReturnPrint() | HandOver() | FailHandover():
            return _document(command, state)
        case RecordReceiver():
            return [
                ReceiverRecorded(
                    berkas_id=journey.berkas_id,
                    receiver=command.receiver,
                    relation=command.relation,
                    ending=command.ending,
                    by=command.by,
                    occurred_at=command.now,
                )
            ]
        case CollectOldPaper():
            return [
                OldPaperCollected(
                    berkas_id=journey.berkas_id, paper=command.paper, by=command.by, occurred_at=command.now
                )
            ]
        case CloseUnconfirmed():
            return _close_unconfirmed(command, state)
        case Complain() | AnswerComplaint() | AnswerSurvey():
            return _afterwards(command, state)
        case Take() | Release() | AddNote() | ProposeRejection():
            if journey.stage is not Stage.AT_DELIVERY:
                raise not_here(journey)
            return hold(command, Desk.DELIVERY, journey)


def evolve(state: Delivery, fact: DeliveryFact) -> Delivery:
    match fact:
        case MessageDue():
            return replace(state, messages={**state.messages, fact.message_id: Message(fact)})
        case (
            SendingStarted()
            | MessageAccepted()
            | MessageDelivered()
            | MessageRead()
            | MessageFailed()
            | MessageOutcomeUnknown()
        ):
            return _with_message(state, fact)
        case ApplicantInformed():
            return replace(_with_message(state, fact), journey=advance(state.journey, fact))
        case (
            DocumentSent()
            | DocumentReceived()
            | DocumentPrinted()
            | PrintsIssued()
            | PrintsReturned()
            | DocumentHandedOver()
            | HandoverFailed()
        ):
            return _with_document(state, fact)
        case ReceiverRecorded():
            return replace(state, receiver=fact)
        case ComplaintReceived():
            return replace(state, complaints=state.complaints | {fact.complaint_id})
        case ComplaintAnswered():
            return replace(state, complaints=state.complaints - {fact.complaint_id})
        case OldPaperCollected() | SurveyAnswered():
            return state
        case DocumentSigned():
            signed = {**state.documents, fact.document_id: OnItsWay(fact.document_id)}
            return replace(state, documents=signed, journey=advance(state.journey, fact))
        case journey_fact:
            return replace(state, journey=advance(state.journey, journey_fact))


def _with_message(state: Delivery, fact: MessageFact) -> Delivery:
    message = state.messages.get(fact.message_id)
    if message is None:  # told of a message of a conversation, not of this berkas
        return state
    return replace(state, messages={**state.messages, message.id: evolve_message(message, fact)})


def _with_document(state: Delivery, fact: WayFact) -> Delivery:
    document = state.documents.get(fact.document_id)
    if document is None:
        return state
    return replace(state, documents={**state.documents, document.document_id: evolve_document(document, fact)})


def _message(command: MessageCommand, state: Delivery) -> Sequence[Fact]:
    message = state.messages.get(command.message_id)
    match command, message:
        case TellApplicant(document_id=about), None:
            if about is not None and about not in state.documents:
                raise NoSuchDocument(document_id=about)
            return [due(command, state.journey.berkas_id)]
        case _, None:
            raise NoSuchMessage(message_id=command.message_id)
        case _, Message():
            return decide_message(command, message, state.journey.berkas_id)


def _document(command: DocumentCommand, state: Delivery) -> Sequence[Fact]:
    """The last document to arrive closes the berkas."""
    document = state.documents.get(command.document_id)
    if document is None:
        raise NoSuchDocument(document_id=command.document_id)
    journey = state.journey
    facts = decide_document(command, document, journey.berkas_id)
    others = [other for other in state.documents.values() if other.document_id != document.document_id]
    arrives = any(isinstance(fact, DocumentReceived | DocumentHandedOver) for fact in facts)
    if not arrives or journey.stage is not Stage.AT_DELIVERY or not all(other.arrived for other in others):
        return facts
    reason = CloseReason.HANDED_OVER if isinstance(command, HandOver) else CloseReason.RECEIVED
    return [*facts, _closed(command, journey, reason)]


def _close_unconfirmed(command: CloseUnconfirmed, state: Delivery) -> Sequence[Fact]:
    journey = state.journey
    if journey.stage is not Stage.AT_DELIVERY:
        raise not_here(journey)
    if state.complaints:
        raise ComplaintOpen(complaint_id=min(state.complaints))
    if not all(document.sent or document.arrived for document in state.documents.values()):
        raise NotAllSent
    return [_closed(command, journey, CloseReason.UNCONFIRMED)]


def _closed(command: DeliveryCommand, journey: Journey, reason: CloseReason) -> BerkasClosed:
    return BerkasClosed(berkas_id=journey.berkas_id, reason=reason, by=command.by, occurred_at=command.now)


def _afterwards(command: AfterwardsCommand, state: Delivery) -> Sequence[Fact]:
    berkas_id, by, now = state.journey.berkas_id, command.by, command.now
    match command:
        case Complain():
            return [
                ComplaintReceived(
                    berkas_id=berkas_id,
                    complaint_id=command.complaint_id,
                    kind=command.kind,
                    text=command.text,
                    by=by,
                    occurred_at=now,
                )
            ]
        case AnswerComplaint():
            if command.complaint_id not in state.complaints:
                raise NoSuchComplaint(complaint_id=command.complaint_id)
            return [
                ComplaintAnswered(
                    berkas_id=berkas_id, complaint_id=command.complaint_id, text=command.text, by=by, occurred_at=now
                )
            ]
        case AnswerSurvey():
            if len(command.answers) != SURVEY_ELEMENTS or not all(answer in (1, 2, 3, 4) for answer in command.answers):
                raise NotNine
            return [SurveyAnswered(berkas_id=berkas_id, answers=command.answers, by=by, occurred_at=now)]


DELIVERY = Decider(
    initial=Delivery(),
    decide=decide,
    evolve=evolve,
    facts=(*JOURNEY_FACTS, *(cls for cls in get_args(OwnFact) if cls not in JOURNEY_FACTS)),
)
