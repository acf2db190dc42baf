"""What can be seen at every desk alike? Its list, one berkas with papers, documents and history, and the files."""

from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, Query, Response

from shared.contracts.fact import BlobRef, berkas_stream
from shared.contracts.rules.dossier import Dossier
from shared.contracts.rules.lane import Lane
from shared.contracts.vocabulary import BerkasId, DocumentId, PhotoId, Role
from shared.room import Room
from shared.view import View
from shared.web.commands import etag
from shared.web.errors import NoSuch
from shared.web.roles import officer
from shared.web.showing import DossierOut, PageOut, dossier_out, lane_out

PAGE = 50

Size: TypeAlias = Literal["original", "upright", "thumbnail"]
Which: TypeAlias = Literal["draft", "signed"]


def reading_routes(room: Room, queue: View[Lane, Any], *roles: Role) -> APIRouter:
    """The routes for officers in these roles, and for auditors."""
    router = APIRouter(tags=[room.desk.value])
    reader = officer(*roles, Role.AUDITOR)

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
