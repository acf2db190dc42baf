"""What does the oversight desk do by itself? It says when a promise is about to be broken, and when it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.oversight.decisions.berkas import DEADLINES, CheckDeadlines
from services.oversight.views import CHECK, WATCHES, Watch
from shared.bus.reaction import Reaction
from shared.contracts.fact import berkas_stream, system
from shared.contracts.rules.office import Standing
from shared.contracts.vocabulary import Desk
from shared.room import Room
from shared.timers import Elapsed, NotYet, Timer

NEAR = timedelta(days=2)
"""How long before a deadline it is said to be near."""
LOOK_AGAIN = timedelta(hours=1)
"""A paused clock says nothing; it is looked at again this much later."""


async def check(elapsed: Elapsed[Watch], room: Room) -> None:
    """Say what there is to say of both clocks now; if nothing yet, look again when there may be."""
    standing, watch = await room.standing(), elapsed.row
    command = CheckDeadlines(
        command_id=elapsed.command_id(),
        by=system(Desk.OVERSIGHT),
        now=room.now(),
        rules=room.rules,
        calendar=room.calendar,
        circumstances=standing.circumstances,
        near=NEAR,
    )
    stream = berkas_stream(watch.lane.berkas_id)
    executed = await room.execute(DEADLINES, stream, command, cause=elapsed.cause)
    if not executed.facts:
        raise NotYet(_wait(room, watch, standing))


def _wait(room: Room, watch: Watch, standing: Standing) -> timedelta:
    """Until the next moment at which a running clock has something to say, an hour at least."""
    readings = [r for r in room.clocks(watch.lane.timeline, standing) if r.running and r.clock not in watch.missed]
    lefts = [r.remaining if r.clock in watch.near else r.remaining - NEAR for r in readings if not r.paused_by]
    return max(LOOK_AGAIN, min(lefts, default=LOOK_AGAIN))


REACTIONS: tuple[Reaction[Any, Room], ...] = ()
TIMERS: tuple[Timer[Any, Room], ...] = (Timer(rule=CHECK, view=WATCHES, handle=check),)
