"""Since when is an applicant silent? Since she was told; where the motorcycle comes, since it came again (rule 8)."""

from __future__ import annotations

from datetime import datetime

from services.intake.views import VISITS, Silence
from shared.contracts.vocabulary import VisitId
from shared.room import Room
from shared.view import normalised

VISITS_READ = 1000
"""Twenty years of a visit a week."""


async def next_visit(row: Silence, room: Room) -> datetime | None:
    """When the motorcycle first was in her jorong again after she was told; None if not yet."""
    jorong = row.jorong or (await _jorong_of(row.visit_id, room) if row.visit_id else None)
    if jorong is None:
        return None
    visits = await room.views.find(VISITS, normalised(jorong), limit=VISITS_READ)
    starts = [visit.row.started_at for visit in visits if visit.row is not None]
    told_at = row.journey.told_at
    return min((start for start in starts if start and told_at and start >= told_at), default=None)


async def _jorong_of(visit_id: VisitId, room: Room) -> str | None:
    visit = await room.views.get(VISITS, visit_id)
    return visit.row.jorong if visit and visit.row else None
