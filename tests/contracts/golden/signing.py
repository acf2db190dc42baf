"""One of each fact the signing desk says."""

from __future__ import annotations

from datetime import date

from shared.contracts.fact import Fact
from shared.contracts.signing import (
    BerkasRejected,
    DocumentImported,
    DocumentRevoked,
    DocumentSigned,
    DocumentSuperseded,
    DraftReturned,
    DraftValidated,
    FieldFault,
    RejectionDismissed,
    SignerAppointed,
    SignerBack,
    SignerUnavailable,
    SigningDeclined,
    SigningFailed,
    SigningOutcomeUnknown,
    SigningRequested,
    SigningRequestWithdrawn,
    SigningStarted,
)
from shared.contracts.vocabulary import (
    DeclineReason,
    Desk,
    DocumentId,
    DraftReturnReason,
    Evidence,
    OfficerId,
    RejectReason,
    SignerTitle,
    SigningFailure,
)
from tests.contracts.golden.head import DOCUMENT, NOON, OF_BERKAS, OF_DOCUMENT, OF_OFFICE, SITI, blob, note

YENI = OfficerId("yeni")
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

EXAMPLES: tuple[Fact, ...] = (
    DraftValidated(**OF_DOCUMENT, revision=2, level=2),
    DraftReturned(
        **OF_BERKAS,
        to=Desk.ENTRY,
        faults=(FieldFault(field="nama", reason=DraftReturnReason.TYPO, note=note()),),
        document_id=DOCUMENT,
    ),
    BerkasRejected(**OF_BERKAS, reason=RejectReason.NOT_OUR_OFFICE, proposed_by=SITI, note=note()),
    RejectionDismissed(**OF_BERKAS, note=note()),
    SigningRequested(**OF_DOCUMENT, revision=2),
    SigningRequestWithdrawn(**OF_DOCUMENT),
    SigningDeclined(**OF_DOCUMENT, reason=DeclineReason.NOT_CONVINCED, note=note()),
    SigningStarted(**OF_DOCUMENT, attempt=1, revision=2, signer=YENI),
    SigningFailed(**OF_DOCUMENT, attempt=1, failure=SigningFailure.WRONG_PASSPHRASE),
    SigningOutcomeUnknown(**OF_DOCUMENT, attempt=1),
    DocumentImported(**OF_DOCUMENT, pdf=blob("application/pdf"), evidence=Evidence.CEK_IKD),
    DocumentSigned(
        **OF_DOCUMENT,
        pdf=blob("application/pdf"),
        signer=YENI,
        signed_at=NOON,
        evidence=Evidence.EMBEDDED,
        code="7K3M9P2Q4RWX",
        attempt=1,
        content_sha256=DIGEST,
        certificate=DIGEST,
    ),
    DocumentSuperseded(**OF_DOCUMENT, replaced_by=DocumentId("b1c2d3e4-f5a6-5b77-8c88-9d0e1f2a3b44"), note=note()),
    DocumentRevoked(**OF_DOCUMENT, note=note()),
    SignerAppointed(
        **OF_OFFICE,
        officer=YENI,
        title=SignerTitle.PLT,
        since=date(2026, 1, 1),
        until=date(2026, 6, 30),
        certificate=DIGEST,
    ),
    SignerUnavailable(**OF_OFFICE, note=note()),
    SignerBack(**OF_OFFICE),
)
