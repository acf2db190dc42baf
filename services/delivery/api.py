"""What may be asked of the delivery desk over HTTP?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, TypeAlias

from fastapi import APIRouter
from pydantic import BaseModel, Field

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import (
    AnswerComplaint,
    AnswerSurvey,
    CollectOldPaper,
    Complain,
    ConfirmReceipt,
    DeliveryCommand,
    FailHandover,
    HandOver,
    IssuePrint,
    PrintDocument,
    RecordReceiver,
    ReturnPrint,
    TellInPerson,
)
from services.delivery.room import DeliveryRoom
from services.delivery.views import QUEUE, TELLING
from shared.contracts.fact import By, berkas_stream
from shared.contracts.labels import choice
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Person
from shared.contracts.vocabulary import (
    BerkasId,
    ComplaintId,
    ComplaintKind,
    DocumentId,
    Ending,
    HandoverFailure,
    MessageId,
    OfficerId,
    Paper,
    Place,
    ReceiptProof,
    Role,
    SenderRelation,
    TellingChannel,
)
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.desk import desk_routes
from shared.web.payload import Line, Paragraph, Payload
from shared.web.roles import officer

HANDS = (Role.PETUGAS_KHUSUS, Role.OPERATOR_WA, Role.PETUGAS_NAGARI)
Deliverer: TypeAlias = Annotated[By, officer(*HANDS)]


class PersonIn(Payload):
    """Who receives."""

    name: Line
    nik: Annotated[str, Field(pattern=r"^\d{16}$")] | None = None
    phone: Line | None = None


class ReceiverIn(Payload):
    """Who may receive the documents, and how."""

    receiver: PersonIn
    relation: SenderRelation
    ending: Ending


class ReceiptIn(Payload):
    """How we know that she has it."""

    proof: ReceiptProof


class PrintIn(Payload):
    """Who printed it."""

    place: Place


class CarrierIn(Payload):
    """Who carries the print."""

    carrier: OfficerId


class HandOverIn(Payload):
    """To whom it was handed."""

    receiver: PersonIn
    relation: SenderRelation
    place: Place


class FailedIn(Payload):
    """Why it could not be handed over."""

    failure: HandoverFailure
    note: Paragraph | None = None


class PaperIn(Payload):
    """Which old paper was taken back."""

    paper: Paper


class ToldIn(Payload):
    """How the applicant was told."""

    channel: TellingChannel


class ComplaintIn(Payload):
    """What somebody complains about."""

    kind: ComplaintKind
    text: Paragraph


class AnswerIn(Payload):
    """What she was answered."""

    text: Paragraph


class SurveyIn(Payload):
    """Nine answers, each from 1 to 4."""

    answers: tuple[int, ...]


class WordOut(BaseModel):
    """One message an officer has to tell."""

    message_id: str
    kind: str
    label: str
    since: datetime
    failure: str | None


class TellingOut(BaseModel):
    """One applicant who has to be told otherwise."""

    berkas_id: str
    nomor: str
    words: Sequence[WordOut]


def routes(room: DeliveryRoom) -> APIRouter:
    router = desk_routes(room, DELIVERY, QUEUE, *HANDS)

    async def do(berkas_id: BerkasId, command: DeliveryCommand) -> Done:
        return done(await room.do(DELIVERY, berkas_id, command))

    async def sealed(berkas_id: BerkasId, person: PersonIn) -> Sealed[Person]:
        key = await room.keys.of(berkas_stream(berkas_id))
        return key.seal(Person(name=person.name, nik=person.nik, phone=person.phone))

    @router.get("/messages")
    async def messages(by: Deliverer) -> Sequence[TellingOut]:  # noqa: ARG001 - only who asks matters
        """Whom no channel reaches: told by an officer, oldest first."""
        page = await room.views.page(TELLING, "to_tell")
        return [
            TellingOut(
                berkas_id=row.row.berkas_id,
                nomor=row.row.nomor,
                words=[
                    WordOut(
                        message_id=word.message_id,
                        kind=word.kind,
                        label=choice(word.kind),
                        since=word.since,
                        failure=choice(word.failure) if word.failure else None,
                    )
                    for word in row.row.words.values()
                ],
            )
            for row in page.rows
            if row.row is not None
        ]

    @router.post("/berkas/{berkas_id}/messages/{message_id}/told")
    async def told(berkas_id: BerkasId, message_id: MessageId, body: ToldIn, by: Deliverer, key: CommandKey) -> Done:
        return await do(
            berkas_id,
            TellInPerson(command_id=key, by=by, now=room.now(), message_id=message_id, channel=body.channel),
        )

    @router.post("/berkas/{berkas_id}/receiver")
    async def receiver(berkas_id: BerkasId, body: ReceiverIn, by: Deliverer, key: CommandKey) -> Done:
        person = await sealed(berkas_id, body.receiver)
        command = RecordReceiver(
            command_id=key, by=by, now=room.now(), receiver=person, relation=body.relation, ending=body.ending
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/documents/{document_id}/received")
    async def received(
        berkas_id: BerkasId, document_id: DocumentId, body: ReceiptIn, by: Deliverer, key: CommandKey
    ) -> Done:
        command = ConfirmReceipt(command_id=key, by=by, now=room.now(), document_id=document_id, proof=body.proof)
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/documents/{document_id}/printed")
    async def printed(
        berkas_id: BerkasId, document_id: DocumentId, body: PrintIn, by: Deliverer, key: CommandKey
    ) -> Done:
        command = PrintDocument(command_id=key, by=by, now=room.now(), document_id=document_id, place=body.place)
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/documents/{document_id}/issued")
    async def issued(
        berkas_id: BerkasId, document_id: DocumentId, body: CarrierIn, by: Deliverer, key: CommandKey
    ) -> Done:
        command = IssuePrint(command_id=key, by=by, now=room.now(), document_id=document_id, carrier=body.carrier)
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/documents/{document_id}/returned")
    async def returned(berkas_id: BerkasId, document_id: DocumentId, by: Deliverer, key: CommandKey) -> Done:
        return await do(berkas_id, ReturnPrint(command_id=key, by=by, now=room.now(), document_id=document_id))

    @router.post("/berkas/{berkas_id}/documents/{document_id}/handed-over")
    async def handed_over(
        berkas_id: BerkasId, document_id: DocumentId, body: HandOverIn, by: Deliverer, key: CommandKey
    ) -> Done:
        command = HandOver(
            command_id=key,
            by=by,
            now=room.now(),
            document_id=document_id,
            receiver=await sealed(berkas_id, body.receiver),
            relation=body.relation,
            place=body.place,
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/documents/{document_id}/handover-failed")
    async def failed(
        berkas_id: BerkasId, document_id: DocumentId, body: FailedIn, by: Deliverer, key: CommandKey
    ) -> Done:
        command = FailHandover(
            command_id=key,
            by=by,
            now=room.now(),
            document_id=document_id,
            failure=body.failure,
            note=await room.seal_some(berkas_id, body.note),
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/old-paper")
    async def old_paper(berkas_id: BerkasId, body: PaperIn, by: Deliverer, key: CommandKey) -> Done:
        return await do(berkas_id, CollectOldPaper(command_id=key, by=by, now=room.now(), paper=body.paper))

    @router.post("/berkas/{berkas_id}/complaints")
    async def complain(berkas_id: BerkasId, body: ComplaintIn, by: Deliverer, key: CommandKey) -> Done:
        command = Complain(
            command_id=key,
            by=by,
            now=room.now(),
            complaint_id=ComplaintId(key),
            kind=body.kind,
            text=await room.seal(berkas_id, body.text),
        )
        return await do(berkas_id, command)

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

    return router
