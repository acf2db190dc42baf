"""What does an officer see when she opens one berkas? Its papers, its documents, and everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from shared.contracts.delivery import ReceiverRecorded
from shared.contracts.entry import DraftPrinted, EntryReturned, SiakEntered
from shared.contracts.fact import BlobRef, Fact, Recorded
from shared.contracts.intake import (
    BerkasFoundIncomplete,
    BerkasReceived,
    PhotoFetched,
    PhotosPrinted,
    SenderRelationRecorded,
)
from shared.contracts.rules.journey import Journey
from shared.contracts.rules.timeline import TIMELINE_FACTS, Timeline, follow
from shared.contracts.rules.verdicts import Verdicts, no_verdicts, verdicts_after
from shared.contracts.shapes import Lack
from shared.contracts.signing import DocumentSigned
from shared.contracts.verification import BerkasReturned
from shared.contracts.vocabulary import Desk, DocumentId, PhotoId, SenderRelation


@dataclass(frozen=True, slots=True)
class Paperwork:
    """What was made of one document: its drafts in order, and the signed PDF."""

    drafts: tuple[DraftPrinted, ...] = ()
    signed: DocumentSigned | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A berkas as a whole. `lacks`: what the applicant was last told. `version`: of the stream, for `seen`."""

    received: BerkasReceived | None = None
    timeline: Timeline = field(default_factory=Timeline)
    photos: Mapping[PhotoId, PhotoFetched] = field(default_factory=dict[PhotoId, PhotoFetched])
    verdicts: Verdicts = field(default_factory=no_verdicts)
    lacks: tuple[Lack, ...] = ()
    sheet: BlobRef | None = None
    siak: SiakEntered | None = None
    documents: Mapping[DocumentId, Paperwork] = field(default_factory=dict[DocumentId, Paperwork])
    receiver: ReceiverRecorded | None = None
    relation: SenderRelation | None = None
    history: tuple[Recorded[Fact], ...] = ()
    version: int = 0

    @property
    def journey(self) -> Journey:
        return self.timeline.journey

    @property
    def catalogue(self) -> str:
        """The version of the catalogue it is judged by."""
        return self.received.catalogue if self.received else ""


def open_dossier(history: Iterable[Recorded[Fact]]) -> Dossier:
    """The dossier this history makes."""
    dossier = Dossier()
    for recorded in history:
        dossier = grow(dossier, recorded)
    return dossier


def grow(dossier: Dossier, recorded: Recorded[Fact]) -> Dossier:
    """The dossier one fact further."""
    fact = recorded.fact
    dossier = replace(dossier, history=(*dossier.history, recorded), version=recorded.envelope.version)
    if isinstance(fact, TIMELINE_FACTS):
        timeline = follow(dossier.timeline, fact)
        verdicts = verdicts_after(dossier.verdicts, dossier.journey, timeline.journey, fact)
        dossier = replace(dossier, timeline=timeline, verdicts=verdicts)
    match fact:
        case BerkasReceived():
            return replace(dossier, received=fact)
        case PhotoFetched():
            return replace(dossier, photos={**dossier.photos, fact.photo_id: fact})
        case PhotosPrinted():
            return replace(dossier, sheet=fact.sheet)
        case BerkasFoundIncomplete() | BerkasReturned() | EntryReturned(to=Desk.INTAKE):
            return replace(dossier, lacks=fact.lacks)
        case SiakEntered():
            return replace(dossier, siak=fact)
        case DraftPrinted():
            paperwork = dossier.documents.get(fact.document_id, Paperwork())
            return _document(dossier, fact.document_id, replace(paperwork, drafts=(*paperwork.drafts, fact)))
        case DocumentSigned():
            paperwork = dossier.documents.get(fact.document_id, Paperwork())
            return _document(dossier, fact.document_id, replace(paperwork, signed=fact))
        case ReceiverRecorded():
            return replace(dossier, receiver=fact)
        case SenderRelationRecorded():
            return replace(dossier, relation=fact.relation)
        case _:  # every other fact stands in the history
            return dossier


def _document(dossier: Dossier, document_id: DocumentId, paperwork: Paperwork) -> Dossier:
    return replace(dossier, documents={**dossier.documents, document_id: paperwork})
