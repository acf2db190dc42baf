"""What does a valid fact look like when a test does not care? One small function per fact.

Each takes `berkas=`, `by=` and `at=`, and defaults to the berkas, the officer and the noon of people.py.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from shared.contracts.any_desk import RejectionProposed
from shared.contracts.delivery import (
    ApplicantInformed,
    BerkasClosed,
    DocumentHandedOver,
    DocumentPrinted,
    DocumentReceived,
    DocumentSent,
)
from shared.contracts.entry import DraftPrinted, EntryReturned, SiakBack, SiakCancelled, SiakDown, SiakEntered
from shared.contracts.fact import By, system
from shared.contracts.intake import (
    BerkasFoundComplete,
    BerkasFoundIncomplete,
    BerkasLapsed,
    BerkasMerged,
    BerkasReceived,
    BerkasReopened,
    BerkasSupplemented,
    BerkasWithdrawn,
    LayananChanged,
    PhotoAttached,
    PhotoFetched,
    PhotoPage,
    PhotosPrinted,
    PhotoUnreadable,
    PrintSkipped,
    SenderRelationRecorded,
)
from shared.contracts.shapes import Lack, PlannedDocument
from shared.contracts.signing import (
    BerkasRejected,
    DocumentImported,
    DocumentSigned,
    DraftReturned,
    DraftValidated,
    FieldFault,
    RejectionDismissed,
    SignerBack,
    SignerUnavailable,
    SigningDeclined,
    SigningFailed,
    SigningOutcomeUnknown,
    SigningRequested,
    SigningRequestWithdrawn,
    SigningStarted,
)
from shared.contracts.verification import BerkasReturned, BerkasVerified, PaperJudged
from shared.contracts.vocabulary import (
    BerkasId,
    Channel,
    CloseReason,
    DeclineReason,
    Desk,
    DraftReturnReason,
    EntryReturnReason,
    Evidence,
    FactId,
    Layanan,
    MessageId,
    MessageKind,
    Paper,
    PaperVerdict,
    PhotoId,
    Place,
    PrintSkipReason,
    ReceiptProof,
    RejectReason,
    SenderRelation,
    SigningFailure,
    TellingChannel,
    UnreadableReason,
    Variant,
    WithdrawReason,
)
from tests.support.people import (
    BERKAS,
    BIRTH_PAPERS,
    BUDI,
    HASAN,
    KUTIPAN,
    NO_BIRTH_LETTER,
    NOMOR,
    NOON,
    PHOTO,
    RECEIVER,
    RINA,
    SENDER,
    SITI,
    TODAY,
    TRACKING,
    UJANG,
    YENI,
    blob,
    made_up,
    sealed,
)

DEADLINE = date(2026, 3, 16)


class Told(TypedDict, total=False):
    """What every builder takes."""

    berkas: BerkasId
    by: By
    at: datetime


class _Office(TypedDict):
    by: By
    occurred_at: datetime


class _Berkas(_Office):
    berkas_id: BerkasId


def _office(told: Told, by: By) -> _Office:
    return _Office(by=told.get("by", by), occurred_at=told.get("at", NOON))


def _berkas(told: Told, by: By) -> _Berkas:
    return _Berkas(**_office(told, by), berkas_id=told.get("berkas", BERKAS))


# ---------------------------------------------------------------- intake


def received(
    *,
    layanan: Layanan = Layanan.AKTA_KELAHIRAN,
    variant: Variant = Variant.KELAHIRAN,
    channel: Channel = Channel.WHATSAPP,
    photos: tuple[PhotoId, ...] = (PHOTO,),
    arrived_on: date = TODAY,
    legal_day: date | None = None,
    **told: Unpack[Told],
) -> BerkasReceived:
    return BerkasReceived(
        **_berkas(told, RINA),
        nomor=NOMOR,
        tracking=sealed(TRACKING),
        channel=channel,
        layanan=layanan,
        variant=variant,
        sender=sealed(SENDER),
        arrived_on=arrived_on,
        catalogue="2024-10-07",
        photos=photos,
        legal_day=legal_day,
    )


def supplemented(*photos: PhotoId, **told: Unpack[Told]) -> BerkasSupplemented:
    return BerkasSupplemented(**_berkas(told, RINA), photos=photos or (PhotoId(made_up("second photo")),))


def fetched(photo: PhotoId = PHOTO, *, content: str = "photo", **told: Unpack[Told]) -> PhotoFetched:
    page = PhotoPage(
        upright=blob(f"{content} upright", "image/jpeg"),
        thumbnail=blob(f"{content} small", "image/jpeg"),
        width=1200,
        height=1600,
    )
    return PhotoFetched(**_berkas(told, RINA), photo_id=photo, original=blob(content, "image/jpeg"), pages=(page,))


def unreadable(
    photo: PhotoId = PHOTO, reason: UnreadableReason = UnreadableReason.BLURRED, **told: Unpack[Told]
) -> PhotoUnreadable:
    return PhotoUnreadable(**_berkas(told, RINA), photo_id=photo, reason=reason)


def attached(paper: Paper, photo: PhotoId = PHOTO, **told: Unpack[Told]) -> PhotoAttached:
    return PhotoAttached(**_berkas(told, RINA), photo_id=photo, paper=paper)


def printed(**told: Unpack[Told]) -> PhotosPrinted:
    return PhotosPrinted(**_berkas(told, RINA), sheet=blob("print sheet"), pages=2)


def print_skipped(reason: PrintSkipReason = PrintSkipReason.PRINTER_BROKEN, **told: Unpack[Told]) -> PrintSkipped:
    return PrintSkipped(**_berkas(told, RINA), reason=reason)


def found_incomplete(*lacks: Lack, deadline: date = DEADLINE, **told: Unpack[Told]) -> BerkasFoundIncomplete:
    return BerkasFoundIncomplete(**_berkas(told, RINA), lacks=lacks or (NO_BIRTH_LETTER,), deadline=deadline)


def found_complete(*papers: Paper, legal_day: date | None = None, **told: Unpack[Told]) -> BerkasFoundComplete:
    return BerkasFoundComplete(**_berkas(told, RINA), papers=papers or BIRTH_PAPERS, legal_day=legal_day)


def layanan_changed(
    layanan: Layanan = Layanan.KK, variant: Variant = Variant.KK_PERUBAHAN, **told: Unpack[Told]
) -> LayananChanged:
    return LayananChanged(**_berkas(told, RINA), layanan=layanan, variant=variant)


def withdrawn(reason: WithdrawReason = WithdrawReason.ASKED, **told: Unpack[Told]) -> BerkasWithdrawn:
    return BerkasWithdrawn(**_berkas(told, RINA), reason=reason)


def lapsed(*, told_at: datetime = NOON, **told: Unpack[Told]) -> BerkasLapsed:
    return BerkasLapsed(**_berkas(told, system(Desk.INTAKE)), told_at=told_at)


def reopened(**told: Unpack[Told]) -> BerkasReopened:
    return BerkasReopened(**_berkas(told, RINA))


def merged(into: BerkasId, **told: Unpack[Told]) -> BerkasMerged:
    return BerkasMerged(**_berkas(told, RINA), into=into)


def relation_recorded(relation: SenderRelation = SenderRelation.SELF, **told: Unpack[Told]) -> SenderRelationRecorded:
    return SenderRelationRecorded(**_berkas(told, RINA), relation=relation)


# ---------------------------------------------------------------- verification


def judged(paper: Paper, verdict: PaperVerdict = PaperVerdict.GOOD, **told: Unpack[Told]) -> PaperJudged:
    return PaperJudged(**_berkas(told, SITI), paper=paper, verdict=verdict)


def verified(*papers: Paper, legal_day: date | None = None, **told: Unpack[Told]) -> BerkasVerified:
    return BerkasVerified(**_berkas(told, SITI), papers=papers or BIRTH_PAPERS, legal_day=legal_day)


def returned(*lacks: Lack, deadline: date = DEADLINE, **told: Unpack[Told]) -> BerkasReturned:
    return BerkasReturned(**_berkas(told, SITI), lacks=lacks or (NO_BIRTH_LETTER,), deadline=deadline)


# ---------------------------------------------------------------- entry


def siak_entered(*documents: PlannedDocument, **told: Unpack[Told]) -> SiakEntered:
    """Typed into SIAK; plans the Kutipan alone unless told otherwise."""
    return SiakEntered(
        **_berkas(told, BUDI),
        siak_number=sealed("1308-0001"),
        documents=documents or (KUTIPAN,),
        from_papers=BIRTH_PAPERS,
    )


def siak_cancelled(**told: Unpack[Told]) -> SiakCancelled:
    return SiakCancelled(**_berkas(told, BUDI), note=sealed("dibatalkan di SIAK"))


def entry_returned(
    to: Desk = Desk.INTAKE,
    *lacks: Lack,
    reason: EntryReturnReason = EntryReturnReason.PAPER_MISSING,
    **told: Unpack[Told],
) -> EntryReturned:
    return EntryReturned(**_berkas(told, BUDI), to=to, reason=reason, lacks=lacks or (NO_BIRTH_LETTER,))


def draft_printed(document: PlannedDocument = KUTIPAN, *, revision: int = 1, **told: Unpack[Told]) -> DraftPrinted:
    return DraftPrinted(
        **_berkas(told, BUDI),
        document_id=document.document_id,
        revision=revision,
        draft=blob(f"draft {document.kind} {revision}"),
        data=sealed({"nama": "Upik Contoh"}),
    )


def siak_down(**told: Unpack[Told]) -> SiakDown:
    return SiakDown(**_office(told, BUDI))


def siak_back(**told: Unpack[Told]) -> SiakBack:
    return SiakBack(**_office(told, BUDI))


# ---------------------------------------------------------------- signing


def draft_validated(
    document: PlannedDocument = KUTIPAN, *, revision: int = 1, level: int = 1, **told: Unpack[Told]
) -> DraftValidated:
    return DraftValidated(**_berkas(told, HASAN), document_id=document.document_id, revision=revision, level=level)


def draft_returned(
    document: PlannedDocument | None = KUTIPAN, *faults: FieldFault, to: Desk = Desk.ENTRY, **told: Unpack[Told]
) -> DraftReturned:
    return DraftReturned(
        **_berkas(told, HASAN),
        to=to,
        faults=faults or (FieldFault(field="nama", reason=DraftReturnReason.TYPO),),
        document_id=document.document_id if document else None,
    )


def rejection_proposed(
    desk: Desk = Desk.VERIFICATION, reason: RejectReason = RejectReason.AKTA_EXISTS, **told: Unpack[Told]
) -> RejectionProposed:
    return RejectionProposed(**_berkas(told, SITI), desk=desk, reason=reason, note=sealed("akta sudah ada"))


def rejection_dismissed(**told: Unpack[Told]) -> RejectionDismissed:
    return RejectionDismissed(**_berkas(told, HASAN))


def rejected(reason: RejectReason = RejectReason.AKTA_EXISTS, **told: Unpack[Told]) -> BerkasRejected:
    return BerkasRejected(**_berkas(told, HASAN), reason=reason, proposed_by=SITI, note=sealed("akta sudah ada"))


def signing_requested(
    document: PlannedDocument = KUTIPAN, *, revision: int = 1, **told: Unpack[Told]
) -> SigningRequested:
    return SigningRequested(**_berkas(told, HASAN), document_id=document.document_id, revision=revision)


def signing_request_withdrawn(document: PlannedDocument = KUTIPAN, **told: Unpack[Told]) -> SigningRequestWithdrawn:
    return SigningRequestWithdrawn(**_berkas(told, HASAN), document_id=document.document_id)


def signing_declined(
    document: PlannedDocument = KUTIPAN, reason: DeclineReason = DeclineReason.DATA_WRONG, **told: Unpack[Told]
) -> SigningDeclined:
    return SigningDeclined(**_berkas(told, YENI), document_id=document.document_id, reason=reason)


def signing_started(
    document: PlannedDocument = KUTIPAN,
    *,
    attempt: int = 1,
    revision: int = 1,
    signer: By = YENI,
    **told: Unpack[Told],
) -> SigningStarted:
    return SigningStarted(
        **_berkas(told, YENI),
        document_id=document.document_id,
        attempt=attempt,
        revision=revision,
        signer=signer.id,
    )


def signing_failed(
    document: PlannedDocument = KUTIPAN,
    failure: SigningFailure = SigningFailure.NOT_REACHED,
    *,
    attempt: int = 1,
    **told: Unpack[Told],
) -> SigningFailed:
    return SigningFailed(**_berkas(told, YENI), document_id=document.document_id, attempt=attempt, failure=failure)


def signing_outcome_unknown(
    document: PlannedDocument = KUTIPAN, *, attempt: int = 1, **told: Unpack[Told]
) -> SigningOutcomeUnknown:
    return SigningOutcomeUnknown(**_berkas(told, YENI), document_id=document.document_id, attempt=attempt)


def document_imported(document: PlannedDocument = KUTIPAN, **told: Unpack[Told]) -> DocumentImported:
    return DocumentImported(
        **_berkas(told, BUDI),
        document_id=document.document_id,
        pdf=blob(f"signed {document.kind}"),
        evidence=Evidence.EMBEDDED,
    )


def document_signed(
    document: PlannedDocument = KUTIPAN, *, signer: By = YENI, attempt: int | None = None, **told: Unpack[Told]
) -> DocumentSigned:
    head = _berkas(told, YENI)
    return DocumentSigned(
        **head,
        document_id=document.document_id,
        pdf=blob(f"signed {document.kind}"),
        signer=signer.id,
        signed_at=head["occurred_at"],
        evidence=Evidence.EMBEDDED,
        code=document.document_id[:13],
        attempt=attempt,
    )


def signer_unavailable(**told: Unpack[Told]) -> SignerUnavailable:
    return SignerUnavailable(**_office(told, HASAN))


def signer_back(**told: Unpack[Told]) -> SignerBack:
    return SignerBack(**_office(told, HASAN))


# ---------------------------------------------------------------- delivery


def informed(
    kind: MessageKind = MessageKind.BERKAS_BELUM_LENGKAP,
    *,
    about: FactId | None = None,
    channel: TellingChannel = TellingChannel.WHATSAPP,
    **told: Unpack[Told],
) -> ApplicantInformed:
    return ApplicantInformed(
        **_berkas(told, RINA),
        message_id=MessageId(made_up(f"message {kind}")),
        kind=kind,
        about=about or FactId(made_up("the fact told about")),
        channel=channel,
    )


def document_sent(document: PlannedDocument = KUTIPAN, **told: Unpack[Told]) -> DocumentSent:
    return DocumentSent(**_berkas(told, system(Desk.DELIVERY)), document_id=document.document_id)


def document_received(
    document: PlannedDocument = KUTIPAN, proof: ReceiptProof = ReceiptProof.BUTTON, **told: Unpack[Told]
) -> DocumentReceived:
    return DocumentReceived(**_berkas(told, system(Desk.DELIVERY)), document_id=document.document_id, proof=proof)


def document_printed(
    document: PlannedDocument = KUTIPAN, place: Place = Place.PETUGAS_KHUSUS, **told: Unpack[Told]
) -> DocumentPrinted:
    return DocumentPrinted(**_berkas(told, UJANG), document_id=document.document_id, place=place)


def handed_over(document: PlannedDocument = KUTIPAN, **told: Unpack[Told]) -> DocumentHandedOver:
    return DocumentHandedOver(
        **_berkas(told, UJANG),
        document_id=document.document_id,
        receiver=sealed(RECEIVER),
        relation=SenderRelation.SELF,
        place=Place.PETUGAS_KHUSUS,
    )


def closed(reason: CloseReason = CloseReason.RECEIVED, **told: Unpack[Told]) -> BerkasClosed:
    return BerkasClosed(**_berkas(told, system(Desk.DELIVERY)), reason=reason)
