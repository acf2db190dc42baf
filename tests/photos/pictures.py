"""Which files do the tests of photos send in? Small pictures and PDFs, whole and hostile."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf
from PIL import Image

from shared.contracts.vocabulary import UnreadableReason
from shared.photos import Limits, PhotoRefused, PreparedPage, prepare

LIMITS = Limits()
Colour = tuple[int, int, int]

RED, GREEN, BLUE, WHITE = (200, 30, 40), (30, 160, 60), (20, 60, 200), (250, 250, 250)
QUARTERS: Mapping[tuple[int, int], Colour] = {(0, 0): RED, (1, 0): GREEN, (0, 1): BLUE, (1, 1): WHITE}
"""Colour of each quarter (column, row) of an upright picture: no turn or reflection of it looks the same."""


def quarters(width: int = 400, height: int = 300) -> Image.Image:
    """An upright picture of four colours."""
    picture = Image.new("RGB", (width, height))
    for (column, row), colour in QUARTERS.items():
        picture.paste(colour, (column * width // 2, row * height // 2, (column + 1) * width // 2, height))
    return picture


def saved(picture: Image.Image, form: str = "JPEG", /, **options: object) -> bytes:
    stream = BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def near(one: Colour, other: Colour, tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def colour_at(data: bytes, across: float, down: float) -> Colour:
    """The colour at a place given in shares of width and height."""
    picture = opened(data).convert("RGB")
    pixel = picture.getpixel((int(picture.width * across), int(picture.height * down)))
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return int(red), int(green), int(blue)


def shows_quarters(page: PreparedPage) -> bool:
    return all(
        near(colour_at(page.upright, 0.25 + column / 2, 0.25 + row / 2), colour)
        for (column, row), colour in QUARTERS.items()
    )


def only_page(data: bytes) -> PreparedPage:
    (page,) = prepare(data, LIMITS).pages
    return page


def refusal(data: bytes, limits: Limits = LIMITS) -> UnreadableReason | None:
    """Why the file is refused; None where it is not."""
    try:
        prepare(data, limits)
    except PhotoRefused as refused:
        return refused.unreadable
    return None


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of less than a hundred bytes that claims to be of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(64))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def jpeg_claiming(width: int, height: int) -> bytes:
    """A JPEG whose frame header was rewritten."""
    data = bytearray(saved(quarters(16, 16)))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def pdf(pages: int = 1, *, put: Callable[[pikepdf.Pdf], None] | None = None, **options: object) -> bytes:
    """A PDF of blank A4 pages, with whatever `put` adds."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        if put:
            put(document)
        stream = BytesIO()
        document.save(stream, **options)  # pyright: ignore[reportArgumentType] - options of its own
    return stream.getvalue()


def red_square(document: pikepdf.Pdf) -> pikepdf.Object:
    """A form XObject that paints itself RED."""
    fill = " ".join(f"{part / 255:.3f}" for part in RED)
    square = pikepdf.Stream(document, f"{fill} rg 0 0 300 300 re f".encode())
    square.Type, square.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    square.BBox = pikepdf.Array([0, 0, 300, 300])
    return square
