"""What does somebody see who opens a PDF? Its text, its pictures, its QR codes, its fonts."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Protocol, cast

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image


class _Text(Protocol):
    def get_text_range(self) -> str: ...


class _Bitmap(Protocol):
    def to_pil(self) -> Image.Image: ...


class _Page(Protocol):
    def get_textpage(self) -> _Text: ...
    def render(self, *, scale: float) -> _Bitmap: ...


class _Pdf(Protocol):
    def init_forms(self) -> None: ...
    def __iter__(self) -> Iterator[_Page]: ...


def _opened(pdf: bytes) -> _Pdf:
    """PDFium's binding has no types."""
    opened = cast("_Pdf", pypdfium2.PdfDocument(pdf))
    opened.init_forms()
    return opened


def texts(pdf: bytes) -> list[str]:
    """The text layer of each page, runs of white space as one space."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in _opened(pdf)]


def pictures(pdf: bytes, *, dpi: int) -> list[Image.Image]:
    """Each page as it looks on paper, with the stamp of a signature."""
    return [page.render(scale=dpi / 72).to_pil() for page in _opened(pdf)]


def qr_codes(picture: Image.Image) -> list[str]:
    return [
        code.text
        for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    ]


def room_of_stamp(picture: Image.Image, *, dpi: int) -> Image.Image:
    """What is printed where the stamp will be: see STAMP_ROOM."""
    right, bottom, width, height = (round(mm / 25.4 * dpi) for mm in (24, 32, 68, 25))
    x, y = picture.width - right, picture.height - bottom
    return picture.crop((x - width, y - height, x, y))


def fonts(pdf: bytes) -> dict[str, bool]:
    """Name of each font → whether it is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(BytesIO(pdf)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                found[str(thing["/FontName"])] = "/FontFile2" in thing or "/FontFile3" in thing
    return found


def jpegs(pdf: bytes) -> list[bytes]:
    """The photographs in the PDF, as they lie there."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            thing.read_raw_bytes()
            for thing in opened.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == "/DCTDecode"
        ]
