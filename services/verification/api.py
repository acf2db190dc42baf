"""What may be asked of the verification desk over HTTP?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from fastapi import APIRouter
from pydantic import Field

from services.verification.decisions import VERIFICATION, Judge, Judged, Return, Verify
from services.verification.views import QUEUE
from shared.contracts.fact import By
from shared.contracts.requirements import RequirementId
from shared.contracts.vocabulary import BerkasId, Paper, PaperVerdict, Role
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey, Seen
from shared.web.desk import desk_routes
from shared.web.lacks import LackIn, sealed_lacks
from shared.web.payload import Paragraph, Payload
from shared.web.roles import officer

Verifier: TypeAlias = Annotated[By, officer(Role.PETUGAS_VERIFIKASI)]


class JudgedIn(Payload):
    """One paper, and what the officer thinks of it."""

    paper: Paper
    verdict: PaperVerdict
    note: Paragraph | None = None


class JudgeIn(Payload):
    """One or several papers."""

    papers: Annotated[tuple[JudgedIn, ...], Field(min_length=1)]


class VerifyIn(Payload):
    """`when`: the conditional requirements whose condition holds. `legal_day`: e.g. 60 days after a birth."""

    when: tuple[RequirementId, ...] = ()
    legal_day: date | None = None


class ReturnIn(Payload):
    """Everything the applicant has to mend, in one message; `days` to do so, or the office's usual ones."""

    lacks: Annotated[tuple[LackIn, ...], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=90)] | None = None


def routes(room: Room) -> APIRouter:
    router = desk_routes(room, VERIFICATION, QUEUE, Role.PETUGAS_VERIFIKASI)

    @router.post("/berkas/{berkas_id}/judge")
    async def judge(berkas_id: BerkasId, body: JudgeIn, by: Verifier, key: CommandKey, seen: Seen) -> Done:
        judgements = [
            Judged(paper=one.paper, verdict=one.verdict, note=await room.seal_some(berkas_id, one.note))
            for one in body.papers
        ]
        command = Judge(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            judgements=tuple(judgements),
            combined=await room.combined(by.id),
        )
        return done(await room.do(VERIFICATION, berkas_id, command))

    @router.post("/berkas/{berkas_id}/verify")
    async def verify(berkas_id: BerkasId, body: VerifyIn, by: Verifier, key: CommandKey, seen: Seen) -> Done:
        command = Verify(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            requirements=await room.requirements(berkas_id, when=body.when),
            print_required=room.office.cetak_wajib,
            combined=await room.combined(by.id),
            legal_day=body.legal_day,
        )
        return done(await room.do(VERIFICATION, berkas_id, command))

    @router.post("/berkas/{berkas_id}/return")
    async def return_(berkas_id: BerkasId, body: ReturnIn, by: Verifier, key: CommandKey, seen: Seen) -> Done:
        command = Return(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            lacks=await sealed_lacks(room, berkas_id, body.lacks),
            deadline=room.answer_by(body.days),
            combined=await room.combined(by.id),
        )
        return done(await room.do(VERIFICATION, berkas_id, command))

    return router
