"""What is derived of one page: an upright copy to read, a small one to find it by, and warnings for the officer."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyvips
from PIL import Image

from shared.contracts.vocabulary import QualityHint
from shared.photos.quality import hints

UPRIGHT_SIDE = 2000
"""Longest side in pixels: an A4 page at 170 dpi, at which small print still reads."""
THUMBNAIL_SIDE = 320
_UPRIGHT_QUALITY = 85
_THUMBNAIL_QUALITY = 75
_PROFILE = "icc-profile-data"
_NOTHING = pyvips.ForeignKeep.NONE

pyvips.cache_set_max(0)  # libvips would keep the last hundred pictures: a worker forgets what it has handed back


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPage:
    """One page, ready to look at: sRGB JPEGs without EXIF, GPS, profile or anything else but pixels.

    `width` and `height` are those of `upright`, in pixels.
    """

    width: int
    height: int
    upright: bytes = field(repr=False)
    thumbnail: bytes = field(repr=False)
    hints: tuple[QualityHint, ...]


def derive(picture: pyvips.Image, *, source_side: int) -> PreparedPage:
    """The page in this picture, which stands upright and is no larger than UPRIGHT_SIDE.

    `source_side` is the longest side in pixels of what was sent: enlarging adds no detail.
    """
    pixels = _opaque(picture).copy_memory()
    thumbnail = pixels.thumbnail_image(THUMBNAIL_SIDE, height=THUMBNAIL_SIDE, size="down")
    return PreparedPage(
        width=pixels.width,
        height=pixels.height,
        upright=pixels.jpegsave_buffer(Q=_UPRIGHT_QUALITY, keep=_NOTHING),
        thumbnail=thumbnail.jpegsave_buffer(Q=_THUMBNAIL_QUALITY, keep=_NOTHING),
        hints=hints(pixels, source_side=source_side),
    )


def from_pillow(picture: Image.Image) -> pyvips.Image:
    """A picture decoded elsewhere, made no larger than UPRIGHT_SIDE."""
    rgb = picture.convert("RGB")
    pixels = pyvips.Image.new_from_memory(rgb.tobytes(), rgb.width, rgb.height, 3, "uchar").copy(interpretation="srgb")
    return pixels.thumbnail_image(UPRIGHT_SIDE, height=UPRIGHT_SIDE, size="down")


def _opaque(picture: pyvips.Image) -> pyvips.Image:
    """8-bit sRGB on white: what is transparent on a scan is paper."""
    managed = picture.icc_transform("srgb", embedded=True) if _PROFILE in picture.get_fields() else picture
    coloured = managed.colourspace("srgb")
    flat = coloured.flatten(background=[255]) if coloured.hasalpha() else coloured
    return flat.cast("uchar")
