"""What may be said of a signed document afterwards: a newer one replaces it, or it counts no more."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import APIRouter

from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import AfterwardsCommand, Revoke, Supersede
from services.signing.room import SigningRoom
from shared.contracts.fact import By
from shared.contracts.vocabulary import BerkasId, DocumentId, Role
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Paragraph, Payload
from shared.web.roles import officer

Head: TypeAlias = Annotated[By, officer(Role.KADIS, Role.KASI)]


class SupersedeIn(Payload):
    """Which signed document replaces it, and why."""

    replaced_by: DocumentId
    note: Paragraph


class RevokeIn(Payload):
    """Why it counts no more."""

    note: Paragraph


def add_routes(router: APIRouter, room: SigningRoom) -> None:
    async def do(berkas_id: BerkasId, command: AfterwardsCommand) -> Done:
        return done(await room.do(SIGNING, berkas_id, command))

    @router.post("/berkas/{berkas_id}/documents/{document_id}/supersede")
    async def supersede(
        berkas_id: BerkasId, document_id: DocumentId, body: SupersedeIn, by: Head, key: CommandKey
    ) -> Done:
        command = Supersede(
            command_id=key,
            by=by,
            now=room.now(),
            document_id=document_id,
            replaced_by=body.replaced_by,
            note=await room.seal(berkas_id, body.note),
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/documents/{document_id}/revoke")
    async def revoke(berkas_id: BerkasId, document_id: DocumentId, body: RevokeIn, by: Head, key: CommandKey) -> Done:
        note = await room.seal(berkas_id, body.note)
        return await do(berkas_id, Revoke(command_id=key, by=by, now=room.now(), document_id=document_id, note=note))
