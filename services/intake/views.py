"""Which applications wait for the operator, which for their applicants, and which visits are planned?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

from shared.contracts.delivery import BerkasClosed
from shared.contracts.entry import EntryReturned
from shared.contracts.fact import Recorded, berkas_stream
from shared.contracts.intake import (
    BerkasFoundIncomplete,
    BerkasMerged,
    BerkasReceived,
    PhotoFetched,
    VisitCancelled,
    VisitEnded,
    VisitScheduled,
    VisitStarted,
)
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.journey import Journey, Stage
from shared.contracts.rules.lane import Lane, LaneFact, berkas_of, lane_facts, move
from shared.contracts.signing import BerkasRejected
from shared.contracts.verification import BerkasReturned
from shared.contracts.vocabulary import BerkasId, Channel, Desk, FactId, OfficerId, VisitId
from shared.view import Blind, Due, Place, View, normalised

LAPSE = "lapse"
USUAL_PATIENCE = timedelta(days=14)
DAY = timedelta(days=1)
BEGINNING = datetime.min.replace(tzinfo=UTC)


def queue_of(journey: Journey) -> str | None:
    """The list that shows it."""
    if journey.stage is Stage.AT_INTAKE:
        return "to_check"
    if journey.stage is Stage.WITH_APPLICANT:
        return "with_applicant"
    return None


def place(lane: Lane) -> Place:
    """A legal day first, then whoever waits longest. Found by nomor, or by tracking code."""
    return Place(
        rank=lane.since,
        queue=queue_of(lane.journey),
        legal_day=lane.legal_day,
        handles=(lane.nomor,),
        blind=(Blind(berkas_stream(lane.berkas_id), lane.tracking),),
    )


QUEUE: View[Lane, LaneFact] = View(
    name="berkas", row=Lane, facts=lane_facts(Desk.INTAKE), key=berkas_of, evolve=move, place=place
)


# ---------------------------------------------------------------- who is silent since being told


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A berkas whose applicant may be silent. `patience`: how long she was given, counted from being told (rule 8).

    What came by the motorcycle (`motor`) is waited for until it was in that jorong again: where `jorong` or that visit
    says.
    """

    journey: Journey
    patience: timedelta = USUAL_PATIENCE
    told_by: FactId | None = None
    motor: bool = False
    jorong: str | None = None
    visit_id: VisitId | None = None


SILENCE_FACTS: tuple[type[JourneyFact], ...] = tuple(
    cls for cls in JOURNEY_FACTS if cls.ANNOUNCED and cls.DESK is not None
)


def silent(row: Silence | None, recorded: Recorded[JourneyFact]) -> Silence | None:
    """As the chain has it, until it ends for good."""
    fact = recorded.fact
    if isinstance(fact, BerkasReceived):
        row = Silence(
            journey=Journey(), motor=fact.channel is Channel.MOTOR, jorong=fact.jorong, visit_id=fact.visit_id
        )
    if row is None:
        return None
    journey = advance(row.journey, fact)
    if journey.stage in (Stage.CLOSED, Stage.REJECTED, Stage.MERGED):
        return None
    told_by = recorded.envelope.fact_id if journey.told_at != row.journey.told_at else row.told_by
    return replace(
        row,
        journey=journey,
        patience=_patience(fact) or row.patience,
        told_by=told_by if journey.told_at else None,
    )


def _patience(fact: JourneyFact) -> timedelta | None:
    """As many days as she was given, and the whole of the last one."""
    match fact:
        case BerkasFoundIncomplete() | BerkasReturned() | EntryReturned():
            return fact.deadline - fact.occurred_at.date() + DAY if fact.deadline else None
        case _:
            return None


def lapsing(row: Silence) -> Place:
    """Due when her time to answer is over."""
    told_at, told_by = row.journey.told_at, row.told_by
    if told_at is None or told_by is None:
        return Place(rank=row.journey.moved_at or BEGINNING)
    return Place(rank=told_at, due=Due(told_at + row.patience, LAPSE, told_by))


SILENCES: View[Silence, JourneyFact] = View(
    name="silences",
    row=Silence,
    facts=SILENCE_FACTS,
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=silent,
    place=lapsing,
)


# ---------------------------------------------------------------- what looks like something we have


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """By what an application may be recognised as one we have already: the bytes of its photos."""

    berkas_id: BerkasId
    received_at: datetime
    photos: frozenset[str] = frozenset()


LikenessFact: TypeAlias = BerkasReceived | PhotoFetched | BerkasMerged | BerkasClosed | BerkasRejected


def likened(row: Likeness | None, recorded: Recorded[LikenessFact]) -> Likeness | None:
    """Grows with every photo; what has ended for good is no longer compared with."""
    fact = recorded.fact
    match fact, row:
        case BerkasReceived(), _:
            return Likeness(berkas_id=fact.berkas_id, received_at=fact.occurred_at)
        case PhotoFetched(), Likeness():
            return replace(row, photos=row.photos | {fact.original.sha256})
        case ((PhotoFetched() | BerkasMerged() | BerkasClosed() | BerkasRejected()), _):
            return None


def recognised(row: Likeness) -> Place:
    """Found by the hash of any of its photos."""
    return Place(rank=row.received_at, handles=tuple(sorted(row.photos)))


LIKENESSES: View[Likeness, LikenessFact] = View(
    name="likenesses",
    row=Likeness,
    facts=(BerkasReceived, PhotoFetched, BerkasMerged, BerkasClosed, BerkasRejected),
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=likened,
    place=recognised,
)


# ---------------------------------------------------------------- visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One trip of the motorcycle."""

    visit_id: VisitId
    jorong: str
    on: date
    officers: tuple[OfficerId, ...]
    started_at: datetime | None = None
    ended_at: datetime | None = None


VisitFact: TypeAlias = VisitScheduled | VisitStarted | VisitEnded | VisitCancelled


def visited(row: Visit | None, recorded: Recorded[VisitFact]) -> Visit | None:
    """Planned, under way, over; one that is cancelled never was."""
    fact = recorded.fact
    match fact, row:
        case VisitScheduled(), _:
            return Visit(visit_id=fact.visit_id, jorong=fact.jorong, on=fact.on, officers=fact.officers)
        case VisitStarted(), Visit():
            return replace(row, started_at=fact.occurred_at)
        case VisitEnded(), Visit():
            return replace(row, ended_at=fact.occurred_at)
        case ((VisitStarted() | VisitEnded() | VisitCancelled()), _):
            return None


def travelled(row: Visit) -> Place:
    """In a list, by day, until it is over; found by its jorong for ever, by whoever counts from a visit (rule 8)."""
    rank, handles = datetime.combine(row.on, time(), UTC), (normalised(row.jorong),)
    if row.ended_at:
        return Place(rank=rank, handles=handles)
    return Place(rank=rank, queue="riding" if row.started_at else "planned", handles=handles)


VISITS: View[Visit, VisitFact] = View(
    name="visits",
    row=Visit,
    facts=(VisitScheduled, VisitStarted, VisitEnded, VisitCancelled),
    key=lambda recorded: recorded.fact.visit_id,
    evolve=visited,
    place=travelled,
)
