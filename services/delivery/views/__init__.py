"""Which documents must reach somebody?"""

from __future__ import annotations

from shared.contracts.rules.journey import Stage
from shared.contracts.rules.lane import Lane, LaneFact, berkas_of, lane_facts, move
from shared.contracts.vocabulary import Desk
from shared.view import Place, View


def place(lane: Lane) -> Place:
    """In the list while documents are on their way."""
    return Place(
        rank=lane.since,
        queue="to_deliver" if lane.journey.stage is Stage.AT_DELIVERY else None,
        legal_day=lane.legal_day,
        handles=(lane.nomor,),
    )


QUEUE: View[Lane, LaneFact] = View(
    name="berkas", row=Lane, facts=lane_facts(Desk.DELIVERY), key=berkas_of, evolve=move, place=place
)
