"""What may be asked about the data check: the applicant is asked, confirms, or says what is wrong."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import APIRouter
from pydantic import Field

from services.entry.decisions.berkas import ENTRY
from services.entry.decisions.commands import AskDataCheck, ConfirmData, DataCheckCommand, DisputeData
from shared.contracts.fact import By
from shared.contracts.vocabulary import BerkasId, DocumentId, Role
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Paragraph, Payload
from shared.web.roles import officer

Operator: TypeAlias = Annotated[By, officer(Role.OPERATOR_ENTRI)]


class AskIn(Payload):
    """For how many days an answer is waited for; silence goes on."""

    days: Annotated[int, Field(ge=1, le=30)] = 2


class DisputeIn(Payload):
    """What the applicant says is wrong."""

    note: Paragraph


def add_routes(router: APIRouter, room: Room) -> None:
    async def do(berkas_id: BerkasId, command: DataCheckCommand) -> Done:
        return done(await room.do(ENTRY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/documents/{document_id}/data-check")
    async def ask(berkas_id: BerkasId, document_id: DocumentId, body: AskIn, by: Operator, key: CommandKey) -> Done:
        until = room.answer_by(body.days)
        return await do(
            berkas_id, AskDataCheck(command_id=key, by=by, now=room.now(), document_id=document_id, until=until)
        )

    @router.post("/berkas/{berkas_id}/documents/{document_id}/data-confirmed")
    async def confirm(berkas_id: BerkasId, document_id: DocumentId, by: Operator, key: CommandKey) -> Done:
        return await do(berkas_id, ConfirmData(command_id=key, by=by, now=room.now(), document_id=document_id))

    @router.post("/berkas/{berkas_id}/documents/{document_id}/data-disputed")
    async def dispute(
        berkas_id: BerkasId, document_id: DocumentId, body: DisputeIn, by: Operator, key: CommandKey
    ) -> Done:
        note = await room.seal(berkas_id, body.note)
        return await do(
            berkas_id, DisputeData(command_id=key, by=by, now=room.now(), document_id=document_id, note=note)
        )
