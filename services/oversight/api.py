"""What may be asked of the oversight desk over HTTP?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, TypeAlias

from fastapi import APIRouter
from pydantic import BaseModel

from services.oversight.decisions.office import OFFICE_RULES, CombineDuties
from services.oversight.decisions.officer import RIGHTS, ChangeRights
from services.oversight.views import QUEUE
from shared.contracts.fact import OFFICE, By, officer_stream
from shared.contracts.labels import choice
from shared.contracts.rules.journey import Stage
from shared.contracts.vocabulary import OfficerId, Role
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.errors import NoSuch
from shared.web.payload import Line, Payload
from shared.web.reading import reading_routes
from shared.web.roles import officer
from shared.web.showing import DossierOut, dossier_out

Head: TypeAlias = Annotated[By, officer(Role.KADIS, Role.KASI)]
Reader: TypeAlias = Annotated[By, officer(Role.KADIS, Role.KASI, Role.AUDITOR)]


class DutiesIn(Payload):
    """A surat tugas: this officer may verify and enter the same berkas."""

    officer: OfficerId
    letter: Line
    since: date
    until: date


class RightsIn(Payload):
    """An officer's roles from now on; none: she has left."""

    officer: OfficerId
    roles: tuple[Role, ...]


class StageOut(BaseModel):
    """How many berkas lie at one stage."""

    stage: str
    label: str
    count: int


class DutiesOut(BaseModel):
    """One surat tugas, as auditors see it listed."""

    officer: str
    letter: str
    since: date
    until: date
    today: bool


def routes(room: Room) -> APIRouter:
    router = reading_routes(room, QUEUE, Role.KADIS, Role.KASI)

    @router.get("/stages")
    async def stages(by: Reader) -> Sequence[StageOut]:  # noqa: ARG001 - only who asks matters
        """Where the office's work lies now."""
        counts: Mapping[str, int] = await room.views.count(QUEUE)
        return [StageOut(stage=stage, label=choice(Stage(stage)), count=count) for stage, count in counts.items()]

    @router.get("/find/{nomor}")
    async def find(nomor: str, by: Reader) -> DossierOut:  # noqa: ARG001
        """One berkas by its nomor, wherever it lies and whenever it ended."""
        found = await room.views.find(QUEUE, nomor)
        lane = next((row.row for row in found if row.row is not None), None)
        if lane is None:
            raise NoSuch
        return await dossier_out(room, await room.dossier(lane.berkas_id))

    @router.get("/duties")
    async def duties(by: Reader) -> Sequence[DutiesOut]:  # noqa: ARG001
        standing = await room.standing()
        return [
            DutiesOut(
                officer=one.officer,
                letter=one.letter,
                since=one.since,
                until=one.until,
                today=standing.combined(one.officer, room.today),
            )
            for one in standing.duties
        ]

    @router.post("/duties")
    async def combine(body: DutiesIn, by: Head, key: CommandKey) -> Done:
        command = CombineDuties(
            command_id=key,
            by=by,
            now=room.now(),
            officer=body.officer,
            letter=body.letter,
            since=body.since,
            until=body.until,
        )
        return done(await room.execute(OFFICE_RULES, OFFICE, command))

    @router.post("/rights")
    async def rights(body: RightsIn, by: Head, key: CommandKey) -> Done:
        command = ChangeRights(command_id=key, by=by, now=room.now(), officer=body.officer, roles=body.roles)
        return done(await room.execute(RIGHTS, officer_stream(body.officer), command))

    return router
