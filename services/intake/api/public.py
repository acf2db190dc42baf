"""What may an applicant learn by her tracking code? Where her berkas lies, in plain words, and nothing personal."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from services.intake.texts import STATUS
from services.intake.views import QUEUE
from shared.contracts.labels import choice
from shared.contracts.rules.calendar import local_day
from shared.contracts.rules.tracking import parse_tracking
from shared.contracts.vocabulary import Clock
from shared.room import Room
from shared.view import normalised
from shared.web.errors import NoSuch
from shared.web.roles import anyone


class StatusOut(BaseModel):
    """Where a berkas lies. `until`: when we promised it, once the papers are complete."""

    nomor: str
    layanan: str
    status: str
    since: date
    until: date | None


def add_routes(router: APIRouter, room: Room) -> None:
    @router.get("/status/{tracking_code}", dependencies=[Depends(anyone)])
    async def status(tracking_code: str) -> StatusOut:
        code = parse_tracking(tracking_code)
        if code is None:
            raise NoSuch
        found = await room.views.find(QUEUE, room.keys.blind(normalised(code)))
        lane = next((row.row for row in found if row.row is not None), None)
        if lane is None:
            raise NoSuch
        readings = {reading.clock: reading for reading in room.clocks(lane.timeline, await room.standing())}
        due_at = readings[Clock.SERVICE].due_at
        return StatusOut(
            nomor=lane.nomor,
            layanan=choice(lane.journey.layanan),
            status=STATUS[lane.journey.stage],
            since=local_day(lane.since, room.calendar.zone),
            until=local_day(due_at, room.calendar.zone) if due_at else None,
        )
