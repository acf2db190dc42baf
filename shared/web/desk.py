"""What can be done at every desk alike? Taking and releasing a berkas, noting, proposing to reject it."""

from typing import Annotated, Any

from fastapi import APIRouter

from shared.contracts.fact import By
from shared.contracts.rules.holding import AddNote, HoldingCommand, ProposeRejection, Release, Take
from shared.contracts.rules.lane import Lane
from shared.contracts.vocabulary import BerkasId, RejectReason, Role
from shared.decider import Decider
from shared.room import Room
from shared.view import View
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Paragraph, Payload
from shared.web.reading import reading_routes
from shared.web.roles import officer


class NoteIn(Payload):
    """A remark among colleagues."""

    note: Paragraph


class TakeIn(Payload):
    """`over`: take it from a colleague who is away."""

    over: bool = False


class ProposalIn(Payload):
    """Why the application should be rejected."""

    reason: RejectReason
    note: Paragraph


# ---------------------------------------------------------------- the routes


def desk_routes(room: Room, decider: Decider[Any, Any, Any], queue: View[Lane, Any], *roles: Role) -> APIRouter:
    """The routes every desk has, for officers in these roles (reading: auditors too)."""
    router, actor = reading_routes(room, queue, *roles), officer(*roles)

    @router.post("/berkas/{berkas_id}/take")
    async def take(berkas_id: BerkasId, body: TakeIn, by: Annotated[By, actor], key: CommandKey) -> Done:
        return await hold(berkas_id, Take(command_id=key, by=by, now=room.now(), over=body.over))

    @router.post("/berkas/{berkas_id}/release")
    async def release(berkas_id: BerkasId, by: Annotated[By, actor], key: CommandKey) -> Done:
        return await hold(berkas_id, Release(command_id=key, by=by, now=room.now()))

    @router.post("/berkas/{berkas_id}/note")
    async def note(berkas_id: BerkasId, body: NoteIn, by: Annotated[By, actor], key: CommandKey) -> Done:
        sealed = await room.seal(berkas_id, body.note)
        return await hold(berkas_id, AddNote(command_id=key, by=by, now=room.now(), note=sealed))

    @router.post("/berkas/{berkas_id}/propose-rejection")
    async def propose(berkas_id: BerkasId, body: ProposalIn, by: Annotated[By, actor], key: CommandKey) -> Done:
        sealed = await room.seal(berkas_id, body.note)
        command = ProposeRejection(command_id=key, by=by, now=room.now(), reason=body.reason, note=sealed)
        return await hold(berkas_id, command)

    async def hold(berkas_id: BerkasId, command: HoldingCommand) -> Done:
        return done(await room.do(decider, berkas_id, command))

    return router
