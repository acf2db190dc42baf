"""Which berkas wait to be typed into SIAK, to have their drafts made, or their entry undone?"""

from __future__ import annotations

from shared.contracts.rules.journey import ENDED, Journey, Stage
from shared.contracts.rules.lane import Lane, LaneFact, berkas_of, lane_facts, move
from shared.contracts.vocabulary import Desk
from shared.view import Place, View


def queue_of(journey: Journey) -> str | None:
    """The list that shows it."""
    if journey.stage is Stage.AT_ENTRY:
        return "to_enter"
    if journey.stage is Stage.DRAFTING:
        return "drafting"
    if journey.stage in ENDED - {Stage.CLOSED} and journey.in_siak:
        return "to_cancel"
    return None


def place(lane: Lane) -> Place:
    """A legal day first, then whoever waits longest."""
    return Place(rank=lane.since, queue=queue_of(lane.journey), legal_day=lane.legal_day, handles=(lane.nomor,))


QUEUE: View[Lane, LaneFact] = View(
    name="berkas", row=Lane, facts=lane_facts(Desk.ENTRY), key=berkas_of, evolve=move, place=place
)
