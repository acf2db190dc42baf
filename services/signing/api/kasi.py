"""What may the Kasi ask: validate, return, request, withdraw the request, reject or not."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import APIRouter
from pydantic import Field

from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import (
    DismissRejection,
    Reject,
    RequestSigning,
    ReturnDraft,
    ReturnedTo,
    SigningCommand,
    Validate,
    WithdrawRequest,
)
from services.signing.room import SigningRoom
from shared.contracts.fact import By
from shared.contracts.signing import FieldFault
from shared.contracts.vocabulary import BerkasId, Desk, DocumentId, DraftReturnReason, RejectReason, Role
from shared.web.answers import Done, done
from shared.web.commands import CommandKey, Seen
from shared.web.payload import Line, Paragraph, Payload
from shared.web.roles import officer

Kasi: TypeAlias = Annotated[By, officer(Role.KASI)]


class ValidateIn(Payload):
    """Which revision was looked at."""

    revision: Annotated[int, Field(ge=1)]


class FaultIn(Payload):
    """What is wrong with one field."""

    field: Line
    reason: DraftReturnReason
    note: Paragraph | None = None


class ReturnIn(Payload):
    """Back to entry (usual), verification or intake; without `document_id`: all drafts."""

    to: ReturnedTo = Desk.ENTRY
    faults: Annotated[tuple[FaultIn, ...], Field(min_length=1)]
    document_id: DocumentId | None = None


class RejectIn(Payload):
    """Why the application cannot be granted."""

    reason: RejectReason
    note: Paragraph


class DismissIn(Payload):
    """Why the proposal is not followed."""

    note: Paragraph | None = None


def add_routes(router: APIRouter, room: SigningRoom) -> None:
    async def do(berkas_id: BerkasId, command: SigningCommand) -> Done:
        return done(await room.do(SIGNING, berkas_id, command))

    @router.post("/berkas/{berkas_id}/documents/{document_id}/validate")
    async def validate(
        berkas_id: BerkasId, document_id: DocumentId, body: ValidateIn, by: Kasi, key: CommandKey, seen: Seen
    ) -> Done:
        command = Validate(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            document_id=document_id,
            revision=body.revision,
            levels=room.office.validation_levels,
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/documents/{document_id}/request")
    async def request(berkas_id: BerkasId, document_id: DocumentId, by: Kasi, key: CommandKey, seen: Seen) -> Done:
        command = RequestSigning(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            document_id=document_id,
            levels=room.office.validation_levels,
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/documents/{document_id}/withdraw-request")
    async def withdraw(berkas_id: BerkasId, document_id: DocumentId, by: Kasi, key: CommandKey) -> Done:
        return await do(berkas_id, WithdrawRequest(command_id=key, by=by, now=room.now(), document_id=document_id))

    @router.post("/berkas/{berkas_id}/return")
    async def return_(berkas_id: BerkasId, body: ReturnIn, by: Kasi, key: CommandKey, seen: Seen) -> Done:
        faults = [
            FieldFault(field=one.field, reason=one.reason, note=await room.seal_some(berkas_id, one.note))
            for one in body.faults
        ]
        command = ReturnDraft(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            to=body.to,
            faults=tuple(faults),
            document_id=body.document_id,
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/reject")
    async def reject(berkas_id: BerkasId, body: RejectIn, by: Kasi, key: CommandKey, seen: Seen) -> Done:
        note = await room.seal(berkas_id, body.note)
        return await do(
            berkas_id, Reject(command_id=key, by=by, now=room.now(), seen=seen, reason=body.reason, note=note)
        )

    @router.post("/berkas/{berkas_id}/dismiss-rejection")
    async def dismiss(berkas_id: BerkasId, body: DismissIn, by: Kasi, key: CommandKey, seen: Seen) -> Done:
        note = await room.seal_some(berkas_id, body.note)
        return await do(berkas_id, DismissRejection(command_id=key, by=by, now=room.now(), seen=seen, note=note))
