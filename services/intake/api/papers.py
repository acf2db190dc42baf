"""What may the operator ask about papers: which is which, what lacks, the print sheet, complete or not?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from services.intake.api.printing import PDF, drawn_sheet
from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import (
    Attach,
    ChangeLayanan,
    DismissDuplicate,
    FindComplete,
    FindIncomplete,
    IntakeCommand,
    MarkUnreadable,
    Merge,
    RecordPrint,
    RecordRelation,
    SkipPrint,
)
from shared.contracts.fact import By, berkas_stream
from shared.contracts.requirements import RequirementId, catalogue, paper_texts
from shared.contracts.rules.journey import ENDED
from shared.contracts.rules.papers import lacking
from shared.contracts.vocabulary import (
    BerkasId,
    Layanan,
    Paper,
    PaperVerdict,
    PhotoId,
    PrintSkipReason,
    Role,
    SenderRelation,
    UnreadableReason,
    Variant,
)
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey, Seen
from shared.web.errors import NoSuch
from shared.web.lacks import LackIn, sealed_lacks
from shared.web.payload import Paragraph, Payload
from shared.web.roles import officer

Operator: TypeAlias = Annotated[By, officer(Role.OPERATOR_WA)]
Taker: TypeAlias = Annotated[By, officer(Role.OPERATOR_WA, Role.PETUGAS_KHUSUS)]


class AttachIn(Payload):
    """What a photo shows."""

    photo_id: PhotoId
    paper: Paper


class UnreadableIn(Payload):
    """Why a photo cannot be used."""

    photo_id: PhotoId
    reason: UnreadableReason


class SkipIn(Payload):
    """Why the photos are not printed."""

    reason: PrintSkipReason


class IncompleteIn(Payload):
    """Everything that lacks, in one message; `days` to answer, or the office's usual ones."""

    lacks: Annotated[tuple[LackIn, ...], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=90)] | None = None


class CompleteIn(Payload):
    """`when`: the conditional requirements whose condition holds. `legal_day`: e.g. 60 days after a birth."""

    when: tuple[RequirementId, ...] = ()
    legal_day: date | None = None


class LayananIn(Payload):
    """What is really asked for."""

    layanan: Layanan
    variant: Variant
    note: Paragraph | None = None


class RelationIn(Payload):
    """What the sender is to the person the document is about."""

    relation: SenderRelation


class LackOut(BaseModel):
    """A paper that is missing, and who issues it where."""

    paper: Paper
    label: str
    reason: str
    where: str


class RequirementOut(BaseModel):
    """One requirement of this application, as its catalogue has it."""

    id: str
    any_of: Sequence[Paper]
    labels: Sequence[str]
    need: str
    condition: str | None
    basis: str


class PapersOut(BaseModel):
    """What is asked for, and what is missing now."""

    requirements: Sequence[RequirementOut]
    lacks: Sequence[LackOut]


def add_routes(router: APIRouter, room: Room) -> None:
    async def do(berkas_id: BerkasId, command: IntakeCommand) -> Done:
        return done(await room.do(INTAKE, berkas_id, command))

    @router.get("/berkas/{berkas_id}/papers")
    async def papers(
        berkas_id: BerkasId,
        by: Taker,  # noqa: ARG001 - only who asks matters
        when: Annotated[list[RequirementId] | None, Query()] = None,
    ) -> PapersOut:
        dossier = await room.dossier(berkas_id)
        entry = catalogue(dossier.catalogue).variants[dossier.journey.variant]
        asked, texts = entry.asked(when=when or ()), paper_texts()
        lacks = lacking(asked, dict.fromkeys(dossier.journey.papers, PaperVerdict.GOOD))
        return PapersOut(
            requirements=[
                RequirementOut(
                    id=one.id,
                    any_of=one.any_of,
                    labels=[texts[paper].label for paper in one.any_of],
                    need=one.need,
                    condition=one.condition,
                    basis=one.basis,
                )
                for one in asked
            ],
            lacks=[
                LackOut(
                    paper=lack.paper,
                    label=texts[lack.paper].label,
                    reason=lack.reason,
                    where=texts[lack.paper].where,
                )
                for lack in lacks
            ],
        )

    @router.post("/berkas/{berkas_id}/attach")
    async def attach(berkas_id: BerkasId, body: AttachIn, by: Taker, key: CommandKey) -> Done:
        return await do(
            berkas_id,
            Attach(command_id=key, by=by, now=room.now(), photo_id=body.photo_id, paper=body.paper),
        )

    @router.post("/berkas/{berkas_id}/unreadable")
    async def unreadable(berkas_id: BerkasId, body: UnreadableIn, by: Taker, key: CommandKey) -> Done:
        return await do(
            berkas_id,
            MarkUnreadable(command_id=key, by=by, now=room.now(), photo_id=body.photo_id, reason=body.reason),
        )

    @router.post("/berkas/{berkas_id}/print")
    async def print_(berkas_id: BerkasId, by: Operator, key: CommandKey) -> Done:
        sheet = await drawn_sheet(room, await room.dossier(berkas_id))
        blob = await room.blobs.store(berkas_stream(berkas_id), sheet.pdf, PDF)
        return await do(berkas_id, RecordPrint(command_id=key, by=by, now=room.now(), sheet=blob, pages=sheet.pages))

    @router.get("/berkas/{berkas_id}/sheet", response_class=Response)
    async def sheet(berkas_id: BerkasId, by: Operator) -> Response:  # noqa: ARG001 - only who asks matters
        blob = (await room.dossier(berkas_id)).sheet
        if blob is None:
            raise NoSuch
        return Response(await room.blobs.open(berkas_stream(berkas_id), blob), media_type=PDF)

    @router.post("/berkas/{berkas_id}/skip-print")
    async def skip_print(berkas_id: BerkasId, body: SkipIn, by: Operator, key: CommandKey) -> Done:
        return await do(berkas_id, SkipPrint(command_id=key, by=by, now=room.now(), reason=body.reason))

    @router.post("/berkas/{berkas_id}/incomplete")
    async def incomplete(berkas_id: BerkasId, body: IncompleteIn, by: Operator, key: CommandKey, seen: Seen) -> Done:
        command = FindIncomplete(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            lacks=await sealed_lacks(room, berkas_id, body.lacks),
            deadline=room.answer_by(body.days),
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/complete")
    async def complete(berkas_id: BerkasId, body: CompleteIn, by: Operator, key: CommandKey, seen: Seen) -> Done:
        command = FindComplete(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            requirements=await room.requirements(berkas_id, when=body.when),
            legal_day=body.legal_day,
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/layanan")
    async def layanan(berkas_id: BerkasId, body: LayananIn, by: Operator, key: CommandKey, seen: Seen) -> Done:
        command = ChangeLayanan(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            layanan=body.layanan,
            variant=body.variant,
            note=await room.seal_some(berkas_id, body.note),
        )
        return await do(berkas_id, command)

    @router.post("/berkas/{berkas_id}/relation")
    async def relation(berkas_id: BerkasId, body: RelationIn, by: Taker, key: CommandKey) -> Done:
        return await do(berkas_id, RecordRelation(command_id=key, by=by, now=room.now(), relation=body.relation))

    @router.post("/berkas/{berkas_id}/duplicates/{other}/dismiss")
    async def dismiss(berkas_id: BerkasId, other: BerkasId, by: Operator, key: CommandKey) -> Done:
        return await do(berkas_id, DismissDuplicate(command_id=key, by=by, now=room.now(), other=other))

    @router.post("/berkas/{berkas_id}/duplicates/{other}/merge")
    async def merge(berkas_id: BerkasId, other: BerkasId, by: Operator, key: CommandKey, seen: Seen) -> Done:
        goes_on = (await room.dossier(other)).journey.stage not in ENDED
        command = Merge(command_id=key, by=by, now=room.now(), seen=seen, into=other, goes_on=goes_on)
        return await do(berkas_id, command)
