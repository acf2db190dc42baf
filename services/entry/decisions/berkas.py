"""Is the application in SIAK, and does each of its drafts stand? (SOP step 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, get_args

from services.entry.decisions.commands import (
    AskDataCheck,
    CancelSiak,
    ConfirmData,
    DisputeData,
    DraftStands,
    EnterIntoSiak,
    EntryCommand,
    NoDocuments,
    NoSuchDocument,
    NothingInSiak,
    NothingLacks,
    PrintDraft,
    RecordIdentity,
    ReturnEntry,
    SameDocumentTwice,
    StaleRevision,
    StillNeeded,
)
from services.entry.decisions.data_check import DataCheckFact, check_data
from shared.contracts.entry import (
    DataCheckAsked,
    DataConfirmed,
    DataDisputed,
    DraftPrinted,
    EntryReturned,
    IdentityChecked,
    SiakCancelled,
    SiakEntered,
)
from shared.contracts.fact import Fact
from shared.contracts.intake import BerkasSupplemented, LayananChanged, PhotoAttached, PhotoUnreadable
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.hands import check_entry
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take, hold
from shared.contracts.rules.journey import ENDED, DocumentProgress, Journey, Stage, not_here, refuse_while_signing
from shared.contracts.signing import DraftReturned
from shared.contracts.vocabulary import Desk, DocumentId
from shared.decider import Decider

EntryFact: TypeAlias = JourneyFact | IdentityChecked | DataCheckFact


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The berkas is not at this desk."""

    journey: Journey


@dataclass(frozen=True, slots=True)
class ToEnter:
    """Verified: waits to be typed into SIAK."""

    journey: Journey


@dataclass(frozen=True, slots=True)
class Drafting:
    """In SIAK: its drafts are being made, or lie before the Kasi. `checks`: the data the applicant was asked about."""

    journey: Journey
    checks: Mapping[DocumentId, DataCheckFact]


State: TypeAlias = Elsewhere | ToEnter | Drafting

NO_CHECKS: Mapping[DocumentId, DataCheckFact] = {}


def decide(command: EntryCommand, state: State) -> Sequence[Fact]:
    match command, state:
        case EnterIntoSiak(), ToEnter(journey) | Drafting(journey):
            check_entry(journey.hands, command.by.id, combined=command.combined)
            return [_entered(command, journey)]
        case PrintDraft(), Drafting(journey):
            check_entry(journey.hands, command.by.id, combined=command.combined)
            return [_drafted(command, journey)]
        case ReturnEntry(), ToEnter(journey) | Drafting(journey):
            check_entry(journey.hands, command.by.id, combined=command.combined)
            return [_returned(command, journey)]
        case RecordIdentity(), ToEnter(journey) | Drafting(journey):
            return [_checked(command, journey)]
        case ((AskDataCheck() | ConfirmData() | DisputeData()), Drafting(journey, checks)):
            document = _document(journey, command.document_id)
            return check_data(command, journey.berkas_id, document, checks.get(document.id))
        case ((Take() | Release() | AddNote() | ProposeRejection()), ToEnter(journey) | Drafting(journey)):
            return hold(command, Desk.ENTRY, journey)
        case CancelSiak(), ToEnter(journey) | Drafting(journey) | Elsewhere(journey):
            return [_cancelled(command, journey)]
        case ((PrintDraft() | AskDataCheck() | ConfirmData() | DisputeData()), ToEnter(journey)):
            raise not_here(journey)
        case (
            (
                EnterIntoSiak()
                | PrintDraft()
                | ReturnEntry()
                | RecordIdentity()
                | AskDataCheck()
                | ConfirmData()
                | DisputeData()
                | Take()
                | Release()
                | AddNote()
                | ProposeRejection()
            ),
            Elsewhere(journey),
        ):
            raise not_here(journey)


def evolve(state: State, fact: EntryFact) -> State:
    checks = state.checks if isinstance(state, Drafting) else NO_CHECKS
    match fact:
        case IdentityChecked():
            return state
        case DataCheckAsked() | DataConfirmed() | DataDisputed():
            return _at(state.journey, {**checks, fact.document_id: fact})
        case journey_fact:
            return _at(advance(state.journey, journey_fact), checks)


def _at(journey: Journey, checks: Mapping[DocumentId, DataCheckFact]) -> State:
    if journey.stage is Stage.AT_ENTRY:
        return ToEnter(journey)
    if journey.stage in (Stage.DRAFTING, Stage.AT_KASI):
        return Drafting(journey, checks)
    return Elsewhere(journey)


def _entered(command: EnterIntoSiak, journey: Journey) -> SiakEntered:
    if not command.documents:
        raise NoDocuments
    if len({plan.document_id for plan in command.documents}) < len(command.documents):
        raise SameDocumentTwice
    _refuse_taking_from_kasi(journey)
    return SiakEntered(
        berkas_id=journey.berkas_id,
        siak_number=command.siak_number,
        documents=command.documents,
        from_papers=command.from_papers,
        warnings=command.warnings,
        by=command.by,
        occurred_at=command.now,
    )


def _drafted(command: PrintDraft, journey: Journey) -> DraftPrinted:
    document = _document(journey, command.document_id)
    if document.validated or document.signed:
        raise DraftStands(document_id=document.id)
    if command.revision != document.revision + 1:
        raise StaleRevision(document_id=document.id, expected=document.revision + 1)
    return DraftPrinted(
        berkas_id=journey.berkas_id,
        document_id=document.id,
        revision=command.revision,
        draft=command.draft,
        data=command.data,
        changed=command.changed,
        content=command.content,
        by=command.by,
        occurred_at=command.now,
    )


def _returned(command: ReturnEntry, journey: Journey) -> EntryReturned:
    if command.to is Desk.INTAKE and not command.lacks:
        raise NothingLacks
    _refuse_taking_from_kasi(journey)
    return EntryReturned(
        berkas_id=journey.berkas_id,
        to=command.to,
        reason=command.reason,
        lacks=command.lacks,
        note=command.note,
        deadline=command.deadline,
        by=command.by,
        occurred_at=command.now,
    )


def _checked(command: RecordIdentity, journey: Journey) -> IdentityChecked:
    return IdentityChecked(
        berkas_id=journey.berkas_id,
        verdict=command.verdict,
        findings=command.findings,
        by=command.by,
        occurred_at=command.now,
    )


def _cancelled(command: CancelSiak, journey: Journey) -> SiakCancelled:
    """After a withdrawal, lapse, rejection or merger; a berkas that merely went back keeps its entry."""
    if journey.stage is Stage.NOWHERE:
        raise not_here(journey)
    if not journey.in_siak:
        raise NothingInSiak
    if journey.stage not in ENDED - {Stage.CLOSED}:
        raise StillNeeded(stage=journey.stage)
    return SiakCancelled(berkas_id=journey.berkas_id, note=command.note, by=command.by, occurred_at=command.now)


def _refuse_taking_from_kasi(journey: Journey) -> None:
    """What lies before the Kasi with his validation on it, he alone sends back."""
    refuse_while_signing(journey)
    validated = [document for document in journey.documents if document.validated and not document.signed]
    if journey.stage is Stage.AT_KASI and validated:
        raise DraftStands(document_id=validated[0].id)


def _document(journey: Journey, document_id: DocumentId) -> DocumentProgress:
    document = journey.document(document_id)
    if document is None:
        raise NoSuchDocument(document_id=document_id)
    return document


ENTRY = Decider(
    initial=Elsewhere(Journey()),
    decide=decide,
    evolve=evolve,
    facts=(*JOURNEY_FACTS, IdentityChecked, *get_args(DataCheckFact)),
    changes=(
        BerkasSupplemented,
        LayananChanged,
        PhotoAttached,
        PhotoUnreadable,
        SiakEntered,
        DraftPrinted,
        DraftReturned,
    ),
)
