"""Is this JPEG, PNG or HEIC whole and of a bearable size, and what does it show?"""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Protocol, cast

import pyvips
from PIL import Image

from shared.contracts.vocabulary import UnreadableReason
from shared.photos.kind import Kind
from shared.photos.limits import Limits
from shared.photos.page import UPRIGHT_SIDE, PreparedPage, derive, from_pillow
from shared.photos.refusal import refusing

_DRAFT = 8
"""At 1/8 of its size a JPEG decodes in half the time, and every byte is still read."""


def prepare_image(data: bytes, kind: Kind, limits: Limits) -> PreparedPage:
    """The one page of a picture.

    Raises:
        PhotoRefused: not whole, or more pixels than the limits allow.
    """
    if kind is Kind.HEIC:
        return _prepare_heic(data, limits)
    with refusing(UnreadableReason.NOT_AN_IMAGE):
        header = pyvips.Image.new_from_buffer(data, "", access="sequential")
    limits.check_pixels(header.width, header.height)
    with refusing(UnreadableReason.TRUNCATED):
        _read_wholly(data, kind)
        upright = pyvips.Image.thumbnail_buffer(data, UPRIGHT_SIDE, height=UPRIGHT_SIDE, size="down", fail_on="error")
        return derive(upright, source_side=max(header.width, header.height))


def _read_wholly(data: bytes, kind: Kind) -> None:
    """Decode once with Pillow, which refuses a truncated file: libvips, shrinking while it loads, does not."""
    with Image.open(BytesIO(data), formats=[kind.name]) as image:
        image.draft("L", (max(1, image.width // _DRAFT), max(1, image.height // _DRAFT)))
        image.load()


class _HeifFile(Protocol):
    """The part of pillow_heif.HeifFile used here; the package is the office's own choice and may be absent."""

    @property
    def size(self) -> tuple[int, int]: ...

    def to_pillow(self) -> Image.Image:
        """Decode; turned upright as the file asks."""
        ...


class _PillowHeif(Protocol):
    def open_heif(self, fp: BytesIO) -> _HeifFile: ...


def _prepare_heic(data: bytes, limits: Limits) -> PreparedPage:
    codec = cast("_PillowHeif", import_module("pillow_heif"))
    with refusing(UnreadableReason.NOT_AN_IMAGE):
        heif = codec.open_heif(BytesIO(data))
    limits.check_pixels(*heif.size)
    with refusing(UnreadableReason.TRUNCATED):
        return derive(from_pillow(heif.to_pillow()), source_side=max(heif.size))
