"""What is asked of the signing desk in tests? Its commands, with whatever a test does not care about filled in."""

from __future__ import annotations

from services.signing.decisions.commands import (
    Decline,
    DismissRejection,
    ImportSigned,
    RecordFailed,
    RecordSigned,
    RecordUnknown,
    Reject,
    RequestSigning,
    ReturnDraft,
    ReturnedTo,
    Revoke,
    RuleOutSignature,
    StartSigning,
    Supersede,
    Validate,
    WithdrawRequest,
)
from shared.contracts.fact import By, system
from shared.contracts.shapes import PlannedDocument
from shared.contracts.signing import FieldFault
from shared.contracts.vocabulary import (
    DeclineReason,
    Desk,
    DocumentId,
    DraftReturnReason,
    Evidence,
    RejectReason,
    SigningFailure,
)
from tests.support.people import BUDI, HASAN, KUTIPAN, NOON, YENI, asked, blob, made_up, sealed

FRESH = 99
"""A screen drawn just now, whatever has happened."""

TYPO = FieldFault(field="nama", reason=DraftReturnReason.TYPO)
NEWER = DocumentId(made_up("a newer document"))


def validate(
    document: PlannedDocument = KUTIPAN,
    *,
    revision: int = 1,
    levels: int = 1,
    by: By = HASAN,
    seen: int = FRESH,
    once: str = "",
) -> Validate:
    return Validate(
        **asked(by, once=f"validate {document.kind} {revision} {by.id} {once}"),
        seen=seen,
        document_id=document.document_id,
        revision=revision,
        levels=levels,
    )


def send_back(
    document: PlannedDocument | None = KUTIPAN,
    *faults: FieldFault,
    to: ReturnedTo = Desk.ENTRY,
    by: By = HASAN,
    seen: int = FRESH,
) -> ReturnDraft:
    return ReturnDraft(
        **asked(by, once="return"),
        seen=seen,
        to=to,
        faults=faults or (TYPO,),
        document_id=document.document_id if document else None,
    )


def request(
    document: PlannedDocument = KUTIPAN, *, levels: int = 1, by: By = HASAN, seen: int = FRESH, once: str = ""
) -> RequestSigning:
    return RequestSigning(
        **asked(by, once=f"request {document.kind} {once}"),
        seen=seen,
        document_id=document.document_id,
        levels=levels,
    )


def withdraw(document: PlannedDocument = KUTIPAN, by: By = HASAN, once: str = "") -> WithdrawRequest:
    return WithdrawRequest(**asked(by, once=f"withdraw {once}"), document_id=document.document_id)


def reject(by: By = HASAN, seen: int = FRESH) -> Reject:
    return Reject(**asked(by, once="reject"), seen=seen, reason=RejectReason.AKTA_EXISTS, note=sealed("akta sudah ada"))


def dismiss(by: By = HASAN, seen: int = FRESH) -> DismissRejection:
    return DismissRejection(**asked(by, once="dismiss"), seen=seen)


def decline(document: PlannedDocument = KUTIPAN, by: By = YENI, seen: int = FRESH) -> Decline:
    return Decline(
        **asked(by, once="decline"), seen=seen, document_id=document.document_id, reason=DeclineReason.DATA_WRONG
    )


def start(
    document: PlannedDocument = KUTIPAN,
    *,
    by: By = YENI,
    appointed: bool = True,
    seen: int = FRESH,
    once: str = "",
) -> StartSigning:
    return StartSigning(
        **asked(by, once=f"start {document.kind} {by.id} {once}"),
        seen=seen,
        document_id=document.document_id,
        appointed=appointed,
    )


def signed(document: PlannedDocument = KUTIPAN, *, attempt: int = 1, by: By = YENI) -> RecordSigned:
    return RecordSigned(
        **asked(by, once=f"outcome {document.kind} {attempt}"),
        document_id=document.document_id,
        attempt=attempt,
        pdf=blob(f"signed {document.kind}"),
        signer=by.id,
        signed_at=NOON,
        code=document.document_id[:13],
        content_sha256="c" * 64,
        certificate="f" * 64,
    )


def failed(
    document: PlannedDocument = KUTIPAN,
    failure: SigningFailure = SigningFailure.NOT_REACHED,
    *,
    attempt: int = 1,
) -> RecordFailed:
    return RecordFailed(
        **asked(YENI, once=f"outcome {document.kind} {attempt}"),
        document_id=document.document_id,
        attempt=attempt,
        failure=failure,
    )


def unknown(document: PlannedDocument = KUTIPAN, *, attempt: int = 1, once: str = "") -> RecordUnknown:
    return RecordUnknown(
        **asked(system(Desk.SIGNING), once=f"unknown {attempt} {once}"),
        document_id=document.document_id,
        attempt=attempt,
    )


def rule_out(document: PlannedDocument = KUTIPAN, *, attempt: int = 1, by: By = YENI) -> RuleOutSignature:
    return RuleOutSignature(**asked(by, once="rule out"), document_id=document.document_id, attempt=attempt)


def import_signed(
    document: PlannedDocument = KUTIPAN,
    *,
    by: By = BUDI,
    signer: By = YENI,
    evidence: Evidence = Evidence.EMBEDDED,
) -> ImportSigned:
    return ImportSigned(
        **asked(by, once=f"import {document.kind}"),
        document_id=document.document_id,
        pdf=blob(f"signed {document.kind}"),
        evidence=evidence,
        signer=signer.id,
        signed_at=NOON,
        code=document.document_id[:13],
        certificate="f" * 64 if evidence is Evidence.EMBEDDED else None,
    )


def supersede(document: PlannedDocument = KUTIPAN) -> Supersede:
    return Supersede(
        **asked(YENI, once="supersede"), document_id=document.document_id, replaced_by=NEWER, note=sealed("salah nama")
    )


def revoke(document: PlannedDocument = KUTIPAN) -> Revoke:
    return Revoke(**asked(YENI, once="revoke"), document_id=document.document_id, note=sealed("salah orang"))
