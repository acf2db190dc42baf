"""Is every paper of this berkas genuine, complete and legible? (SOP step 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from shared.contracts.entry import EntryReturned
from shared.contracts.fact import Fact
from shared.contracts.intake import BerkasSupplemented, LayananChanged, PhotoAttached, PhotoUnreadable
from shared.contracts.requirements import Requirement
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.hands import check_verification
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take, hold
from shared.contracts.rules.journey import Journey, Stage, not_here
from shared.contracts.rules.papers import lacking
from shared.contracts.rules.verdicts import Verdicts, no_verdicts, verdicts_after
from shared.contracts.shapes import Lack, Text
from shared.contracts.signing import DraftReturned
from shared.contracts.verification import BerkasReturned, BerkasVerified, PaperJudged
from shared.contracts.vocabulary import Desk, Paper, PaperVerdict
from shared.decider import Decider, Judgement
from shared.errors import Refused


class NotAllGood(Refused):
    """Some required papers are missing or were not judged good."""  # lacks: tuple[Lack, ...]


class NotJudged(Refused):
    """Some papers have not been judged in this round."""  # papers: tuple[Paper, ...]


class NotPrinted(Refused):
    """The photos were not printed, and no reason to skip printing is on record."""


class NothingLacks(Refused):
    """Sending work back names at least one paper and its reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an officer thinks of one paper."""

    paper: Paper
    verdict: PaperVerdict
    note: Text | None = None


# `combined` in what follows: a surat tugas lets this officer do entry as well (rule 2).


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge(Judgement):
    """Judge papers, one or several at once."""

    judgements: tuple[Judged, ...]
    combined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify(Judgement):
    """Send the berkas on to entry."""

    requirements: tuple[Requirement, ...]
    print_required: bool
    combined: bool = False
    legal_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Judgement):
    """Send the berkas back: every lack in one message."""

    lacks: tuple[Lack, ...]
    deadline: date
    combined: bool = False


VerificationCommand: TypeAlias = Judge | Verify | Return | Take | Release | AddNote | ProposeRejection


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The berkas is not at this desk."""

    journey: Journey


@dataclass(frozen=True, slots=True)
class Waiting:
    """The berkas waits here; `verdicts` are those that stand."""

    journey: Journey
    verdicts: Verdicts = field(default_factory=no_verdicts)


State: TypeAlias = Elsewhere | Waiting


def decide(command: VerificationCommand, state: State) -> Sequence[Fact]:
    match command, state:
        case Judge(), Waiting(journey):
            check_verification(journey.hands, command.by.id, combined=command.combined)
            return [_judged(command, journey, judged) for judged in command.judgements]
        case Verify(), Waiting(journey, verdicts):
            check_verification(journey.hands, command.by.id, combined=command.combined)
            return [_verified(command, journey, verdicts)]
        case Return(), Waiting(journey):
            check_verification(journey.hands, command.by.id, combined=command.combined)
            return [_returned(command, journey)]
        case ((Take() | Release() | AddNote() | ProposeRejection()), Waiting(journey)):
            return hold(command, Desk.VERIFICATION, journey)
        case (
            (Judge() | Verify() | Return() | Take() | Release() | AddNote() | ProposeRejection()),
            Elsewhere(journey),
        ):
            raise not_here(journey)


def evolve(state: State, fact: JourneyFact) -> State:
    journey = advance(state.journey, fact)
    if journey.stage is not Stage.AT_VERIFICATION:
        return Elsewhere(journey)
    so_far = state.verdicts if isinstance(state, Waiting) else no_verdicts()
    return Waiting(journey, verdicts_after(so_far, state.journey, journey, fact))


def _judged(command: Judge, journey: Journey, judged: Judged) -> PaperJudged:
    return PaperJudged(
        berkas_id=journey.berkas_id,
        paper=judged.paper,
        verdict=judged.verdict,
        note=judged.note,
        by=command.by,
        occurred_at=command.now,
    )


def _verified(command: Verify, journey: Journey, verdicts: Verdicts) -> BerkasVerified:
    if command.print_required and not journey.printed:
        raise NotPrinted
    if unjudged := journey.papers - verdicts.keys():
        raise NotJudged(papers=tuple(sorted(unjudged)))
    if lacks := lacking(command.requirements, {paper: verdicts[paper].verdict for paper in journey.papers}):
        raise NotAllGood(lacks=lacks)
    return BerkasVerified(
        berkas_id=journey.berkas_id,
        papers=tuple(sorted(journey.papers)),
        legal_day=command.legal_day,
        by=command.by,
        occurred_at=command.now,
    )


def _returned(command: Return, journey: Journey) -> BerkasReturned:
    if not command.lacks:
        raise NothingLacks
    return BerkasReturned(
        berkas_id=journey.berkas_id,
        lacks=command.lacks,
        deadline=command.deadline,
        by=command.by,
        occurred_at=command.now,
    )


VERIFICATION = Decider(
    initial=Elsewhere(Journey()),
    decide=decide,
    evolve=evolve,
    facts=JOURNEY_FACTS,
    changes=(BerkasSupplemented, LayananChanged, PhotoAttached, PhotoUnreadable, EntryReturned, DraftReturned),
)
