"""How do files become photos? Judged and derived in the pool, sealed, at rest, before any fact names them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID, uuid5

from fastapi.exceptions import RequestValidationError

from services.intake.decisions.commands import IncomingPhoto
from shared.contracts.fact import berkas_stream
from shared.contracts.intake import PhotoPage
from shared.contracts.vocabulary import BerkasId, Paper, PhotoId
from shared.photos import PhotoRefused, Prepared, PreparedPage, prepare
from shared.room import Room
from shared.web.errors import FileUnusable
from shared.web.uploads import Upload

JPEG = "image/jpeg"
UNSORTED = "files"
"""What a part is called that says of no paper that it shows it."""


async def incoming(room: Room, berkas_id: BerkasId, uploads: Sequence[Upload]) -> tuple[IncomingPhoto, ...]:
    """Every file as a photo at rest; the part's name says which paper it shows, or `files` where nobody said so.

    Raises:
        RequestValidationError, FileUnusable: a part names no paper, a file cannot be used; nothing was kept.
        Unavailable: the store cannot be reached.
    """
    papers = [_paper(upload) for upload in uploads]
    prepared = await asyncio.gather(*(_prepared(room, number, one) for number, one in enumerate(uploads, start=1)))
    kept = await asyncio.gather(*(_kept(room, berkas_id, *one) for one in zip(uploads, papers, prepared, strict=True)))
    return tuple({photo.photo_id: photo for photo in kept}.values())


def _paper(upload: Upload) -> Paper | None:
    if upload.key == UNSORTED:
        return None
    try:
        return Paper(upload.key)
    except ValueError:
        expected = ", ".join((UNSORTED, *Paper))
        fault = {"type": "enum", "loc": ("body", upload.key), "msg": "", "ctx": {"expected": expected}}
        raise RequestValidationError([fault]) from None


async def _prepared(room: Room, number: int, upload: Upload) -> Prepared:
    try:
        return await room.cpu(prepare, upload.data, room.office.limits.limits)
    except PhotoRefused as refused:
        raise FileUnusable(file=number, unreadable=refused.unreadable) from None


async def _kept(
    room: Room, berkas_id: BerkasId, upload: Upload, paper: Paper | None, prepared: Prepared
) -> IncomingPhoto:
    original = await room.blobs.store(berkas_stream(berkas_id), upload.data, prepared.media_type)
    pages = await asyncio.gather(*(_page(room, berkas_id, page) for page in prepared.pages))
    return IncomingPhoto(
        photo_id=PhotoId(str(uuid5(UUID(berkas_id), sha256(upload.data).hexdigest()))),
        original=original,
        pages=tuple(pages),
        paper=paper,
        file_name=await room.seal(berkas_id, upload.name),
    )


async def _page(room: Room, berkas_id: BerkasId, page: PreparedPage) -> PhotoPage:
    stream = berkas_stream(berkas_id)
    upright, thumbnail = await asyncio.gather(
        room.blobs.store(stream, page.upright, JPEG), room.blobs.store(stream, page.thumbnail, JPEG)
    )
    return PhotoPage(
        upright=upright, thumbnail=thumbnail, width=page.width, height=page.height, hints=tuple(page.hints)
    )
