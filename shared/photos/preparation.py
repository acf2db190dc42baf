"""What becomes of one file that came in as a photo?"""

from __future__ import annotations

from dataclasses import dataclass

from shared.photos.images import prepare_image
from shared.photos.kind import Kind, inspect
from shared.photos.limits import Limits
from shared.photos.page import PreparedPage
from shared.photos.pdfs import prepare_pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that can be used: what it is, and its pages. The original stays with the caller, as it came."""

    media_type: str
    pages: tuple[PreparedPage, ...]


def prepare(data: bytes, limits: Limits) -> Prepared:
    """Check a file wholly and derive what officers look at; cheap checks before dear ones.

    Raises:
        PhotoRefused: with the reason to tell the applicant. Nothing else, whatever the bytes.
    """
    kind = inspect(data)
    limits.check_size(kind, len(data))
    match kind:
        case Kind.PDF:
            pages = prepare_pdf(data, limits)
        case Kind.JPEG | Kind.PNG | Kind.HEIC:
            pages = (prepare_image(data, kind, limits),)
    return Prepared(media_type=kind.value, pages=pages)
