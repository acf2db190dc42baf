"""What does each fact do to a berkas? The chain (rule 1), folded once for all desks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias, get_args

from shared.contracts.any_desk import BerkasReleased, BerkasTaken, NoteAdded, RejectionProposed
from shared.contracts.delivery import ApplicantInformed, BerkasClosed
from shared.contracts.entry import DraftPrinted, EntryReturned, SiakCancelled, SiakEntered
from shared.contracts.fact import By
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
    PhotosPrinted,
    PhotoUnreadable,
    PrintSkipped,
)
from shared.contracts.rules.journey import TELLS_LACKS, DocumentProgress, Journey, Proposal, Stage
from shared.contracts.shapes import PlannedDocument
from shared.contracts.signing import (
    BerkasRejected,
    DocumentSigned,
    DraftReturned,
    DraftValidated,
    RejectionDismissed,
    SigningDeclined,
    SigningFailed,
    SigningOutcomeUnknown,
    SigningRequested,
    SigningRequestWithdrawn,
    SigningStarted,
)
from shared.contracts.verification import BerkasReturned, BerkasVerified, PaperJudged
from shared.contracts.vocabulary import Desk, DocumentId

JourneyFact: TypeAlias = (
    BerkasReceived
    | BerkasSupplemented
    | PhotoAttached
    | PhotoUnreadable
    | PhotosPrinted
    | PrintSkipped
    | BerkasFoundIncomplete
    | BerkasFoundComplete
    | LayananChanged
    | BerkasWithdrawn
    | BerkasLapsed
    | BerkasReopened
    | BerkasMerged
    | BerkasTaken
    | BerkasReleased
    | NoteAdded
    | PaperJudged
    | BerkasVerified
    | BerkasReturned
    | SiakEntered
    | SiakCancelled
    | EntryReturned
    | DraftPrinted
    | DraftValidated
    | DraftReturned
    | RejectionProposed
    | RejectionDismissed
    | BerkasRejected
    | SigningRequested
    | SigningRequestWithdrawn
    | SigningDeclined
    | SigningStarted
    | SigningFailed
    | SigningOutcomeUnknown
    | DocumentSigned
    | ApplicantInformed
    | BerkasClosed
)
JOURNEY_FACTS: tuple[type[JourneyFact], ...] = get_args(JourneyFact)


def advance(journey: Journey, fact: JourneyFact) -> Journey:
    """The journey one fact further. Facts are never refused here: what is on the log has happened."""
    match fact:
        case BerkasReceived():
            here = replace(
                journey,
                berkas_id=fact.berkas_id,
                layanan=fact.layanan,
                variant=fact.variant,
                photos=dict.fromkeys(fact.photos),
            )
            return _moved(here, fact, Stage.AT_INTAKE)
        case BerkasSupplemented():
            more = replace(journey, photos={**dict.fromkeys(fact.photos), **journey.photos}, printed=False)
            return _moved(more, fact, Stage.AT_INTAKE) if journey.stage is Stage.WITH_APPLICANT else more
        case PhotoAttached():
            return replace(journey, photos={**journey.photos, fact.photo_id: fact.paper})
        case PhotoUnreadable():
            readable = {photo: paper for photo, paper in journey.photos.items() if photo != fact.photo_id}
            return replace(journey, photos=readable)
        case PhotosPrinted() | PrintSkipped():
            return replace(journey, printed=True)
        case BerkasTaken():
            return replace(journey, holders={**journey.holders, fact.desk: fact.by})
        case BerkasReleased():
            return replace(journey, holders={desk: by for desk, by in journey.holders.items() if desk is not fact.desk})
        case NoteAdded():  # moves nothing; folded all the same, so that the same note asked twice is known
            return journey
        case BerkasFoundComplete():
            return _moved(journey, fact, Stage.AT_VERIFICATION)
        case BerkasFoundIncomplete():
            return _moved(journey, fact, Stage.WITH_APPLICANT)
        case LayananChanged():
            return _moved(replace(journey, layanan=fact.layanan, variant=fact.variant), fact, Stage.AT_INTAKE)
        case PaperJudged():
            return replace(journey, hands=journey.hands.with_verification(fact.by.id))
        case BerkasVerified():
            return _moved(_verified_by(journey, fact.by), fact, Stage.AT_ENTRY)
        case BerkasReturned():
            return _moved(_verified_by(journey, fact.by), fact, Stage.WITH_APPLICANT)
        case SiakEntered():
            planned = replace(_planned(_entered_by(journey, fact.by), fact.documents), in_siak=True)
            if all(document.signed for document in planned.documents):
                return _moved(planned, fact, Stage.AT_DELIVERY)
            return _moved(planned, fact, Stage.DRAFTING)
        case SiakCancelled():  # no entry: it undoes one
            return replace(journey, in_siak=False)
        case EntryReturned(to=Desk.VERIFICATION):
            return _moved(_entered_by(journey, fact.by), fact, Stage.AT_VERIFICATION)
        case EntryReturned():
            return _moved(_entered_by(journey, fact.by), fact, Stage.WITH_APPLICANT)
        case DraftPrinted():
            drafted = _document(_entered_by(journey, fact.by), fact.document_id, lambda d: d.redrafted(fact.revision))
            if all(document.drafted or document.signed for document in drafted.documents):
                return _moved(drafted, fact, Stage.AT_KASI)
            return drafted
        case DraftValidated():
            return _document(
                _kasi(journey, fact.by),
                fact.document_id,
                lambda d: replace(d, validated=fact.level, validators=(*d.validators, fact.by)),
            )
        case DraftReturned():
            return _draft_returned(_kasi(journey, fact.by), fact)
        case RejectionProposed():
            return replace(journey, proposal=Proposal(desk=fact.desk, by=fact.by, reason=fact.reason))
        case RejectionDismissed():
            return replace(_kasi(journey, fact.by), proposal=None)
        case BerkasRejected():
            return _moved(_kasi(journey, fact.by), fact, Stage.REJECTED)
        case SigningRequested():
            asked = _document(_kasi(journey, fact.by), fact.document_id, lambda d: replace(d, requested=True))
            if all(document.requested or document.signed for document in asked.documents):
                return _moved(asked, fact, Stage.AT_SIGNER)
            return asked
        case SigningRequestWithdrawn():
            back = _document(_kasi(journey, fact.by), fact.document_id, lambda d: replace(d, requested=False))
            return _moved(back, fact, Stage.AT_KASI)
        case SigningDeclined():
            signer = replace(journey, hands=journey.hands.with_signer(fact.by.id))
            return _moved(_document(signer, fact.document_id, DocumentProgress.unvalidated), fact, Stage.AT_KASI)
        case SigningStarted():
            signer = replace(journey, hands=journey.hands.with_signer(fact.signer))
            return _document(
                signer, fact.document_id, lambda d: replace(d, attempt=fact.attempt, open_attempt=True, unknown=False)
            )
        case SigningFailed():
            return _document(journey, fact.document_id, lambda d: replace(d, open_attempt=False, unknown=False))
        case SigningOutcomeUnknown():
            return _document(journey, fact.document_id, lambda d: replace(d, open_attempt=False, unknown=True))
        case DocumentSigned():
            signer = replace(journey, hands=journey.hands.with_signer(fact.signer))
            signed = _document(
                signer, fact.document_id, lambda d: replace(d, signed=fact, open_attempt=False, unknown=False)
            )
            if all(document.signed for document in signed.documents):
                return _moved(signed, fact, Stage.AT_DELIVERY)
            return signed
        case ApplicantInformed():
            if journey.stage is Stage.WITH_APPLICANT and fact.kind in TELLS_LACKS and journey.told_at is None:
                return replace(journey, told_at=fact.occurred_at)
            return journey
        case BerkasWithdrawn():
            return _moved(journey, fact, Stage.WITHDRAWN)
        case BerkasLapsed():
            return _moved(journey, fact, Stage.LAPSED)
        case BerkasReopened():
            return _moved(journey, fact, Stage.AT_INTAKE)
        case BerkasMerged():
            return _moved(journey, fact, Stage.MERGED)
        case BerkasClosed():
            return _moved(journey, fact, Stage.CLOSED)


def _moved(journey: Journey, fact: JourneyFact, stage: Stage) -> Journey:
    """Somewhere else: whoever held it holds it no more, and what was told is of the past."""
    return replace(journey, stage=stage, moved_by=fact.by, moved_at=fact.occurred_at, told_at=None, holders={})


def _document(
    journey: Journey, document_id: DocumentId, change: Callable[[DocumentProgress], DocumentProgress]
) -> Journey:
    documents = tuple(change(document) if document.id == document_id else document for document in journey.documents)
    return replace(journey, documents=documents)


def _planned(journey: Journey, plans: Sequence[PlannedDocument]) -> Journey:
    """The documents of this entry, and those signed before; the others are kept aside for their numbers."""
    before = {document.id: document for document in (*journey.dropped, *journey.documents)}
    planned = {
        plan.document_id: before.get(plan.document_id, DocumentProgress(plan=plan)).planned_anew(plan) for plan in plans
    }
    others = [document for document in before.values() if document.id not in planned]
    return replace(
        journey,
        documents=(*(document for document in others if document.signed), *planned.values()),
        dropped=tuple(document for document in others if not document.signed),
    )


def _draft_returned(journey: Journey, fact: DraftReturned) -> Journey:
    documents = tuple(
        document.undrafted() if fact.document_id in (None, document.id) else document for document in journey.documents
    )
    returned = replace(journey, documents=documents)
    match fact.to:
        case Desk.INTAKE:
            return _moved(returned, fact, Stage.AT_INTAKE)
        case Desk.VERIFICATION:
            return _moved(returned, fact, Stage.AT_VERIFICATION)
        case Desk.ENTRY | Desk.SIGNING | Desk.DELIVERY | Desk.OVERSIGHT:
            return _moved(returned, fact, Stage.DRAFTING)


def _verified_by(journey: Journey, by: By) -> Journey:
    return replace(journey, hands=journey.hands.with_verification(by.id))


def _entered_by(journey: Journey, by: By) -> Journey:
    return replace(journey, hands=journey.hands.with_entry(by.id))


def _kasi(journey: Journey, by: By) -> Journey:
    return replace(journey, hands=journey.hands.with_kasi(by.id))
