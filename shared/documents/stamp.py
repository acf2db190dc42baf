"""How does a signature look on paper? A QR code and a few lines, in a fixed place on the last page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from shared.documents.compiler import compile_pdf
from shared.documents.printable import printable
from shared.documents.qr import qr_svg

_HERE = Path(__file__).parent
_POINTS = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class StampRoom:
    """A rectangle on the last page, in mm; `right` and `bottom` count from the page's lower right corner."""

    right: int
    bottom: int
    width: int
    height: int

    def box(self, page_width: float) -> tuple[int, int, int, int]:
        """Left, bottom, right, top in points, as PDF counts them."""
        x, y = page_width - self.right * _POINTS, self.bottom * _POINTS
        return round(x - self.width * _POINTS), round(y), round(x), round(y + self.height * _POINTS)


STAMP_ROOM = StampRoom(right=24, bottom=32, width=68, height=25)
"""What `signature` in office.typ leaves free on every document."""


@cache
def _source() -> bytes:
    return (_HERE / "stamp.typ").read_bytes()


def draw_stamp(lines: Sequence[str], link: str, room: StampRoom, *, at: datetime) -> bytes:
    """A one-page PDF of the room's size: the link as a QR code, and beside it the lines.

    The second line stands out. The page is untagged, being drawn into another document; its fonts are embedded.
    """
    data = {
        "lines": [printable(line, f"stamp.{number}") for number, line in enumerate(lines, start=1)],
        "width": room.width,
        "height": room.height,
    }
    sources = {"main.typ": _source(), "link.svg": qr_svg(link)}
    return compile_pdf(sources, {"data": json.dumps(data)}, at=at, standards=["1.7"], tags=False)
