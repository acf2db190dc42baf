"""What can be seen and done at every desk alike? Its list, one berkas with papers and history, taking and noting."""

from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, Query, Response

from shared.contracts.fact import BlobRef, By, berkas_stream
from shared.contracts.rules.dossier import Dossier
from shared.contracts.rules.holding import AddNote, HoldingCommand, ProposeRejection, Release, Take
from shared.contracts.rules.lane import Lane
from shared.contracts.vocabulary import BerkasId, DocumentId, PhotoId, RejectReason, Role
from shared.decider import Decider
from shared.room import Room
from shared.view import View
from shared.web.answers import Done, done
from shared.web.commands import CommandKey, etag
from shared.web.errors import NoSuch
from shared.web.payload import Paragraph, Payload
from shared.web.roles import officer
from shared.web.showing import DossierOut, PageOut, dossier_out, lane_out

PAGE = 50

Size: TypeAlias = Literal["original", "upright", "thumbnail"]
Which: TypeAlias = Literal["draft", "signed"]


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
    router = APIRouter(tags=[room.desk.value])
    reader, actor = officer(*roles, Role.AUDITOR), officer(*roles)

    @router.get("/berkas", dependencies=[reader])
    async def page(
        list_name: Annotated[str | None, Query(alias="queue")] = None,
        after: str | None = None,
        limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
    ) -> PageOut:
        counts = await room.views.count(queue)
        name = list_name or next(iter(counts), "")
        found = await room.views.page(queue, name, after=after, limit=limit)
        standing = await room.standing()
        return PageOut(
            items=[lane_out(room, standing, lane.row) for lane in found.rows if lane.row is not None],
            next=found.next,
            counts=counts,
        )

    @router.get("/berkas/{berkas_id}", dependencies=[reader])
    async def one(berkas_id: BerkasId, response: Response) -> DossierOut:
        dossier = await room.dossier(berkas_id)
        response.headers.update(etag(dossier.version))
        return await dossier_out(room, dossier)

    @router.get("/berkas/{berkas_id}/photos/{photo_id}", response_class=Response, dependencies=[reader])
    async def photo(berkas_id: BerkasId, photo_id: PhotoId, size: Size = "upright", page: int = 1) -> Response:
        return await _file(room, berkas_id, _photo_blob(await room.dossier(berkas_id), photo_id, size, page))

    @router.get("/berkas/{berkas_id}/documents/{document_id}/{which}", response_class=Response, dependencies=[reader])
    async def document(berkas_id: BerkasId, document_id: DocumentId, which: Which) -> Response:
        return await _file(room, berkas_id, _document_blob(await room.dossier(berkas_id), document_id, which))

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


# ---------------------------------------------------------------- files


async def _file(room: Room, berkas_id: BerkasId, ref: BlobRef) -> Response:
    data = await room.blobs.open(berkas_stream(berkas_id), ref)
    return Response(data, media_type=ref.media_type, headers={"Content-Disposition": "inline"})


def _photo_blob(dossier: Dossier, photo_id: PhotoId, size: Size, page: int) -> BlobRef:
    fetched = dossier.photos.get(photo_id)
    if fetched is None or not 1 <= page <= len(fetched.pages):
        raise NoSuch
    match size:
        case "original":
            return fetched.original
        case "upright":
            return fetched.pages[page - 1].upright
        case "thumbnail":
            return fetched.pages[page - 1].thumbnail


def _document_blob(dossier: Dossier, document_id: DocumentId, which: Which) -> BlobRef:
    paperwork = dossier.documents.get(document_id)
    match which:
        case "draft" if paperwork and paperwork.drafts:
            return paperwork.drafts[-1].draft
        case "signed" if paperwork and paperwork.signed:
            return paperwork.signed.pdf
        case "draft" | "signed":
            raise NoSuch
