"""What may be asked of the entry desk over HTTP?"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import APIRouter
from pydantic import Field

from services.entry.api import data_check, siak
from services.entry.api.drafts import made_draft
from services.entry.decisions.berkas import ENTRY
from services.entry.decisions.commands import PrintDraft, RecordIdentity, ReturnedTo, ReturnEntry
from services.entry.views import QUEUE
from shared.contracts.fact import By
from shared.contracts.vocabulary import BerkasId, DocumentId, EntryReturnReason, IdentityVerdict, Role
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey, Seen
from shared.web.desk import desk_routes
from shared.web.lacks import LackIn, sealed_lacks
from shared.web.payload import Paragraph, Payload
from shared.web.roles import officer

Operator: TypeAlias = Annotated[By, officer(Role.OPERATOR_ENTRI)]


class IdentityIn(Payload):
    """What the officer's check of the identity said."""

    verdict: IdentityVerdict


class ReturnIn(Payload):
    """Back to verification, or (intake) to the applicant with everything she has to mend, within so many days."""

    to: ReturnedTo
    reason: EntryReturnReason
    lacks: tuple[LackIn, ...] = ()
    note: Paragraph | None = None
    days: Annotated[int, Field(ge=1, le=90)] | None = None


def routes(room: Room) -> APIRouter:
    router = desk_routes(room, ENTRY, QUEUE, Role.OPERATOR_ENTRI)
    siak.add_routes(router, room)
    data_check.add_routes(router, room)

    @router.post("/berkas/{berkas_id}/identity")
    async def identity(berkas_id: BerkasId, body: IdentityIn, by: Operator, key: CommandKey) -> Done:
        command = RecordIdentity(command_id=key, by=by, now=room.now(), verdict=body.verdict)
        return done(await room.do(ENTRY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/documents/{document_id}/draft")
    async def draft(
        berkas_id: BerkasId, document_id: DocumentId, body: dict[str, object], by: Operator, key: CommandKey, seen: Seen
    ) -> Done:
        drafted = await made_draft(room, await room.dossier(berkas_id), document_id, body)
        command = PrintDraft(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            document_id=drafted.document_id,
            revision=drafted.revision,
            draft=drafted.draft,
            content=drafted.content,
            data=drafted.data,
            changed=drafted.changed,
            combined=await room.combined(by.id),
        )
        return done(await room.do(ENTRY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/return")
    async def return_(berkas_id: BerkasId, body: ReturnIn, by: Operator, key: CommandKey, seen: Seen) -> Done:
        command = ReturnEntry(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            to=body.to,
            reason=body.reason,
            lacks=await sealed_lacks(room, berkas_id, body.lacks),
            note=await room.seal_some(berkas_id, body.note),
            deadline=room.answer_by(body.days),
            combined=await room.combined(by.id),
        )
        return done(await room.do(ENTRY, berkas_id, command))

    return router
