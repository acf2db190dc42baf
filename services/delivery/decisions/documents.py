"""How does one signed document reach the applicant? Sent and received, or printed, carried and handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from services.delivery.decisions.commands import (
    AlreadyHandedOver,
    CarriedByAnother,
    ConfirmReceipt,
    DocumentCommand,
    FailHandover,
    HandOver,
    IssuePrint,
    NotPrinted,
    PrintDocument,
    ReturnPrint,
    Unrelated,
)
from shared.contracts.delivery import (
    DocumentHandedOver,
    DocumentPrinted,
    DocumentReceived,
    DocumentSent,
    HandoverFailed,
    PrintsIssued,
    PrintsReturned,
)
from shared.contracts.vocabulary import BerkasId, DocumentId, OfficerId, SenderRelation


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """One signed document. `carrier`: who has the print now."""

    document_id: DocumentId
    sent: DocumentSent | None = None
    received: bool = False
    printed: bool = False
    carrier: OfficerId | None = None
    handed_over: bool = False

    @property
    def arrived(self) -> bool:
        return self.received or self.handed_over


WayFact: TypeAlias = (
    DocumentSent
    | DocumentReceived
    | DocumentPrinted
    | PrintsIssued
    | PrintsReturned
    | DocumentHandedOver
    | HandoverFailed
)


def decide_document(command: DocumentCommand, document: OnItsWay, berkas_id: BerkasId) -> Sequence[WayFact]:
    by, now, document_id = command.by, command.now, document.document_id
    match command:
        case ConfirmReceipt():
            if document.received:
                return []
            return [
                DocumentReceived(
                    berkas_id=berkas_id, document_id=document_id, proof=command.proof, by=by, occurred_at=now
                )
            ]
        case PrintDocument():
            _refuse_handed_over(document)
            return [
                DocumentPrinted(
                    berkas_id=berkas_id, document_id=document_id, place=command.place, by=by, occurred_at=now
                )
            ]
        case IssuePrint():
            _require_print(document)
            if document.carrier == command.carrier:
                return []
            if document.carrier is not None:
                raise CarriedByAnother(document_id=document_id, carrier=document.carrier)
            return [
                PrintsIssued(
                    berkas_id=berkas_id, document_id=document_id, carrier=command.carrier, by=by, occurred_at=now
                )
            ]
        case ReturnPrint():
            if document.carrier is None:
                return []
            return [
                PrintsReturned(
                    berkas_id=berkas_id, document_id=document_id, carrier=document.carrier, by=by, occurred_at=now
                )
            ]
        case HandOver():
            _require_print(document)
            if command.relation is SenderRelation.UNRELATED:
                raise Unrelated
            return [
                DocumentHandedOver(
                    berkas_id=berkas_id,
                    document_id=document_id,
                    receiver=command.receiver,
                    relation=command.relation,
                    place=command.place,
                    proof=command.proof,
                    by=by,
                    occurred_at=now,
                )
            ]
        case FailHandover():
            _require_print(document)
            return [
                HandoverFailed(
                    berkas_id=berkas_id,
                    document_id=document_id,
                    failure=command.failure,
                    note=command.note,
                    by=by,
                    occurred_at=now,
                )
            ]


def evolve_document(document: OnItsWay, fact: WayFact) -> OnItsWay:
    match fact:
        case DocumentSent():
            return replace(document, sent=fact)
        case DocumentReceived():
            return replace(document, received=True)
        case DocumentPrinted():
            return replace(document, printed=True)
        case PrintsIssued():
            return replace(document, carrier=fact.carrier)
        case PrintsReturned():
            return replace(document, carrier=None)
        case DocumentHandedOver():
            return replace(document, handed_over=True, carrier=None)
        case HandoverFailed():
            return document


def _require_print(document: OnItsWay) -> None:
    _refuse_handed_over(document)
    if not document.printed:
        raise NotPrinted(document_id=document.document_id)


def _refuse_handed_over(document: OnItsWay) -> None:
    if document.handed_over:
        raise AlreadyHandedOver(document_id=document.document_id)
