"""What may be asked about an application's end, and its beginning again?"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import APIRouter

from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import Reopen, Withdraw
from shared.contracts.fact import By
from shared.contracts.vocabulary import BerkasId, Role, WithdrawReason
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Payload
from shared.web.roles import officer

Taker: TypeAlias = Annotated[By, officer(Role.OPERATOR_WA, Role.PETUGAS_KHUSUS)]


class WithdrawIn(Payload):
    """Why the applicant withdraws."""

    reason: WithdrawReason = WithdrawReason.ASKED


def add_routes(router: APIRouter, room: Room) -> None:
    @router.post("/berkas/{berkas_id}/withdraw")
    async def withdraw(berkas_id: BerkasId, body: WithdrawIn, by: Taker, key: CommandKey) -> Done:
        command = Withdraw(command_id=key, by=by, now=room.now(), reason=body.reason)
        return done(await room.do(INTAKE, berkas_id, command))

    @router.post("/berkas/{berkas_id}/reopen")
    async def reopen(berkas_id: BerkasId, by: Taker, key: CommandKey) -> Done:
        return done(await room.do(INTAKE, berkas_id, Reopen(command_id=key, by=by, now=room.now())))
