"""What may the Kasi and the Kadis be asked about a berkas, and why may the desk refuse?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from shared.contracts.fact import BlobRef
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take
from shared.contracts.shapes import Text
from shared.contracts.signing import FieldFault
from shared.contracts.vocabulary import (
    DeclineReason,
    Desk,
    DocumentId,
    Evidence,
    OfficerId,
    RejectReason,
    SigningFailure,
)
from shared.decider import Command, Judgement
from shared.errors import Refused


class NoSuchDocument(Refused):
    """This berkas has no such document."""  # document_id


class NoContent(Refused):
    """Nothing was drawn that could be signed here: the document is SIAK's."""  # document_id


class OtherRevision(Refused):
    """A newer draft stands than the one that was looked at."""  # document_id, revision: int


class AlreadyValidated(Refused):
    """This level of validation is done."""  # document_id, level: int


class NotValidated(Refused):
    """The draft is not validated at every level yet."""  # document_id


class NoFaults(Refused):
    """Sending a draft back names at least one field and its reason."""


class NotProposed(Refused):
    """No desk has proposed to reject this application."""


class NotAppointed(Refused):
    """This officer is not appointed to sign on this day."""  # officer


class AlreadySigned(Refused):
    """This document is signed."""  # document_id, by: OfficerId, at: datetime


class NoSuchAttempt(Refused):
    """No such attempt to sign waits for its outcome."""  # document_id, attempt: int


class NotAccepted(Refused):
    """The signature of this PDF does not prove that the document is signed."""  # why: str


class NotSigned(Refused):
    """Only a signed document is superseded or revoked."""  # document_id


# ---------------------------------------------------------------- the Kasi

ReturnedTo: TypeAlias = Literal[Desk.ENTRY, Desk.VERIFICATION, Desk.INTAKE]
"""Every desk before this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validate(Judgement):
    """Find a revision right, at the next level of `levels` (one or two, the office's setting)."""

    document_id: DocumentId
    revision: int
    levels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDraft(Judgement):
    """Send a draft (None: all) back, with a reason per field."""

    to: ReturnedTo
    faults: tuple[FieldFault, ...]
    document_id: DocumentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSigning(Judgement):
    """Ask the signer to sign; every level of validation is done."""

    document_id: DocumentId
    levels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRequest(Command):
    """Take the request back before the signer acted."""

    document_id: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(Judgement):
    """Confirm a proposal to reject the application."""

    reason: RejectReason
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissRejection(Judgement):
    """Do not follow the proposal to reject."""

    note: Text | None = None


# ---------------------------------------------------------------- the signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Judgement):
    """Do not sign: back to the Kasi."""

    document_id: DocumentId
    reason: DeclineReason
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSigning(Judgement):
    """Begin an attempt; `appointed`: the appointment on record covers this officer and this day."""

    document_id: DocumentId
    appointed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSigned(Command):
    """The authority answered with a signed PDF, and it was checked. Resolves an unknown outcome as well."""

    document_id: DocumentId
    attempt: int
    pdf: BlobRef
    signer: OfficerId
    signed_at: datetime
    code: str
    content_sha256: str
    certificate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFailed(Command):
    """The attempt certainly left no signature."""

    document_id: DocumentId
    attempt: int
    failure: SigningFailure


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordUnknown(Command):
    """Nobody knows whether the attempt left a signature."""

    document_id: DocumentId
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutSignature(Command):
    """A person made sure that an unknown attempt left no signature: it may be tried again."""

    document_id: DocumentId
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSigned(Command):
    """A PDF signed inside SIAK, checked: `signer` is whom its certificate (or the IKD check) names."""

    document_id: DocumentId
    pdf: BlobRef
    evidence: Evidence
    signer: OfficerId
    signed_at: datetime
    code: str
    certificate: str | None = None


# ---------------------------------------------------------------- afterwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersede(Command):
    """A newer signed document, of this berkas or another, replaces this one."""

    document_id: DocumentId
    replaced_by: DocumentId
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoke(Command):
    """This signed document counts no more."""

    document_id: DocumentId
    note: Text


KasiCommand: TypeAlias = Validate | ReturnDraft | RequestSigning | WithdrawRequest
ProposalCommand: TypeAlias = Reject | DismissRejection
SignerCommand: TypeAlias = Decline | StartSigning | ImportSigned
OutcomeCommand: TypeAlias = RecordSigned | RecordFailed | RecordUnknown | RuleOutSignature
AfterwardsCommand: TypeAlias = Supersede | Revoke
HoldCommand: TypeAlias = Take | Release | AddNote | ProposeRejection
SigningCommand: TypeAlias = (
    KasiCommand | ProposalCommand | SignerCommand | OutcomeCommand | AfterwardsCommand | HoldCommand
)
