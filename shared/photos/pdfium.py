"""How do we speak to PDFium? The only module that does: its Python binding has no types."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Protocol, cast

import pypdfium2
from PIL import Image

_POINTS_PER_INCH = 72
_MAX_DPI = 300


class _Bitmap(Protocol):
    def to_pil(self) -> Image.Image: ...


class _Page(Protocol):
    def get_size(self) -> tuple[float, float]: ...
    def render(self, *, scale: float) -> _Bitmap: ...
    def close(self) -> None: ...


class _Pdf(Protocol):
    def init_forms(self) -> bool: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> _Page: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Document:
    """An open PDF."""

    _pdf: _Pdf

    @property
    def pages(self) -> int:
        """How many it says it has."""
        return len(self._pdf)

    def render(self, index: int, *, longest_side: int) -> Image.Image:
        """A page as RGB pixels, its longest side at most `longest_side`, at 300 dpi or less; filled-in fields show."""
        with closing(self._pdf[index]) as page:
            largest = (longest_side - 0.5) / max(page.get_size())  # PDFium rounds up to the next whole pixel
            scale = min(largest, _MAX_DPI / _POINTS_PER_INCH)
            return page.render(scale=scale).to_pil()


@contextmanager
def opened(data: bytes) -> Generator[Document]:
    """Open a PDF, and close it. Not for two threads at once: PDFium is not thread-safe.

    Raises:
        pypdfium2.PdfiumError: not a PDF that PDFium can read.
    """
    with closing(cast("_Pdf", pypdfium2.PdfDocument(data))) as pdf:
        pdf.init_forms()
        yield Document(pdf)
