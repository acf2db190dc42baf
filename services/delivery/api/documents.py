"""What may be asked about documents on their way: received, printed, carried, handed over, to whom."""

from __future__ import annotations

from fastapi import APIRouter

from services.delivery.api.hands import Deliverer, PersonIn, sealed
from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import (
    CollectOldPaper,
    ConfirmReceipt,
    DeliveryCommand,
    FailHandover,
    HandOver,
    IssuePrint,
    PrintDocument,
    RecordReceiver,
    ReturnPrint,
)
from services.delivery.room import DeliveryRoom
from shared.contracts.vocabulary import (
    BerkasId,
    DocumentId,
    Ending,
    HandoverFailure,
    OfficerId,
    Paper,
    Place,
    ReceiptProof,
    SenderRelation,
)
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Paragraph, Payload


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


def add_routes(router: APIRouter, room: DeliveryRoom) -> None:
    async def do(berkas_id: BerkasId, command: DeliveryCommand) -> Done:
        return done(await room.do(DELIVERY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/receiver")
    async def receiver(berkas_id: BerkasId, body: ReceiverIn, by: Deliverer, key: CommandKey) -> Done:
        person = await sealed(room, berkas_id, body.receiver)
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
            receiver=await sealed(room, berkas_id, body.receiver),
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
