"""How does a photo get onto a page without touching a disk?"""

from __future__ import annotations

from base64 import b64encode
from typing import Literal


def picture_svg(
    image: bytes, *, width: int, height: int, media_type: Literal["image/jpeg", "image/png"] = "image/jpeg"
) -> bytes:
    """An SVG that holds the image whole; sizes in pixels, already upright.

    typst takes files from memory only as text, and a photo is personal data that must not lie unsealed in a folder.
    JPEGs reach the PDF byte for byte, not compressed again.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:{media_type};base64,{b64encode(image).decode()}"/></svg>'
    ).encode()
