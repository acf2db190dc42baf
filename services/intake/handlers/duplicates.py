"""Which open applications show the same photo?"""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.decisions.commands import SuspectDuplicate
from services.intake.views import LIKENESSES
from shared.bus.reaction import Heard
from shared.contracts.fact import system
from shared.contracts.intake import PhotoFetched
from shared.contracts.vocabulary import Desk, DuplicateGround
from shared.room import Room


async def suspicions(heard: Heard[PhotoFetched], room: Room) -> Sequence[SuspectDuplicate]:
    """One suspicion per older application that has this photo; the younger one is suspected."""
    alike = await room.views.find(LIKENESSES, heard.fact.original.sha256)
    rows = [found.row for found in alike if found.row is not None]
    ours = next((row for row in rows if row.berkas_id == heard.fact.berkas_id), None)
    if ours is None:
        return []
    return [
        SuspectDuplicate(
            command_id=heard.command_id(row.berkas_id),
            by=system(Desk.INTAKE),
            now=room.now(),
            other=row.berkas_id,
            ground=DuplicateGround.SAME_PHOTO,
        )
        for row in rows
        if (row.received_at, row.berkas_id) < (ours.received_at, ours.berkas_id)
    ]
