"""Which facts does the signing desk say? (SOP steps 6 and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shared.contracts.fact import BerkasFact, BlobRef, By, Fact, fact
from shared.contracts.shapes import Text
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFault:
    """What is wrong with one field of a draft (rule 3)."""

    field: str
    reason: DraftReturnReason
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningFact(BerkasFact):
    """A fact about one of the berkas's documents."""

    document_id: DocumentId

    @property
    def part(self) -> str:
        return self.document_id


@fact(Desk.SIGNING, announced=True)
class DraftValidated(SigningFact):
    """The Kasi (or, at level 2, a second one) found this revision right."""

    revision: int
    level: int = 1


@fact(Desk.SIGNING, announced=True)
class DraftReturned(BerkasFact):
    """The Kasi sends the work back to `to`, with a reason per field; no document: all drafts."""

    to: Desk
    faults: tuple[FieldFault, ...]
    document_id: DocumentId | None = None


@fact(Desk.SIGNING, announced=True)
class BerkasRejected(BerkasFact):
    """The Kasi confirmed that the application cannot be granted."""

    reason: RejectReason
    proposed_by: By
    note: Text


@fact(Desk.SIGNING)
class RejectionDismissed(BerkasFact):
    """The Kasi did not follow the proposal to reject: the work goes on where it was."""

    note: Text | None = None


@fact(Desk.SIGNING, announced=True)
class SigningRequested(SigningFact):
    """The Kasi asks the signer to sign this validated revision."""

    revision: int


@fact(Desk.SIGNING)
class SigningRequestWithdrawn(SigningFact):
    """The Kasi took the request back before the signer acted."""


@fact(Desk.SIGNING, announced=True)
class SigningDeclined(SigningFact):
    """The signer sends it back to the Kasi."""

    reason: DeclineReason
    note: Text | None = None


@fact(Desk.SIGNING)
class SigningStarted(SigningFact):
    """The attempt, recorded before the authority is called: who records it first, tries it (rule 6)."""

    attempt: int
    revision: int
    signer: OfficerId


@fact(Desk.SIGNING)
class SigningFailed(SigningFact):
    """The attempt certainly left no signature."""

    attempt: int
    failure: SigningFailure


@fact(Desk.SIGNING, announced=True)
class SigningOutcomeUnknown(SigningFact):
    """Nobody knows whether the authority signed; a person resolves it, never a retry."""

    attempt: int


@fact(Desk.SIGNING)
class DocumentImported(SigningFact):
    """A PDF signed inside SIAK was handed to us; not yet accepted as the signed document."""

    pdf: BlobRef
    evidence: Evidence


@fact(Desk.SIGNING, announced=True)
class DocumentSigned(SigningFact):
    """The document is signed, and we checked it. `signer` is whom the certificate names, `by` who recorded it.

    `content_sha256`: of the draft-free PDF that was signed (the first revision); `certificate`: SHA-256 of the
    signer's certificate (None where `evidence` is an IKD check); `code` is what the QR's address ends with.
    """

    pdf: BlobRef
    signer: OfficerId
    signed_at: datetime
    evidence: Evidence
    code: str
    attempt: int | None = None
    content_sha256: str | None = None
    certificate: str | None = None


@fact(Desk.SIGNING, announced=True)
class DocumentSuperseded(SigningFact):
    """A newer signed document replaces this one."""

    replaced_by: DocumentId
    note: Text


@fact(Desk.SIGNING, announced=True)
class DocumentRevoked(SigningFact):
    note: Text


@fact(Desk.SIGNING)
class SignerAppointed(Fact):
    """A dated appointment: definitif, Plt or Plh; `certificate` as in DocumentSigned."""

    officer: OfficerId
    title: SignerTitle
    since: date
    until: date | None = None
    certificate: str | None = None

    @property
    def part(self) -> str:
        return self.officer


@fact(Desk.SIGNING, announced=True)
class SignerUnavailable(Fact):
    """Nobody can sign: pauses the clocks of all."""

    note: Text | None = None


@fact(Desk.SIGNING, announced=True)
class SignerBack(Fact):
    """Somebody can sign again."""
