"""Is each document signed? Declined, or tried and its outcome recorded, or imported as SIAK signed it (SOP step 7)."""

from __future__ import annotations

from collections.abc import Sequence

from services.signing.decisions.commands import (
    Decline,
    ImportSigned,
    NoSuchAttempt,
    NotAppointed,
    OutcomeCommand,
    RecordFailed,
    RecordSigned,
    RecordUnknown,
    RuleOutSignature,
    SignerCommand,
    StartSigning,
)
from services.signing.decisions.documents import already, document_of, unsigned
from shared.contracts.fact import Fact
from shared.contracts.rules.hands import check_signer
from shared.contracts.rules.journey import DocumentProgress, Journey, SigningUnderWay
from shared.contracts.signing import (
    DocumentImported,
    DocumentSigned,
    SigningDeclined,
    SigningFailed,
    SigningOutcomeUnknown,
    SigningStarted,
)
from shared.contracts.vocabulary import Evidence, SigningFailure


def decide_as_signer(command: SignerCommand, journey: Journey) -> Sequence[Fact]:
    match command:
        case Decline():
            return [_declined(command, journey)]
        case StartSigning():
            return [_started(command, journey)]
        case ImportSigned():
            return _imported(command, journey)


def _declined(command: Decline, journey: Journey) -> SigningDeclined:
    document = unsigned(journey, command.document_id)
    check_signer(journey.hands, command.by.id)
    return SigningDeclined(
        berkas_id=journey.berkas_id,
        document_id=document.id,
        reason=command.reason,
        note=command.note,
        by=command.by,
        occurred_at=command.now,
    )


def _started(command: StartSigning, journey: Journey) -> SigningStarted:
    document = unsigned(journey, command.document_id)
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


def _imported(command: ImportSigned, journey: Journey) -> Sequence[Fact]:
    """Importing is not an act under rule 2: the hands that count are the signer's (`by` only recorded it).

    It also resolves an unknown outcome: the signed document was found after all.
    """
    document = document_of(journey, command.document_id)
    if document.signed:
        raise already(document.signed)
    if document.open_attempt:
        raise SigningUnderWay(document_id=document.id)
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


def record_outcome(command: OutcomeCommand, journey: Journey) -> Sequence[Fact]:
    """An attempt's outcome is recorded wherever the berkas lies: what the world did cannot be refused."""
    document = _waiting(journey, command)
    match command:
        case RecordSigned():
            return [_signed(command, journey)]
        case RecordFailed():
            return [_failed(command, journey, command.failure)]
        case RecordUnknown():
            return [] if document.unknown else [_unknown(command, journey)]
        case RuleOutSignature():
            if document.open_attempt:
                raise SigningUnderWay(document_id=document.id)
            return [_failed(command, journey, SigningFailure.NOT_REACHED)]


def _waiting(journey: Journey, command: OutcomeCommand) -> DocumentProgress:
    """The document whose attempt waits for this outcome."""
    document = document_of(journey, command.document_id)
    if document.signed:
        raise already(document.signed)
    if not document.signing_under_way or document.attempt != command.attempt:
        raise NoSuchAttempt(document_id=document.id, attempt=command.attempt)
    return document


def _signed(command: RecordSigned, journey: Journey) -> DocumentSigned:
    check_signer(journey.hands, command.signer)
    return DocumentSigned(
        berkas_id=journey.berkas_id,
        document_id=command.document_id,
        attempt=command.attempt,
        pdf=command.pdf,
        signer=command.signer,
        signed_at=command.signed_at,
        evidence=Evidence.EMBEDDED,
        code=command.code,
        content_sha256=command.content_sha256,
        certificate=command.certificate,
        by=command.by,
        occurred_at=command.now,
    )


def _failed(command: RecordFailed | RuleOutSignature, journey: Journey, failure: SigningFailure) -> SigningFailed:
    return SigningFailed(
        berkas_id=journey.berkas_id,
        document_id=command.document_id,
        attempt=command.attempt,
        failure=failure,
        by=command.by,
        occurred_at=command.now,
    )


def _unknown(command: RecordUnknown, journey: Journey) -> SigningOutcomeUnknown:
    return SigningOutcomeUnknown(
        berkas_id=journey.berkas_id,
        document_id=command.document_id,
        attempt=command.attempt,
        by=command.by,
        occurred_at=command.now,
    )
