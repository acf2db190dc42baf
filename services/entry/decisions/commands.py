"""What may the entry desk be asked about a berkas, and why may it refuse?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from shared.contracts.entry import IdentityFinding
from shared.contracts.fact import BlobRef
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Lack, PlannedDocument, Text
from shared.contracts.vocabulary import Desk, DocumentId, EntryReturnReason, IdentityVerdict, Paper
from shared.decider import Command, Judgement
from shared.errors import Refused


class NoDocuments(Refused):
    """An entry yields at least one document."""


class SameDocumentTwice(Refused):
    """Each document is planned once."""


class NoSuchDocument(Refused):
    """This berkas has no such document."""  # document_id


class NoForm(Refused):
    """There is no form for documents of this kind; they come from SIAK."""  # kind: DocumentKind


class DraftStands(Refused):
    """The draft is validated or signed already; only the Kasi sends it back."""  # document_id


class StaleRevision(Refused):
    """The draft was made for another revision than the next one."""  # document_id, expected: int


class NoDraft(Refused):
    """The applicant is asked about data that a draft shows."""  # document_id


class NotAsked(Refused):
    """The applicant was not asked about the data of this document."""  # document_id


class NothingLacks(Refused):
    """Sending work back to the applicant names at least one paper and its reason."""


class NothingInSiak(Refused):
    """No entry in SIAK stands that could be cancelled."""


class StillNeeded(Refused):
    """The entry in SIAK is still needed: the berkas goes on."""  # stage: Stage


ReturnedTo: TypeAlias = Literal[Desk.INTAKE, Desk.VERIFICATION]
"""Intake: the applicant is told what lacks. Verification: the papers are judged again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIdentity(Command):
    """Note what the identity check said."""

    verdict: IdentityVerdict
    findings: tuple[IdentityFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterIntoSiak(Judgement):
    """Record that the application was typed into SIAK, and which documents come of it."""

    siak_number: Sealed[str]
    documents: tuple[PlannedDocument, ...]
    from_papers: tuple[Paper, ...]
    warnings: tuple[str, ...] = ()
    combined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDraft(Judgement):
    """Record the draft of one document; it was rendered as `revision`."""

    document_id: DocumentId
    revision: int
    draft: BlobRef
    data: Sealed[dict[str, object]]
    changed: tuple[str, ...] = ()
    content: BlobRef | None = None
    combined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnEntry(Judgement):
    """Send the berkas back for what only SIAK showed."""

    to: ReturnedTo
    reason: EntryReturnReason
    lacks: tuple[Lack, ...] = ()
    note: Text | None = None
    deadline: date | None = None
    combined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelSiak(Command):
    """Record that the entry in SIAK was undone."""

    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDataCheck(Command):
    """Ask the applicant whether the data of a draft are right."""

    document_id: DocumentId
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmData(Command):
    document_id: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeData(Command):
    document_id: DocumentId
    note: Text


DataCheckCommand: TypeAlias = AskDataCheck | ConfirmData | DisputeData
EntryCommand: TypeAlias = (
    RecordIdentity
    | EnterIntoSiak
    | PrintDraft
    | ReturnEntry
    | CancelSiak
    | DataCheckCommand
    | Take
    | Release
    | AddNote
    | ProposeRejection
)
