"""Is each draft right (the Kasi), and is each document signed (the Kadis)? (SOP steps 6 and 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from services.signing.decisions.commands import (
    AlreadySigned,
    AlreadyValidated,
    Decline,
    DismissRejection,
    ImportSigned,
    KasiCommand,
    NoFaults,
    NoSuchAttempt,
    NoSuchDocument,
    NotAppointed,
    NotProposed,
    NotValidated,
    OtherRevision,
    OutcomeCommand,
    ProposalCommand,
    RecordFailed,
    RecordSigned,
    RecordUnknown,
    Reject,
    RequestSigning,
    ReturnDraft,
    SigningCommand,
    StartSigning,
    Validate,
    WithdrawRequest,
)
from shared.contracts.entry import DraftPrinted, SiakEntered
from shared.contracts.fact import Fact
from shared.contracts.intake import BerkasSupplemented, LayananChanged, PhotoAttached, PhotoUnreadable
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.hands import SameHands, check_kasi, check_signer
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take, hold
from shared.contracts.rules.journey import (
    BEFORE_SIGNED,
    DocumentProgress,
    Journey,
    SigningUnderWay,
    Stage,
    not_here,
    refuse_from_signing_on,
    refuse_while_signing,
)
from shared.contracts.signing import (
    BerkasRejected,
    DocumentImported,
    DocumentSigned,
    DraftReturned,
    DraftValidated,
    RejectionDismissed,
    SigningDeclined,
    SigningFailed,
    SigningOutcomeUnknown,
    SigningRequested,
    SigningRequestWithdrawn,
    SigningStarted,
)
from shared.contracts.vocabulary import (
    Desk,
    DocumentId,
    Evidence,
)
from shared.decider import Decider


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The berkas is not at this desk."""

    journey: Journey


@dataclass(frozen=True, slots=True)
class AtKasi:
    """Every draft stands; the Kasi judges them."""

    journey: Journey


@dataclass(frozen=True, slots=True)
class AtSigner:
    """Every document is validated and its signature asked for."""

    journey: Journey


State: TypeAlias = Elsewhere | AtKasi | AtSigner


def decide(command: SigningCommand, state: State) -> Sequence[Fact]:
    match command, state:
        case ((Validate() | ReturnDraft() | RequestSigning()), AtKasi(journey)):
            check_kasi(journey.hands, command.by.id)
            return _kasi(command, journey)
        case ((Reject() | DismissRejection()), (Elsewhere(journey) | AtKasi(journey) | AtSigner(journey))):
            return _on_proposal(command, journey)
        case WithdrawRequest(), AtSigner(journey):
            check_kasi(journey.hands, command.by.id)
            document = _unsigned(journey, command.document_id)
            return [
                SigningRequestWithdrawn(
                    berkas_id=journey.berkas_id, document_id=document.id, by=command.by, occurred_at=command.now
                )
            ]
        case Decline(), AtSigner(journey):
            check_signer(journey.hands, command.by.id)
            return [_declined(command, journey)]
        case StartSigning(), AtSigner(journey):
            return [_started(command, journey)]
        case ImportSigned(), AtSigner(journey):
            return _imported(command, journey)
        case (
            (RecordSigned() | RecordFailed() | RecordUnknown()),
            (AtSigner(journey) | AtKasi(journey) | Elsewhere(journey)),
        ):
            return [_outcome(command, journey)]
        case ((Take() | Release() | AddNote() | ProposeRejection()), (AtKasi(journey) | AtSigner(journey))):
            return hold(command, Desk.SIGNING, journey)
        case ((Validate() | ReturnDraft() | RequestSigning()), (AtSigner(journey) | Elsewhere(journey))):
            raise not_here(journey)
        case (
            (Decline() | StartSigning() | WithdrawRequest() | ImportSigned()),
            (AtKasi(journey) | Elsewhere(journey)),
        ):
            raise not_here(journey)
        case ((Take() | Release() | AddNote() | ProposeRejection()), Elsewhere(journey)):
            raise not_here(journey)


def evolve(state: State, fact: JourneyFact) -> State:
    journey = advance(state.journey, fact)
    if journey.stage is Stage.AT_KASI:
        return AtKasi(journey)
    if journey.stage is Stage.AT_SIGNER:
        return AtSigner(journey)
    return Elsewhere(journey)


def _kasi(command: KasiCommand, journey: Journey) -> Sequence[Fact]:
    match command:
        case Validate():
            return [_validated(command, journey)]
        case RequestSigning():
            return _requested(command, journey)
        case ReturnDraft():
            return [_returned(command, journey)]


def _validated(command: Validate, journey: Journey) -> DraftValidated:
    document = _unsigned(journey, command.document_id)
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


def _requested(command: RequestSigning, journey: Journey) -> Sequence[Fact]:
    document = _unsigned(journey, command.document_id)
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


def _returned(command: ReturnDraft, journey: Journey) -> DraftReturned:
    if not command.faults:
        raise NoFaults
    if command.document_id is not None:
        _unsigned(journey, command.document_id)
    refuse_while_signing(journey)
    return DraftReturned(
        berkas_id=journey.berkas_id,
        to=command.to,
        faults=command.faults,
        document_id=command.document_id,
        by=command.by,
        occurred_at=command.now,
    )


def _on_proposal(command: ProposalCommand, journey: Journey) -> Sequence[Fact]:
    if journey.stage not in BEFORE_SIGNED:
        raise not_here(journey)
    check_kasi(journey.hands, command.by.id)
    refuse_while_signing(journey)
    proposal = journey.proposal
    if proposal is None:
        raise NotProposed
    if proposal.by.id == command.by.id:
        raise SameHands(officer=command.by.id, did="proposal")
    match command:
        case Reject():
            refuse_from_signing_on(journey)
            return [
                BerkasRejected(
                    berkas_id=journey.berkas_id,
                    reason=command.reason,
                    proposed_by=proposal.by,
                    note=command.note,
                    by=command.by,
                    occurred_at=command.now,
                )
            ]
        case DismissRejection():
            return [
                RejectionDismissed(
                    berkas_id=journey.berkas_id, note=command.note, by=command.by, occurred_at=command.now
                )
            ]


def _declined(command: Decline, journey: Journey) -> SigningDeclined:
    document = _unsigned(journey, command.document_id)
    return SigningDeclined(
        berkas_id=journey.berkas_id,
        document_id=document.id,
        reason=command.reason,
        note=command.note,
        by=command.by,
        occurred_at=command.now,
    )


def _started(command: StartSigning, journey: Journey) -> SigningStarted:
    document = _unsigned(journey, command.document_id)
    check_signer(journey.hands, command.by.id)
    if not command.appointed:
        raise NotAppointed(officer=command.by.id)
    return SigningStarted(
        berkas_id=journey.berkas_id,
        document_id=document.id,
        attempt=document.attempt + 1,
        revision=document.revision,
        signer=command.by.id,
        by=command.by,
        occurred_at=command.now,
    )


def _outcome(command: OutcomeCommand, journey: Journey) -> Fact:
    """An attempt's outcome is recorded wherever the berkas lies: what the world did cannot be refused."""
    document = _document(journey, command.document_id)
    if document.signed:
        raise _already(document.signed)
    if not document.signing_under_way or document.attempt != command.attempt:
        raise NoSuchAttempt(document_id=document.id, attempt=command.attempt)
    berkas_id, by, now = journey.berkas_id, command.by, command.now
    match command:
        case RecordSigned():
            check_signer(journey.hands, command.signer)
            return DocumentSigned(
                berkas_id=berkas_id,
                document_id=document.id,
                attempt=command.attempt,
                pdf=command.pdf,
                signer=command.signer,
                signed_at=command.signed_at,
                evidence=Evidence.EMBEDDED,
                code=command.code,
                content_sha256=command.content_sha256,
                certificate=command.certificate,
                by=by,
                occurred_at=now,
            )
        case RecordFailed():
            return SigningFailed(
                berkas_id=berkas_id,
                document_id=document.id,
                attempt=command.attempt,
                failure=command.failure,
                by=by,
                occurred_at=now,
            )
        case RecordUnknown():
            return SigningOutcomeUnknown(
                berkas_id=berkas_id, document_id=document.id, attempt=command.attempt, by=by, occurred_at=now
            )


def _imported(command: ImportSigned, journey: Journey) -> Sequence[Fact]:
    """Importing is not an act under rule 2: the hands that count are the signer's (`by` only recorded it)."""
    document = _unsigned(journey, command.document_id)
    check_signer(journey.hands, command.signer)
    berkas_id, by, now = journey.berkas_id, command.by, command.now
    return [
        DocumentImported(
            berkas_id=berkas_id,
            document_id=document.id,
            pdf=command.pdf,
            evidence=command.evidence,
            by=by,
            occurred_at=now,
        ),
        DocumentSigned(
            berkas_id=berkas_id,
            document_id=document.id,
            pdf=command.pdf,
            signer=command.signer,
            signed_at=command.signed_at,
            evidence=command.evidence,
            code=command.code,
            certificate=command.certificate,
            by=by,
            occurred_at=now,
        ),
    ]


def _document(journey: Journey, document_id: DocumentId) -> DocumentProgress:
    document = journey.document(document_id)
    if document is None:
        raise NoSuchDocument(document_id=document_id)
    return document


def _unsigned(journey: Journey, document_id: DocumentId) -> DocumentProgress:
    document = _document(journey, document_id)
    if document.signed:
        raise _already(document.signed)
    if document.signing_under_way:
        raise SigningUnderWay(document_id=document.id)
    return document


def _already(signed: DocumentSigned) -> AlreadySigned:
    return AlreadySigned(document_id=signed.document_id, by=signed.signer, at=signed.signed_at)


SIGNING = Decider(
    initial=Elsewhere(Journey()),
    decide=decide,
    evolve=evolve,
    facts=JOURNEY_FACTS,
    changes=(
        BerkasSupplemented,
        LayananChanged,
        PhotoAttached,
        PhotoUnreadable,
        SiakEntered,
        DraftPrinted,
        DraftReturned,
        SigningDeclined,
    ),
)
