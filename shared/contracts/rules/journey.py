"""Where does a berkas lie, and how far have its documents come? (rule 1's view of it)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from shared.contracts.fact import By
from shared.contracts.rules.hands import Hands
from shared.contracts.shapes import PlannedDocument
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import (
    BerkasId,
    Desk,
    DocumentId,
    Layanan,
    MessageKind,
    Paper,
    PhotoId,
    RejectReason,
    Variant,
)
from shared.errors import Refused


class NotHere(Refused):
    """The berkas is not at this desk now."""  # stage: Stage, by: By, at: datetime


class NeverCame(Refused):
    """There is no such berkas."""


class SigningUnderWay(Refused):
    """A signature is under way; this must wait for its outcome."""  # document_id


class SignedAlready(Refused):
    """One of the documents is signed; the application goes on to its end."""  # document_id


class Stage(StrEnum):
    """Where the berkas lies."""

    NOWHERE = "nowhere"
    AT_INTAKE = "at_intake"
    WITH_APPLICANT = "with_applicant"
    AT_VERIFICATION = "at_verification"
    AT_ENTRY = "at_entry"
    DRAFTING = "drafting"
    AT_KASI = "at_kasi"
    AT_SIGNER = "at_signer"
    AT_DELIVERY = "at_delivery"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    REJECTED = "rejected"
    MERGED = "merged"


ENDED = frozenset({Stage.CLOSED, Stage.WITHDRAWN, Stage.LAPSED, Stage.REJECTED, Stage.MERGED})
BEFORE_SIAK = frozenset({Stage.AT_INTAKE, Stage.WITH_APPLICANT, Stage.AT_VERIFICATION, Stage.AT_ENTRY})
BEFORE_SIGNED = BEFORE_SIAK | {Stage.DRAFTING, Stage.AT_KASI, Stage.AT_SIGNER}

NO_BERKAS = BerkasId("")

TELLS_LACKS = frozenset({MessageKind.BERKAS_BELUM_LENGKAP, MessageKind.BERKAS_PERLU_DIPERBAIKI})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProgress:
    """How far one document has come. `revision` counts the drafts made; `drafted` whether the last of them stands.

    `attempt` counts attempts to sign; `open_attempt` is the one without outcome; `unknown`: it may have signed.
    """

    plan: PlannedDocument
    revision: int = 0
    drafted: bool = False
    validated: int = 0
    validators: tuple[By, ...] = ()
    requested: bool = False
    attempt: int = 0
    open_attempt: bool = False
    unknown: bool = False
    signed: DocumentSigned | None = None

    @property
    def id(self) -> DocumentId:
        return self.plan.document_id

    @property
    def signing_under_way(self) -> bool:
        return self.open_attempt or self.unknown

    def planned_anew(self, plan: PlannedDocument) -> DocumentProgress:
        """Begun again, but no revision or attempt is ever counted twice, and what is signed stays signed."""
        return DocumentProgress(plan=plan, revision=self.revision, attempt=self.attempt, signed=self.signed)

    def redrafted(self, revision: int) -> DocumentProgress:
        return replace(self.unvalidated(), revision=revision, drafted=True)

    def undrafted(self) -> DocumentProgress:
        """The draft stands no more; a signed document needs none."""
        return self if self.signed else replace(self.unvalidated(), drafted=False)

    def unvalidated(self) -> DocumentProgress:
        return replace(self, validated=0, validators=(), requested=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A desk proposes to reject; the Kasi confirms or dismisses."""

    desk: Desk
    by: By
    reason: RejectReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A berkas as the chain of rule 1 sees it.

    `moved_by`, `moved_at`: of the fact that put it where it is. `photos`: what each readable photo shows, if known.
    `told_at`: when the applicant was told what lacks; None while she does not know. `in_siak`: an entry stands there.
    `dropped`: documents that an earlier entry planned and the last one did not; their numbers stay used.
    """

    berkas_id: BerkasId = NO_BERKAS
    stage: Stage = Stage.NOWHERE
    layanan: Layanan = Layanan.KK
    variant: Variant = Variant.KK_PERUBAHAN
    moved_by: By | None = None
    moved_at: datetime | None = None
    holders: Mapping[Desk, By] = field(default_factory=dict[Desk, By])
    photos: Mapping[PhotoId, Paper | None] = field(default_factory=dict[PhotoId, Paper | None])
    printed: bool = False
    told_at: datetime | None = None
    in_siak: bool = False
    documents: tuple[DocumentProgress, ...] = ()
    dropped: tuple[DocumentProgress, ...] = ()
    proposal: Proposal | None = None
    hands: Hands = field(default_factory=Hands)

    def document(self, document_id: DocumentId) -> DocumentProgress | None:
        return next((document for document in self.documents if document.id == document_id), None)

    @property
    def papers(self) -> frozenset[Paper]:
        return frozenset(paper for paper in self.photos.values() if paper is not None)

    @property
    def signing_under_way(self) -> bool:
        return any(document.signing_under_way for document in self.documents)


def not_here(journey: Journey) -> Refused:
    """Why a desk that the berkas is not at refuses: it never came, or it is elsewhere, and who put it there."""
    if journey.stage is Stage.NOWHERE:
        return NeverCame()
    return NotHere(stage=journey.stage, by=journey.moved_by, at=journey.moved_at)


def refuse_while_signing(journey: Journey) -> None:
    """Every step back waits for a signature's outcome."""
    for document in journey.documents:
        if document.signing_under_way:
            raise SigningUnderWay(document_id=document.id)


def refuse_from_signing_on(journey: Journey) -> None:
    """No withdrawal, lapse, merger or rejection from the first SigningStarted on, until it is resolved unsigned."""
    refuse_while_signing(journey)
    refuse_once_signed(journey)


def refuse_once_signed(journey: Journey) -> None:
    """With one document signed, the application is granted."""
    for document in journey.documents:
        if document.signed:
            raise SignedAlready(document_id=document.id)
