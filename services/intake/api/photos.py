"""How do files become photos? Judged and derived in the pool, sealed, at rest, before any fact names them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID, uuid5

from services.intake.decisions.commands import IncomingPhoto
from shared.contracts.fact import berkas_stream
from shared.contracts.intake import PhotoPage
from shared.contracts.vocabulary import BerkasId, Paper, PhotoId
from shared.photos import PhotoRefused, Prepared, PreparedPage, prepare
from shared.room import Room
from shared.web.errors import FileUnusable
from shared.web.uploads import Upload

JPEG = "image/jpeg"


async def incoming(room: Room, berkas_id: BerkasId, uploads: Sequence[Upload]) -> tuple[IncomingPhoto, ...]:
    """Every file as a photo at rest; the part's name says which paper it shows, if it names one.

    Raises:
        FileUnusable: the first file that cannot be used; nothing was kept.
        Unavailable: the store cannot be reached.
    """
    prepared = await asyncio.gather(*(_prepared(room, number, one) for number, one in enumerate(uploads, start=1)))
    kept = await asyncio.gather(
        *(_kept(room, berkas_id, upload, one) for upload, one in zip(uploads, prepared, strict=True))
    )
    return tuple({photo.photo_id: photo for photo in kept}.values())


async def _prepared(room: Room, number: int, upload: Upload) -> Prepared:
    try:
        return await room.cpu(prepare, upload.data, room.office.limits.limits)
    except PhotoRefused as refused:
        raise FileUnusable(file=number, unreadable=refused.unreadable) from None


async def _kept(room: Room, berkas_id: BerkasId, upload: Upload, prepared: Prepared) -> IncomingPhoto:
    original = await room.blobs.store(berkas_stream(berkas_id), upload.data, prepared.media_type)
    pages = await asyncio.gather(*(_page(room, berkas_id, page) for page in prepared.pages))
    return IncomingPhoto(
        photo_id=PhotoId(str(uuid5(UUID(berkas_id), sha256(upload.data).hexdigest()))),
        original=original,
        pages=tuple(pages),
        paper=Paper(upload.key) if upload.key in list(Paper) else None,
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
