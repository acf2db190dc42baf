"""Is this PDF whole, open and inert, and what do its pages show?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

import pikepdf

from shared.contracts.vocabulary import UnreadableReason
from shared.photos.limits import Limits
from shared.photos.page import UPRIGHT_SIDE, PreparedPage, derive, from_pillow
from shared.photos.pdfium import opened
from shared.photos.refusal import PhotoRefused, refusing

ACTIVE = frozenset(
    {
        "/AA",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/OpenAction",
        "/RichMedia",
        "/SubmitForm",
        "/XFA",
    }
)
"""What acts or hides in a PDF, as a key or as the name of an action, annotation or stream type (ISO 32000-1)."""

_END = b"%%EOF"
_END_WITHIN = 1024
"""Bytes from the end within which readers look for the end mark (ISO 32000-1, annex H.3)."""


def prepare_pdf(data: bytes, limits: Limits) -> tuple[PreparedPage, ...]:
    """The pages of a PDF, as pictures.

    Raises:
        PhotoRefused: encrypted, active, cut off, without pages or with more pages or pixels than the limits allow.
    """
    if _END not in data[-_END_WITHIN:]:
        raise PhotoRefused(UnreadableReason.TRUNCATED)
    with refusing(UnreadableReason.TRUNCATED):
        _check_content(data, limits)
        return tuple(_pages(data, limits))


def _check_content(data: bytes, limits: Limits) -> None:
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise PhotoRefused(UnreadableReason.ENCRYPTED) from error
    with pdf:
        if pdf.is_encrypted:
            raise PhotoRefused(UnreadableReason.ENCRYPTED)
        for dictionary in _dictionaries(pdf.objects):
            _check_inert(dictionary)
            _check_picture(dictionary, limits)


def _dictionaries(objects: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream, also those that stand directly inside others; a stack, since nesting is theirs."""
    waiting = list(objects)
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Array):
            waiting.extend(child for child in value if _is_nested(child))
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield value
            waiting.extend(child for _, child in value.items() if _is_nested(child))


def _is_nested(child: object) -> bool:
    """Whether it stands here and nowhere else: indirect objects come by themselves."""
    return isinstance(child, pikepdf.Array | pikepdf.Dictionary) and not child.is_indirect


def _check_inert(dictionary: pikepdf.Object) -> None:
    for key, value in dictionary.items():
        if key in ACTIVE or (isinstance(value, pikepdf.Name) and str(value) in ACTIVE):
            raise PhotoRefused(UnreadableReason.ACTIVE_CONTENT)


def _check_picture(dictionary: pikepdf.Object, limits: Limits) -> None:
    """Hold an embedded picture to the limit of a photo: the renderer would decode all of it."""
    if dictionary.get("/Subtype") == pikepdf.Name.Image:
        limits.check_pixels(int(dictionary.get("/Width", 0)), int(dictionary.get("/Height", 0)))


def _pages(data: bytes, limits: Limits) -> Iterator[PreparedPage]:
    with opened(data) as document:
        limits.check_pages(document.pages)
        for index in range(document.pages):
            picture = document.render(index, longest_side=UPRIGHT_SIDE)
            yield derive(from_pillow(picture), source_side=max(picture.size))
