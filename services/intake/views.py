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
from shared.contracts.vocabulary import BerkasId, Desk, FactId, Layanan, OfficerId, VisitId
from shared.view import Blind, Due, Place, View

LAPSE = "lapse"
USUAL_PATIENCE = timedelta(days=14)
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
    """A berkas whose applicant may be silent. `patience`: how long she was given, counted from being told (rule 8)."""

    journey: Journey
    patience: timedelta = USUAL_PATIENCE
    told_by: FactId | None = None


SILENCE_FACTS: tuple[type[JourneyFact], ...] = tuple(
    cls for cls in JOURNEY_FACTS if cls.ANNOUNCED and cls.DESK is not None
)


def silent(row: Silence | None, recorded: Recorded[JourneyFact]) -> Silence | None:
    """As the chain has it."""
    fact, before = recorded.fact, row or Silence(journey=Journey())
    journey = advance(before.journey, fact)
    if journey.stage in (Stage.CLOSED, Stage.REJECTED, Stage.MERGED):
        return None
    told_by = recorded.envelope.fact_id if journey.told_at != before.journey.told_at else before.told_by
    return Silence(
        journey=journey,
        patience=_patience(fact) or before.patience,
        told_by=told_by if journey.told_at else None,
    )


def _patience(fact: JourneyFact) -> timedelta | None:
    match fact:
        case BerkasFoundIncomplete() | BerkasReturned() | EntryReturned():
            return fact.deadline - fact.occurred_at.date() if fact.deadline else None
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
    """By what an application may be recognised as one we have already: its photos, and who sent it for what."""

    berkas_id: BerkasId
    received_at: datetime
    layanan: Layanan
    photos: tuple[str, ...] = ()


LikenessFact: TypeAlias = BerkasReceived | PhotoFetched | BerkasMerged | BerkasClosed | BerkasRejected


def likened(row: Likeness | None, recorded: Recorded[LikenessFact]) -> Likeness | None:
    """Grows with every photo; what has ended is no longer compared with."""
    fact = recorded.fact
    match fact, row:
        case BerkasReceived(), _:
            return Likeness(berkas_id=fact.berkas_id, received_at=fact.occurred_at, layanan=fact.layanan)
        case PhotoFetched(), Likeness():
            return replace(row, photos=(*row.photos, fact.original.sha256))
        case ((PhotoFetched() | BerkasMerged() | BerkasClosed() | BerkasRejected()), _):
            return None


def recognised(row: Likeness) -> Place:
    """Found by the hash of any of its photos."""
    return Place(rank=row.received_at, handles=row.photos)


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


VisitFact: TypeAlias = VisitScheduled | VisitStarted | VisitEnded | VisitCancelled


def visited(row: Visit | None, recorded: Recorded[VisitFact]) -> Visit | None:
    """Planned, under way, and gone from the list when over."""
    fact = recorded.fact
    match fact, row:
        case VisitScheduled(), _:
            return Visit(visit_id=fact.visit_id, jorong=fact.jorong, on=fact.on, officers=fact.officers)
        case VisitStarted(), Visit():
            return replace(row, started_at=fact.occurred_at)
        case ((VisitStarted() | VisitEnded() | VisitCancelled()), _):
            return None


def planned(row: Visit) -> Place:
    """By day."""
    return Place(rank=datetime.combine(row.on, time(), UTC), queue="planned" if row.started_at is None else "riding")


VISITS: View[Visit, VisitFact] = View(
    name="visits",
    row=Visit,
    facts=(VisitScheduled, VisitStarted, VisitEnded, VisitCancelled),
    key=lambda recorded: recorded.fact.visit_id,
    evolve=visited,
    place=planned,
)
