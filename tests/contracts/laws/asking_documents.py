"""What may entry and signing be asked, by whom, with what?"""

from __future__ import annotations

from services.entry.decisions import commands as entry
from services.signing.decisions import commands as signing
from shared.contracts.fact import system
from shared.contracts.shapes import PlannedDocument
from shared.contracts.signing import FieldFault
from shared.contracts.vocabulary import (
    DeclineReason,
    Desk,
    DocumentId,
    DraftReturnReason,
    EntryReturnReason,
    Evidence,
    IdentityVerdict,
    RejectReason,
    SigningFailure,
)
from tests.contracts.laws.asking_papers import combined, until
from tests.contracts.laws.office import ENTERERS, KASI, SIGNERS, Asking
from tests.support.people import (
    BIRTH_PAPERS,
    BUDI,
    HASAN,
    KARTU,
    KUTIPAN,
    NO_BIRTH_LETTER,
    blob,
    sealed,
)

PLANS: tuple[tuple[PlannedDocument, ...], ...] = ((KUTIPAN,), (KUTIPAN, KARTU), (KUTIPAN, KARTU), (KARTU,))


def any_document(a: Asking) -> DocumentId:
    document = a.document()
    return document.id if document else KUTIPAN.document_id


def _attempt(a: Asking) -> tuple[DocumentId, int]:
    """Mostly one that waits for its outcome."""
    waiting = [document for document in a.journey.documents if document.signing_under_way]
    document = a.chance.choice(waiting) if waiting else a.document()
    if document is None:
        return KUTIPAN.document_id, 1
    return document.id, document.attempt - a.rarely()


# ---------------------------------------------------------------- entry


def record_identity(a: Asking) -> entry.RecordIdentity:
    return entry.RecordIdentity(**a.head(*ENTERERS), verdict=a.chance.choice(list(IdentityVerdict)))


def enter_into_siak(a: Asking) -> entry.EnterIntoSiak:
    head = a.head(*ENTERERS)
    return entry.EnterIntoSiak(
        **head,
        seen=a.seen(),
        siak_number=sealed("1308-0001"),
        documents=a.chance.choice(PLANS),
        from_papers=BIRTH_PAPERS,
        combined=combined(a, head["by"]),
    )


def print_draft(a: Asking) -> entry.PrintDraft:
    """Mostly of a document that has no draft yet."""
    head = a.head(*ENTERERS)
    bare = [document for document in a.journey.documents if not document.drafted and not document.signed]
    document = a.chance.choice(bare) if bare and not a.rarely() else a.document()
    return entry.PrintDraft(
        **head,
        seen=a.seen(),
        document_id=document.id if document else KUTIPAN.document_id,
        revision=(document.revision if document else 0) + 1,
        draft=blob("draft"),
        data=sealed({"nama": "Upik Contoh"}),
        combined=combined(a, head["by"]),
    )


def return_entry(a: Asking) -> entry.ReturnEntry:
    head = a.head(*ENTERERS)
    return entry.ReturnEntry(
        **head,
        seen=a.seen(),
        to=a.chance.choice((Desk.INTAKE, Desk.VERIFICATION)),
        reason=a.chance.choice(list(EntryReturnReason)),
        lacks=(NO_BIRTH_LETTER,),
        deadline=until(a),
        combined=combined(a, head["by"]),
    )


def cancel_siak(a: Asking) -> entry.CancelSiak:
    return entry.CancelSiak(**a.head(*ENTERERS), note=sealed("dibatalkan"))


def ask_data_check(a: Asking) -> entry.AskDataCheck:
    return entry.AskDataCheck(**a.head(BUDI), document_id=any_document(a), until=until(a))


def confirm_data(a: Asking) -> entry.ConfirmData:
    return entry.ConfirmData(**a.head(BUDI), document_id=any_document(a))


def dispute_data(a: Asking) -> entry.DisputeData:
    return entry.DisputeData(**a.head(BUDI), document_id=any_document(a), note=sealed("nama salah"))


# ---------------------------------------------------------------- signing


def validate(a: Asking) -> signing.Validate:
    """Mostly a document that is not validated at every level yet."""
    levels = a.office.levels
    open_ones = [one for one in a.journey.documents if one.validated < levels and not one.signed]
    document = a.chance.choice(open_ones) if open_ones else a.document()
    return signing.Validate(
        **a.head(*KASI),
        seen=a.seen(),
        document_id=document.id if document else KUTIPAN.document_id,
        revision=(document.revision if document else 1) - a.rarely(),
        levels=levels,
    )


def request_signing(a: Asking) -> signing.RequestSigning:
    waiting = [one for one in a.journey.documents if not one.requested and not one.signed]
    document_id = a.chance.choice(waiting).id if waiting else any_document(a)
    return signing.RequestSigning(**a.head(*KASI), seen=a.seen(), document_id=document_id, levels=a.office.levels)


def return_draft(a: Asking) -> signing.ReturnDraft:
    return signing.ReturnDraft(
        **a.head(*KASI),
        seen=a.seen(),
        to=a.chance.choice((Desk.INTAKE, Desk.VERIFICATION, Desk.ENTRY, Desk.ENTRY)),
        faults=(FieldFault(field="nama", reason=DraftReturnReason.TYPO),),
        document_id=a.chance.choice((None, any_document(a))),
    )


def withdraw_request(a: Asking) -> signing.WithdrawRequest:
    return signing.WithdrawRequest(**a.head(*KASI), document_id=any_document(a))


def reject(a: Asking) -> signing.Reject:
    return signing.Reject(
        **a.head(*KASI), seen=a.seen(), reason=RejectReason.AKTA_EXISTS, note=sealed("akta sudah ada")
    )


def dismiss_rejection(a: Asking) -> signing.DismissRejection:
    return signing.DismissRejection(**a.head(*KASI), seen=a.seen())


def decline(a: Asking) -> signing.Decline:
    return signing.Decline(
        **a.head(*SIGNERS), seen=a.seen(), document_id=any_document(a), reason=DeclineReason.NOT_CONVINCED
    )


def start_signing(a: Asking) -> signing.StartSigning:
    waiting = [one for one in a.journey.documents if not one.signed and not one.signing_under_way]
    document_id = a.chance.choice(waiting).id if waiting else any_document(a)
    return signing.StartSigning(**a.head(*SIGNERS), seen=a.seen(), document_id=document_id, appointed=not a.rarely())


def record_signed(a: Asking) -> signing.RecordSigned:
    """Whoever records it: the signer is whom the certificate names."""
    document_id, attempt = _attempt(a)
    return signing.RecordSigned(
        **a.head(*SIGNERS),
        document_id=document_id,
        attempt=attempt,
        pdf=blob("signed"),
        signer=a.head(*SIGNERS)["by"].id,
        signed_at=a.office.now,
        code="contoh",
        content_sha256="0" * 64,
        certificate="0" * 64,
    )


def record_failed(a: Asking) -> signing.RecordFailed:
    document_id, attempt = _attempt(a)
    return signing.RecordFailed(
        **a.head(*SIGNERS), document_id=document_id, attempt=attempt, failure=SigningFailure.NOT_REACHED
    )


def record_unknown(a: Asking) -> signing.RecordUnknown:
    document_id, attempt = _attempt(a)
    return signing.RecordUnknown(**a.head(system(Desk.SIGNING)), document_id=document_id, attempt=attempt)


def rule_out_signature(a: Asking) -> signing.RuleOutSignature:
    document_id, attempt = _attempt(a)
    return signing.RuleOutSignature(**a.head(*SIGNERS), document_id=document_id, attempt=attempt)


def import_signed(a: Asking) -> signing.ImportSigned:
    """Whoever imports: the signer is whom the certificate names."""
    return signing.ImportSigned(
        **a.head(BUDI, HASAN),
        document_id=any_document(a),
        pdf=blob("signed in SIAK"),
        evidence=Evidence.EMBEDDED,
        signer=a.head(*SIGNERS)["by"].id,
        signed_at=a.office.now,
        code="contoh",
    )


def supersede(a: Asking) -> signing.Supersede:
    return signing.Supersede(
        **a.head(HASAN), document_id=any_document(a), replaced_by=KARTU.document_id, note=sealed("diganti")
    )


def revoke(a: Asking) -> signing.Revoke:
    return signing.Revoke(**a.head(HASAN), document_id=any_document(a), note=sealed("dicabut"))
