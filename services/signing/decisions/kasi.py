"""Is each draft right, and is its signature asked for? (SOP step 6)."""

from __future__ import annotations

from collections.abc import Sequence

from services.signing.decisions.commands import (
    AlreadyValidated,
    KasiCommand,
    NoFaults,
    NotValidated,
    OtherRevision,
    RequestSigning,
    ReturnDraft,
    Validate,
    WithdrawRequest,
)
from services.signing.decisions.documents import unsigned
from shared.contracts.fact import Fact
from shared.contracts.rules.hands import SameHands, check_kasi
from shared.contracts.rules.journey import Journey, refuse_while_signing
from shared.contracts.signing import DraftReturned, DraftValidated, SigningRequested, SigningRequestWithdrawn


def decide_as_kasi(command: KasiCommand, journey: Journey) -> Sequence[Fact]:
    check_kasi(journey.hands, command.by.id)
    match command:
        case Validate():
            return [_validated(command, journey)]
        case ReturnDraft():
            return [_returned(command, journey)]
        case RequestSigning():
            return _requested(command, journey)
        case WithdrawRequest():
            return _withdrawn(command, journey)


def _validated(command: Validate, journey: Journey) -> DraftValidated:
    """At each level by another person."""
    document = unsigned(journey, command.document_id)
    if command.revision != document.revision:
        raise OtherRevision(document_id=document.id, revision=document.revision)
    if document.validated >= command.levels:
        raise AlreadyValidated(document_id=document.id, level=document.validated)
    if any(validator.id == command.by.id for validator in document.validators):
        raise SameHands(officer=command.by.id, did="validation")
    return DraftValidated(
        berkas_id=journey.berkas_id,
        document_id=document.id,
        revision=document.revision,
        level=document.validated + 1,
        by=command.by,
        occurred_at=command.now,
    )


def _returned(command: ReturnDraft, journey: Journey) -> DraftReturned:
    if not command.faults:
        raise NoFaults
    if command.document_id is not None:
        unsigned(journey, command.document_id)
    refuse_while_signing(journey)
    return DraftReturned(
        berkas_id=journey.berkas_id,
        to=command.to,
        faults=command.faults,
        document_id=command.document_id,
        by=command.by,
        occurred_at=command.now,
    )


def _requested(command: RequestSigning, journey: Journey) -> Sequence[Fact]:
    document = unsigned(journey, command.document_id)
    if document.requested:
        return []
    if document.validated < command.levels:
        raise NotValidated(document_id=document.id)
    return [
        SigningRequested(
            berkas_id=journey.berkas_id,
            document_id=document.id,
            revision=document.revision,
            by=command.by,
            occurred_at=command.now,
        )
    ]


def _withdrawn(command: WithdrawRequest, journey: Journey) -> Sequence[Fact]:
    document = unsigned(journey, command.document_id)
    if not document.requested:
        return []
    return [
        SigningRequestWithdrawn(
            berkas_id=journey.berkas_id, document_id=document.id, by=command.by, occurred_at=command.now
        )
    ]
