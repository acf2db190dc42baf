"""Which promises are being kept, and which are about to be broken?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias, cast

from shared.contracts.fact import Recorded
from shared.contracts.oversight import DeadlineMissed, DeadlineNear
from shared.contracts.rules.journey import ENDED, Stage
from shared.contracts.rules.lane import Lane, LaneFact, berkas_of, lane_facts, move
from shared.contracts.rules.timeline import Switch
from shared.contracts.vocabulary import Clock, Desk, FactId
from shared.view import Due, Place, View

CHECK = "check-deadlines"
SOON = timedelta(hours=12)
"""No promise is shorter than this: a clock that has just begun to run need not be looked at yet."""


def place(lane: Lane) -> Place:
    """Every berkas that has not ended, by where it lies; found by its nomor for ever."""
    stage = lane.journey.stage
    return Place(
        rank=lane.since,
        queue=None if stage in ENDED else stage.value,
        legal_day=lane.legal_day,
        handles=(lane.nomor,),
    )


QUEUE: View[Lane, LaneFact] = View(
    name="berkas", row=Lane, facts=lane_facts(Desk.OVERSIGHT), key=berkas_of, evolve=move, place=place
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One berkas's clocks, what was said of them, and the fact that last changed either."""

    lane: Lane
    changed: FactId
    near: frozenset[Clock] = frozenset()
    missed: frozenset[Clock] = frozenset()


WatchFact: TypeAlias = LaneFact | DeadlineNear | DeadlineMissed


def watched(row: Watch | None, recorded: Recorded[WatchFact]) -> Watch | None:
    """As long as it has not ended for good: what lapsed or was withdrawn may be reopened, and its clock with it."""
    fact, changed = recorded.fact, recorded.envelope.fact_id
    if isinstance(fact, DeadlineNear):
        return row and replace(row, near=row.near | {fact.clock}, changed=changed)
    if isinstance(fact, DeadlineMissed):
        return row and replace(row, missed=row.missed | {fact.clock}, changed=changed)
    lane = move(row.lane if row else None, cast("Recorded[LaneFact]", recorded))
    if lane is None or lane.journey.stage in (Stage.CLOSED, Stage.REJECTED, Stage.MERGED):
        return None
    return replace(row, lane=lane, changed=changed) if row else Watch(lane=lane, changed=changed)


def checked(row: Watch) -> Place:
    """Looked at once a clock has run for a while that has something left to say."""
    starts = [since for clock, since in _running(row.lane) if clock not in row.missed]
    due = Due(min(starts) + SOON, CHECK, row.changed) if starts else None
    return Place(rank=row.lane.since, due=due)


def _running(lane: Lane) -> list[tuple[Clock, datetime]]:
    switches: dict[Clock, Switch] = {Clock.SOP: lane.timeline.sop, Clock.SERVICE: lane.timeline.service}
    return [(clock, switch.since) for clock, switch in switches.items() if switch.since is not None]


WATCHES: View[Watch, WatchFact] = View(
    name="watches",
    row=Watch,
    facts=(*lane_facts(Desk.OVERSIGHT), DeadlineNear, DeadlineMissed),
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=watched,
    place=checked,
)
