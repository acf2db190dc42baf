"""How much may one file ask of us?"""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.vocabulary import UnreadableReason
from shared.photos.kind import Kind
from shared.photos.refusal import PhotoRefused

MIB = 1024 * 1024
HARD_BYTES = 100 * MIB
"""No setting goes beyond this: what WhatsApp carries as a document, and what a desk reads of one upload."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """An office's limits on one file: bytes as received, pixels as the header claims them, pages of a PDF.

    Raises:
        ValueError: a limit in bytes beyond HARD_BYTES.
    """

    photo_bytes: int = 15 * MIB
    pdf_bytes: int = HARD_BYTES
    pixels: int = 40_000_000
    pages: int = 50

    def __post_init__(self) -> None:
        """Hold the settings to the hard limit."""
        if max(self.photo_bytes, self.pdf_bytes) > HARD_BYTES:
            raise ValueError(f"photo_bytes and pdf_bytes end at {HARD_BYTES}")

    def check_size(self, kind: Kind, size: int) -> None:
        """Refuse a file of too many bytes."""
        if size > (self.pdf_bytes if kind is Kind.PDF else self.photo_bytes):
            raise PhotoRefused(UnreadableReason.TOO_LARGE)

    def check_pixels(self, width: int, height: int) -> None:
        """Refuse a picture before its pixels exist: a few kilobytes can claim gigabytes."""
        if width * height > self.pixels:
            raise PhotoRefused(UnreadableReason.TOO_MANY_PIXELS)

    def check_pages(self, pages: int) -> None:
        """Refuse a PDF of too many pages."""
        if pages > self.pages:
            raise PhotoRefused(UnreadableReason.TOO_LARGE)
