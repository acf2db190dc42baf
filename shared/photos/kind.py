"""Which kind of file is this? Its content tells; a name or a declared type proves nothing."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec

from shared.contracts.vocabulary import UnreadableReason
from shared.photos.refusal import PhotoRefused


class Kind(StrEnum):
    """What we take; the value is the media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
    PDF = "application/pdf"


_OPENINGS = {b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG, b"%PDF-": Kind.PDF}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
"""ISO/IEC 23008-12 annex B; the brand stands after the size of the first box and `ftyp`."""


def inspect(data: bytes) -> Kind:
    """The kind of file these bytes open as. Says nothing yet about the rest of them.

    Raises:
        PhotoRefused: none of the kinds we take; or HEIC, and this office has not installed its codec.
    """
    for opening, kind in _OPENINGS.items():
        if data.startswith(opening):
            return kind
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS and find_spec("pillow_heif"):
        return Kind.HEIC
    raise PhotoRefused(UnreadableReason.NOT_AN_IMAGE)
