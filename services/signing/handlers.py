"""What does the signing desk do by itself? It never signs; it says when nobody knows whether something was signed."""

from __future__ import annotations

from typing import Any

from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import RecordUnknown
from services.signing.room import SigningRoom
from services.signing.views import ATTEMPTS, OUTCOME_UNKNOWN, Attempt
from shared.bus.reaction import Reaction
from shared.contracts.fact import berkas_stream, system
from shared.contracts.vocabulary import Desk
from shared.timers import Elapsed, Timer


async def give_up(elapsed: Elapsed[Attempt], room: SigningRoom) -> None:
    """An attempt without outcome is unknown, never tried again."""
    row = elapsed.row
    command = RecordUnknown(
        command_id=elapsed.command_id(),
        by=system(Desk.SIGNING),
        now=room.now(),
        document_id=row.document_id,
        attempt=row.attempt,
    )
    await room.execute(SIGNING, berkas_stream(row.berkas_id), command, cause=elapsed.cause)


REACTIONS: tuple[Reaction[Any, SigningRoom], ...] = ()
TIMERS: tuple[Timer[Any, SigningRoom], ...] = (Timer(rule=OUTCOME_UNKNOWN, view=ATTEMPTS, handle=give_up),)
