"""Are the papers of this application here, legible and complete? (SOP steps 2 and 3; endings and duplicates)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from services.intake.decisions.case import Case
from services.intake.decisions.commands import (
    Attach,
    ChangeLayanan,
    DismissDuplicate,
    FindComplete,
    FindIncomplete,
    IntakeCommand,
    Lapse,
    MarkUnreadable,
    Merge,
    NotEndedSo,
    Receive,
    RecordFetched,
    RecordPrint,
    RecordRelation,
    Reopen,
    SkipPrint,
    Supplement,
    SuspectDuplicate,
    Withdraw,
)
from services.intake.decisions.endings import changed, ended, judge_duplicate, lapsed, reopened, withdrawn
from services.intake.decisions.papers import complete, incomplete, judge_photo, printed, received, supplemented
from shared.contracts.entry import EntryReturned
from shared.contracts.fact import Fact
from shared.contracts.intake import (
    BerkasReceived,
    BerkasSupplemented,
    DuplicateDismissed,
    DuplicateSuspected,
    LayananChanged,
    PhotoAttached,
    PhotoFetched,
    PhotoUnreadable,
    SenderRelationRecorded,
)
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take, hold
from shared.contracts.rules.journey import ENDED, Journey, NeverCame, Stage, not_here
from shared.contracts.signing import DraftReturned
from shared.contracts.verification import BerkasReturned
from shared.contracts.vocabulary import Channel, Desk
from shared.decider import Decider

DuplicateFact: TypeAlias = DuplicateSuspected | DuplicateDismissed
IntakeFact: TypeAlias = JourneyFact | PhotoFetched | DuplicateFact | SenderRelationRecorded


@dataclass(frozen=True, slots=True)
class NotYet:
    """Nothing has come."""

    journey: Journey = field(default_factory=Journey)


@dataclass(frozen=True, slots=True)
class AtDesk:
    """The papers lie with the operator."""

    journey: Journey
    case: Case


@dataclass(frozen=True, slots=True)
class WithApplicant:
    """Something lacks; the applicant is to answer."""

    journey: Journey
    case: Case


@dataclass(frozen=True, slots=True)
class Away:
    """Another desk has it."""

    journey: Journey
    case: Case


@dataclass(frozen=True, slots=True)
class Over:
    """Closed, withdrawn, lapsed, rejected or merged."""

    journey: Journey
    case: Case


State: TypeAlias = NotYet | AtDesk | WithApplicant | Away | Over


def decide(command: IntakeCommand, state: State) -> Sequence[Fact]:
    match command, state:
        case Receive(), NotYet():
            return received(command)
        case _, NotYet():
            raise NeverCame
        case Receive(), (AtDesk() | WithApplicant() | Away() | Over()):
            return []  # the same submission: the same berkas
        case Supplement(), (AtDesk(journey) | WithApplicant(journey) | Away(journey)):
            return supplemented(command, journey)
        case Supplement(), Over(journey):
            if journey.stage is not Stage.LAPSED:
                raise ended(journey)
            return [reopened(command, journey), *supplemented(command, journey)]
        case (
            (RecordFetched() | MarkUnreadable() | Attach()),
            (AtDesk(journey, case) | WithApplicant(journey, case) | Away(journey, case) | Over(journey, case)),
        ):
            return judge_photo(command, journey, case)
        case ((RecordPrint() | SkipPrint()), (AtDesk(journey) | Away(journey))):
            return [printed(command, journey)]
        case FindIncomplete(), AtDesk(journey):
            return [incomplete(command, journey)]
        case FindComplete(), AtDesk(journey, case):
            return [complete(command, journey, case)]
        case ChangeLayanan(), (AtDesk(journey) | WithApplicant(journey) | Away(journey)):
            return changed(command, journey)
        case Withdraw(), (AtDesk(journey) | WithApplicant(journey) | Away(journey)):
            return [withdrawn(command, journey)]
        case Lapse(), WithApplicant(journey, case):
            return [lapsed(command, journey, case)]
        case Reopen(), Over(journey):
            if journey.stage not in (Stage.LAPSED, Stage.WITHDRAWN):
                raise NotEndedSo(stage=journey.stage)
            return [reopened(command, journey)]
        case Reopen(), (AtDesk() | WithApplicant() | Away()):
            return []  # it goes on already
        case (
            (SuspectDuplicate() | DismissDuplicate() | Merge()),
            (AtDesk(journey, case) | WithApplicant(journey, case) | Away(journey, case)),
        ):
            return judge_duplicate(command, journey, case)
        case RecordRelation(), (AtDesk(journey) | WithApplicant(journey) | Away(journey) | Over(journey)):
            return [
                SenderRelationRecorded(
                    berkas_id=journey.berkas_id, relation=command.relation, by=command.by, occurred_at=command.now
                )
            ]
        case ((Take() | Release() | AddNote() | ProposeRejection()), (AtDesk(journey) | WithApplicant(journey))):
            return hold(command, Desk.INTAKE, journey)
        case (
            (
                RecordPrint()
                | SkipPrint()
                | FindIncomplete()
                | FindComplete()
                | ChangeLayanan()
                | Withdraw()
                | Lapse()
                | SuspectDuplicate()
                | DismissDuplicate()
                | Merge()
                | Take()
                | Release()
                | AddNote()
                | ProposeRejection()
            ),
            Over(journey),
        ):
            raise ended(journey)
        case (
            ((FindIncomplete() | FindComplete() | RecordPrint() | SkipPrint()), WithApplicant(journey))
            | ((FindIncomplete() | FindComplete() | Take() | Release() | AddNote() | ProposeRejection()), Away(journey))
            | (Lapse(), (AtDesk(journey) | Away(journey)))
        ):
            raise not_here(journey)


def evolve(state: State, fact: IntakeFact) -> State:
    case = Case() if isinstance(state, NotYet) else state.case
    match fact:
        case PhotoFetched():
            return _at(state.journey, replace(case, fetched=case.fetched | {fact.photo_id}))
        case DuplicateSuspected():
            return _at(state.journey, replace(case, suspected={**case.suspected, fact.other: fact.ground}))
        case DuplicateDismissed():
            left = {other: ground for other, ground in case.suspected.items() if other != fact.other}
            return _at(state.journey, replace(case, suspected=left, dismissed=case.dismissed | {fact.other}))
        case SenderRelationRecorded():
            return state
        case BerkasReceived():
            came = replace(case, motor=fact.channel is Channel.MOTOR, photos=case.photos | {*fact.photos})
            return _at(advance(state.journey, fact), came)
        case BerkasSupplemented():
            return _at(advance(state.journey, fact), replace(case, photos=case.photos | {*fact.photos}))
        case journey_fact:
            return _at(advance(state.journey, journey_fact), case)


def _at(journey: Journey, case: Case) -> State:
    if journey.stage is Stage.NOWHERE:
        return NotYet(journey)
    if journey.stage is Stage.AT_INTAKE:
        return AtDesk(journey, case)
    if journey.stage is Stage.WITH_APPLICANT:
        return WithApplicant(journey, case)
    return Over(journey, case) if journey.stage in ENDED else Away(journey, case)


INTAKE = Decider(
    initial=NotYet(),
    decide=decide,
    evolve=evolve,
    facts=(*JOURNEY_FACTS, PhotoFetched, DuplicateSuspected, DuplicateDismissed, SenderRelationRecorded),
    changes=(
        BerkasSupplemented,
        LayananChanged,
        PhotoAttached,
        PhotoUnreadable,
        DuplicateSuspected,
        BerkasReturned,
        EntryReturned,
        DraftReturned,
    ),
)
