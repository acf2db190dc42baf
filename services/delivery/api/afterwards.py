"""What may be asked afterwards: a complaint, its answer, the survey."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from services.delivery.api.hands import Deliverer
from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import AfterwardsCommand, AnswerComplaint, AnswerSurvey, Complain
from services.delivery.room import DeliveryRoom
from shared.contracts.vocabulary import BerkasId, ComplaintId, ComplaintKind
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Paragraph, Payload


class ComplaintIn(Payload):
    """What somebody complains about."""

    kind: ComplaintKind
    text: Paragraph


class ComplainedOut(BaseModel):
    """The complaint's id: whoever answers it names it."""

    complaint_id: str


class AnswerIn(Payload):
    """What she was answered."""

    text: Paragraph


class SurveyIn(Payload):
    """Nine answers, each from 1 to 4."""

    answers: tuple[int, ...]


def add_routes(router: APIRouter, room: DeliveryRoom) -> None:
    async def do(berkas_id: BerkasId, command: AfterwardsCommand) -> Done:
        return done(await room.do(DELIVERY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/complaints", status_code=201)
    async def complain(berkas_id: BerkasId, body: ComplaintIn, by: Deliverer, key: CommandKey) -> ComplainedOut:
        command = Complain(
            command_id=key,
            by=by,
            now=room.now(),
            complaint_id=ComplaintId(key),
            kind=body.kind,
            text=await room.seal(berkas_id, body.text),
        )
        await do(berkas_id, command)
        return ComplainedOut(complaint_id=command.complaint_id)

    @router.post("/berkas/{berkas_id}/complaints/{complaint_id}/answer")
    async def answer(
        berkas_id: BerkasId, complaint_id: ComplaintId, body: AnswerIn, by: Deliverer, key: CommandKey
    ) -> Done:
        text = await room.seal(berkas_id, body.text)
        command = AnswerComplaint(command_id=key, by=by, now=room.now(), complaint_id=complaint_id, text=text)
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/survey")
    async def survey(berkas_id: BerkasId, body: SurveyIn, by: Deliverer, key: CommandKey) -> Done:
        return await do(berkas_id, AnswerSurvey(command_id=key, by=by, now=room.now(), answers=body.answers))
