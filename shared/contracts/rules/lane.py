"""What does a desk's list show of one berkas? The row that every desk's queue is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from shared.contracts.fact import Fact, Recorded
from shared.contracts.intake import BerkasFoundComplete, BerkasReceived
from shared.contracts.rules.journey import Journey
from shared.contracts.rules.timeline import TIMELINE_FACTS, Timeline, TimelineFact, follow
from shared.contracts.sealed import Sealed
from shared.contracts.verification import BerkasVerified
from shared.contracts.vocabulary import BerkasId, Channel, Desk, Nomor

LaneFact: TypeAlias = TimelineFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One berkas in a list. `since`: when it came to the stage it is at; `version`: of its stream, for `seen`."""

    nomor: Nomor
    tracking: Sealed[str]
    channel: Channel
    received_at: datetime
    since: datetime
    timeline: Timeline
    version: int
    jorong: str | None = None
    legal_day: date | None = None

    @property
    def journey(self) -> Journey:
        return self.timeline.journey

    @property
    def berkas_id(self) -> BerkasId:
        return self.timeline.journey.berkas_id


def lane_facts(desk: Desk) -> tuple[type[TimelineFact], ...]:
    """What moves a berkas, of that which this desk may hear: the announced facts, and its own."""
    return tuple(cls for cls in TIMELINE_FACTS if cls.ANNOUNCED or cls.DESK in (desk, None))


def berkas_of(recorded: Recorded[TimelineFact]) -> BerkasId:
    """The key of a lane."""
    return recorded.fact.berkas_id


def move(lane: Lane | None, recorded: Recorded[TimelineFact]) -> Lane | None:
    """The lane one fact further; none before the berkas came."""
    fact, version = recorded.fact, recorded.envelope.version
    if isinstance(fact, BerkasReceived):
        return _begun(fact, version)
    if lane is None:
        return None
    timeline = follow(lane.timeline, fact)
    moved = timeline.journey.stage is not lane.journey.stage
    return replace(
        lane,
        timeline=timeline,
        version=version,
        since=fact.occurred_at if moved else lane.since,
        legal_day=_legal_day(fact) or lane.legal_day,
    )


def _begun(fact: BerkasReceived, version: int) -> Lane:
    return Lane(
        nomor=fact.nomor,
        tracking=fact.tracking,
        channel=fact.channel,
        received_at=fact.occurred_at,
        since=fact.occurred_at,
        timeline=follow(Timeline(), fact),
        version=version,
        jorong=fact.jorong,
        legal_day=fact.legal_day,
    )


def _legal_day(fact: Fact) -> date | None:
    match fact:
        case BerkasFoundComplete() | BerkasVerified():
            return fact.legal_day
        case _:
            return None
