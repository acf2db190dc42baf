"""What may be asked of the entry desk over HTTP?"""

from __future__ import annotations

from typing import Annotated, TypeAlias
from uuid import UUID, uuid5

from fastapi import APIRouter
from pydantic import Field

from services.entry.api.drafts import Drafted, made_draft
from services.entry.decisions.berkas import ENTRY
from services.entry.decisions.commands import CancelSiak, EnterIntoSiak, PrintDraft, RecordIdentity, ReturnEntry
from services.entry.decisions.office import SIAK_STATUS, ReportSiakBack, ReportSiakDown
from services.entry.views import QUEUE
from shared.contracts.fact import OFFICE, By
from shared.contracts.requirements import catalogue
from shared.contracts.rules.dossier import Dossier
from shared.contracts.shapes import PlannedDocument
from shared.contracts.vocabulary import (
    BerkasId,
    CommandId,
    Desk,
    DocumentId,
    DocumentKind,
    EntryReturnReason,
    IdentityVerdict,
    Origin,
    Paper,
    Role,
)
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey, Seen
from shared.web.desk import desk_routes
from shared.web.lacks import LackIn, sealed_lacks
from shared.web.payload import Line, Paragraph, Payload
from shared.web.roles import officer

Operator: TypeAlias = Annotated[By, officer(Role.OPERATOR_ENTRI)]
Anyone: TypeAlias = Annotated[
    By,
    officer(Role.OPERATOR_ENTRI, Role.PETUGAS_VERIFIKASI, Role.OPERATOR_WA, Role.KASI, Role.KADIS, Role.PETUGAS_KHUSUS),
]


class IdentityIn(Payload):
    """What the officer's check of the identity said."""

    verdict: IdentityVerdict


class PlanIn(Payload):
    """One of the documents that come of it; `number`: SIAK's, if it has one already."""

    kind: DocumentKind
    origin: Origin
    number: Line | None = None


class SiakIn(Payload):
    """The application stands in SIAK under this number. Without `documents`: what the catalogue says."""

    siak_number: Line
    documents: tuple[PlanIn, ...] = ()
    from_papers: tuple[Paper, ...] = ()


class ReturnIn(Payload):
    """Back to `to`; for the applicant (intake), everything she has to mend."""

    to: Annotated[Desk, Field(description="intake | verification")]
    reason: EntryReturnReason
    lacks: tuple[LackIn, ...] = ()
    note: Paragraph | None = None
    days: Annotated[int, Field(ge=1, le=90)] | None = None


class CancelIn(Payload):
    """How the entry in SIAK was undone."""

    note: Paragraph


class SiakOut(Payload):
    """Whether SIAK works."""

    down: bool


def routes(room: Room) -> APIRouter:
    router = desk_routes(room, ENTRY, QUEUE, Role.OPERATOR_ENTRI)

    @router.post("/berkas/{berkas_id}/identity")
    async def identity(berkas_id: BerkasId, body: IdentityIn, by: Operator, key: CommandKey) -> Done:
        command = RecordIdentity(command_id=key, by=by, now=room.now(), verdict=body.verdict)
        return done(await room.do(ENTRY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/siak")
    async def siak(berkas_id: BerkasId, body: SiakIn, by: Operator, key: CommandKey, seen: Seen) -> Done:
        dossier = await room.dossier(berkas_id)
        command = EnterIntoSiak(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            siak_number=await room.seal(berkas_id, body.siak_number),
            documents=await planned(room, dossier, body.documents),
            from_papers=body.from_papers or tuple(sorted(dossier.journey.papers)),
            combined=await room.combined(by.id),
        )
        return done(await room.do(ENTRY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/documents/{document_id}/draft")
    async def draft(
        berkas_id: BerkasId, document_id: DocumentId, body: dict[str, object], by: Operator, key: CommandKey, seen: Seen
    ) -> Done:
        drafted = await made_draft(room, await room.dossier(berkas_id), document_id, body)
        return done(await room.do(ENTRY, berkas_id, print_draft(drafted, key, by, seen)))

    def print_draft(drafted: Drafted, key: CommandId, by: By, seen: int) -> PrintDraft:
        return PrintDraft(
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
        )

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

    @router.post("/berkas/{berkas_id}/siak/cancel")
    async def cancel(berkas_id: BerkasId, body: CancelIn, by: Operator, key: CommandKey) -> Done:
        command = CancelSiak(command_id=key, by=by, now=room.now(), note=await room.seal(berkas_id, body.note))
        return done(await room.do(ENTRY, berkas_id, command))

    @router.post("/siak/down")
    async def down(by: Anyone, key: CommandKey) -> Done:
        return done(await room.execute(SIAK_STATUS, OFFICE, ReportSiakDown(command_id=key, by=by, now=room.now())))

    @router.post("/siak/back")
    async def back(by: Anyone, key: CommandKey) -> Done:
        return done(await room.execute(SIAK_STATUS, OFFICE, ReportSiakBack(command_id=key, by=by, now=room.now())))

    @router.get("/siak")
    async def status(by: Anyone) -> SiakOut:  # noqa: ARG001 - only who asks matters
        return SiakOut(down=(await room.standing()).circumstances.siak_down.is_on(room.now()))

    return router


async def planned(room: Room, dossier: Dossier, asked: tuple[PlanIn, ...]) -> tuple[PlannedDocument, ...]:
    """The documents of this berkas: as asked, or as the catalogue says; the same kind is always the same document."""
    berkas_id = dossier.journey.berkas_id
    kinds = catalogue(dossier.catalogue).variants[dossier.journey.variant].default_documents
    plans = asked or tuple(PlanIn(kind=kind, origin=room.office.origin) for kind in kinds)
    return tuple(
        [
            PlannedDocument(
                document_id=DocumentId(str(uuid5(UUID(berkas_id), plan.kind))),
                kind=plan.kind,
                origin=plan.origin,
                number=await room.seal_some(berkas_id, plan.number),
            )
            for plan in plans
        ]
    )
