"""What does the intake desk do by itself? It suspects duplicates, and ends what was silent too long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import Lapse
from services.intake.handlers.duplicates import suspicions
from services.intake.handlers.silences import next_visit
from services.intake.views import LAPSE, SILENCES, Silence
from shared.bus.reaction import Heard, Reaction
from shared.contracts.fact import berkas_stream, system
from shared.contracts.intake import PhotoFetched
from shared.contracts.vocabulary import Desk
from shared.room import Room
from shared.timers import Elapsed, NotYet, Timer

LOOK_AGAIN = timedelta(hours=12)
"""Until when an applicant is left alone whom the motorcycle has not visited again."""


async def suspect(heard: Heard[PhotoFetched], room: Room) -> None:
    """The same photo on another open application: an officer decides."""
    for command in await suspicions(heard, room):
        await room.execute(INTAKE, berkas_stream(heard.fact.berkas_id), command, cause=heard.cause)


async def lapse(elapsed: Elapsed[Silence], room: Room) -> None:
    """Told, and silent for longer than she was given."""
    row, now = elapsed.row, room.now()
    visited_at = await next_visit(row, room) if row.motor else None
    if row.motor and (visited_at is None or now < visited_at + row.patience):
        raise NotYet(LOOK_AGAIN)
    command = Lapse(
        command_id=elapsed.command_id(),
        by=system(Desk.INTAKE),
        now=now,
        after=row.patience,
        visited_at=visited_at,
    )
    await room.execute(INTAKE, berkas_stream(row.journey.berkas_id), command, cause=elapsed.cause)


REACTIONS: tuple[Reaction[Any, Room], ...] = (
    Reaction(name="suspect-duplicates", facts=(PhotoFetched,), handle=suspect, after_views=True),
)
TIMERS: tuple[Timer[Any, Room], ...] = (Timer(rule=LAPSE, view=SILENCES, handle=lapse),)
