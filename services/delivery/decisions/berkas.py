"""What may the delivery desk be asked about a berkas, and what does it leave? (SOP steps 8-10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from services.delivery.decisions.closing import unconfirmed, with_closing
from services.delivery.decisions.commands import (
    AnswerComplaint,
    AnswerSurvey,
    CloseUnconfirmed,
    CollectOldPaper,
    Complain,
    ConfirmReceipt,
    DeliveryCommand,
    DocumentCommand,
    FailHandover,
    HandOver,
    IssuePrint,
    MessageCommand,
    NoSuchDocument,
    PrintDocument,
    RecordAccepted,
    RecordDelivered,
    RecordFailed,
    RecordRead,
    RecordReceiver,
    RecordUnknown,
    ReturnPrint,
    SendAgain,
    StartSending,
    TellApplicant,
    TellInPerson,
    Unrelated,
)
from services.delivery.decisions.complaints import decide_afterwards
from services.delivery.decisions.documents import WayFact, decide_document
from services.delivery.decisions.messages import decide_message
from services.delivery.decisions.standing import Delivery, OwnFact, evolve
from shared.contracts.delivery import OldPaperCollected, ReceiverRecorded
from shared.contracts.fact import Fact
from shared.contracts.rules.chain import JOURNEY_FACTS
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take, hold
from shared.contracts.rules.journey import ENDED, Journey, NeverCame, Stage, not_here
from shared.contracts.vocabulary import Desk, SenderRelation
from shared.decider import Decider


def decide(command: DeliveryCommand, state: Delivery) -> Sequence[Fact]:
    journey = state.journey
    if journey.stage is Stage.NOWHERE:
        raise NeverCame
    match command:
        case (
            TellApplicant()
            | SendAgain()
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
            return with_closing(command, state, _document(command, state))
        case RecordReceiver():
            return with_closing(command, state, [_receiver(command, journey)])
        case CollectOldPaper():
            return [] if command.paper in state.collected else [_collected(command, journey)]
        case CloseUnconfirmed():
            return [unconfirmed(command, state)]
        case Complain() | AnswerComplaint() | AnswerSurvey():
            return decide_afterwards(command, journey.berkas_id, state.complaints)
        case Take() | Release() | AddNote() | ProposeRejection():
            return _hold(command, journey)


def _message(command: MessageCommand, state: Delivery) -> Sequence[Fact]:
    """Nobody is told of a document that is not signed."""
    if isinstance(command, TellApplicant) and command.document_id not in (None, *state.documents):
        raise NoSuchDocument(document_id=command.document_id)
    return decide_message(command, state.messages.get(command.message_id), state.journey.berkas_id)


def _document(command: DocumentCommand, state: Delivery) -> Sequence[WayFact]:
    document = state.documents.get(command.document_id)
    if document is None:
        raise NoSuchDocument(document_id=command.document_id)
    return decide_document(command, document, state.journey.berkas_id)


def _receiver(command: RecordReceiver, journey: Journey) -> ReceiverRecorded:
    if journey.stage in ENDED:
        raise not_here(journey)
    if command.relation is SenderRelation.UNRELATED:
        raise Unrelated
    return ReceiverRecorded(
        berkas_id=journey.berkas_id,
        receiver=command.receiver,
        relation=command.relation,
        ending=command.ending,
        by=command.by,
        occurred_at=command.now,
    )


def _collected(command: CollectOldPaper, journey: Journey) -> OldPaperCollected:
    return OldPaperCollected(berkas_id=journey.berkas_id, paper=command.paper, by=command.by, occurred_at=command.now)


def _hold(command: Take | Release | AddNote | ProposeRejection, journey: Journey) -> Sequence[Fact]:
    if journey.stage is not Stage.AT_DELIVERY:
        raise not_here(journey)
    return hold(command, Desk.DELIVERY, journey)


DELIVERY = Decider(
    initial=Delivery(),
    decide=decide,
    evolve=evolve,
    facts=(*JOURNEY_FACTS, *(cls for cls in get_args(OwnFact) if cls not in JOURNEY_FACTS)),
)
