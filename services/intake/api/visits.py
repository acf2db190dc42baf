"""What may be asked about the motorcycle's trips? (SOP step 1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypeAlias

from fastapi import APIRouter
from pydantic import BaseModel, Field

from services.intake.decisions.visit import VISIT, CancelVisit, EndVisit, ScheduleVisit, StartVisit, VisitCommand
from services.intake.views import VISITS
from shared.contracts.fact import By, visit_stream
from shared.contracts.vocabulary import OfficerId, Role, VisitId
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Line, Paragraph, Payload
from shared.web.roles import officer

Rider: TypeAlias = Annotated[By, officer(Role.PETUGAS_KHUSUS, Role.OPERATOR_WA)]


class ScheduleIn(Payload):
    """When the motorcycle goes where, and with whom."""

    jorong: Line
    on: date
    officers: Annotated[tuple[OfficerId, ...], Field(min_length=1)]


class StartIn(Payload):
    """What was checked before leaving."""

    equipment: tuple[Line, ...]


class EndIn(Payload):
    """How many people applied or were shown how."""

    helped: Annotated[int, Field(ge=0, le=10_000)]


class CancelIn(Payload):
    """Why it does not take place."""

    note: Paragraph


class VisitOut(BaseModel):
    """One trip that is planned or under way."""

    visit_id: str
    jorong: str
    on: date
    officers: Sequence[str]
    under_way: bool


class ScheduledOut(BaseModel):
    """The trip's id."""

    visit_id: str


def add_routes(router: APIRouter, room: Room) -> None:
    async def do(visit_id: VisitId, command: VisitCommand) -> Done:
        return done(await room.act(VISIT, visit_stream(visit_id), command))

    @router.get("/visits")
    async def visits(by: Rider) -> Sequence[VisitOut]:  # noqa: ARG001 - only who asks matters
        rows = [
            row.row
            for queue in ("riding", "planned")
            for row in (await room.views.page(VISITS, queue)).rows
            if row.row is not None
        ]
        return [
            VisitOut(
                visit_id=row.visit_id,
                jorong=row.jorong,
                on=row.on,
                officers=row.officers,
                under_way=row.started_at is not None,
            )
            for row in rows
        ]

    @router.post("/visits", status_code=201)
    async def schedule(body: ScheduleIn, by: Rider, key: CommandKey) -> ScheduledOut:
        visit_id = VisitId(key)
        command = ScheduleVisit(
            command_id=key,
            by=by,
            now=room.now(),
            visit_id=visit_id,
            jorong=body.jorong,
            on=body.on,
            officers=body.officers,
        )
        await do(visit_id, command)
        return ScheduledOut(visit_id=visit_id)

    @router.post("/visits/{visit_id}/start")
    async def start(visit_id: VisitId, body: StartIn, by: Rider, key: CommandKey) -> Done:
        return await do(visit_id, StartVisit(command_id=key, by=by, now=room.now(), equipment=body.equipment))

    @router.post("/visits/{visit_id}/end")
    async def end(visit_id: VisitId, body: EndIn, by: Rider, key: CommandKey) -> Done:
        return await do(visit_id, EndVisit(command_id=key, by=by, now=room.now(), helped=body.helped))

    @router.post("/visits/{visit_id}/cancel")
    async def cancel(visit_id: VisitId, body: CancelIn, by: Rider, key: CommandKey) -> Done:
        note = (await room.keys.of(visit_stream(visit_id))).seal(body.note)
        return await do(visit_id, CancelVisit(command_id=key, by=by, now=room.now(), note=note))
