"""How do things stand: what has the applicant been told, and what has she in her hands?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from services.delivery.decisions.documents import OnItsWay, WayFact, evolve_document
from services.delivery.decisions.messages import Message, MessageFact, evolve_message
from shared.contracts.delivery import (
    ApplicantInformed,
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
from shared.contracts.intake import BerkasReceived
from shared.contracts.rules.chain import JourneyFact, advance
from shared.contracts.rules.journey import Journey, Stage
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import ComplaintId, DocumentId, Ending, MessageId, Paper

OwnFact: TypeAlias = (
    MessageFact
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
    """What the applicant knows and has. `complaints`: those that wait for an answer; `collected`: her old papers.

    `ending`: as she asked for it, or as was recorded with the receiver; until somebody says, either way counts.
    """

    journey: Journey = field(default_factory=Journey)
    messages: Mapping[MessageId, Message] = field(default_factory=dict[MessageId, Message])
    documents: Mapping[DocumentId, OnItsWay] = field(default_factory=dict[DocumentId, OnItsWay])
    ending: Ending | None = None
    collected: frozenset[Paper] = frozenset()
    complaints: frozenset[ComplaintId] = frozenset()

    @property
    def has_everything(self) -> bool:
        """Whether every document of the berkas is in her hands; what is brought to her must have been handed over."""
        brought = self.ending is Ending.DIANTAR
        return self.journey.stage is Stage.AT_DELIVERY and all(
            document.handed_over or (document.received and not brought) for document in self.documents.values()
        )


def evolve(state: Delivery, fact: DeliveryFact) -> Delivery:
    match fact:
        case ApplicantInformed():
            return replace(_with_message(state, fact), journey=advance(state.journey, fact))
        case (
            MessageDue()
            | SendingStarted()
            | MessageAccepted()
            | MessageDelivered()
            | MessageRead()
            | MessageFailed()
            | MessageOutcomeUnknown()
        ):
            return _with_message(state, fact)
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
            return replace(state, ending=fact.ending)
        case OldPaperCollected():
            return replace(state, collected=state.collected | {fact.paper})
        case ComplaintReceived():
            return replace(state, complaints=state.complaints | {fact.complaint_id})
        case ComplaintAnswered():
            return replace(state, complaints=state.complaints - {fact.complaint_id})
        case SurveyAnswered():
            return state
        case BerkasReceived():
            return replace(state, ending=fact.ending, journey=advance(state.journey, fact))
        case DocumentSigned():
            signed = {**state.documents, fact.document_id: OnItsWay(fact.document_id)}
            return replace(state, documents=signed, journey=advance(state.journey, fact))
        case journey_fact:
            return replace(state, journey=advance(state.journey, journey_fact))


def _with_message(state: Delivery, fact: MessageFact) -> Delivery:
    """What is said of a message of a conversation, not of this berkas, changes nothing here."""
    message = evolve_message(state.messages.get(fact.message_id), fact)
    if message is None:
        return state
    return replace(state, messages={**state.messages, message.id: message})


def _with_document(state: Delivery, fact: WayFact) -> Delivery:
    document = state.documents.get(fact.document_id)
    if document is None:
        return state
    return replace(state, documents={**state.documents, document.document_id: evolve_document(document, fact)})
