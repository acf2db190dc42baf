"""Will an officer be able to read this photo? Warnings only: people decide."""

from __future__ import annotations

from typing import cast

import pyvips

from shared.contracts.vocabulary import QualityHint

MIN_SIDE = 1000
"""Longest side in pixels: below it an A4 page has less than 85 dpi, and the digits of a NIK run together."""
MIN_LUMINANCE = 50.0
"""Mean of 0 … 255."""
MIN_SHARPNESS = 0.03
"""Mean square of the Laplacian over the squared mean: photos of forms have 0.14 and more, out of focus by 2 in 2000
pixels 0.036 (print still reads), by 4 at most 0.034, and 0.016 where the print is small (it no longer does)."""

_MEASURED_SIDE = 640
_TILE = 64
_LAPLACIAN = pyvips.Image.new_from_array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])


def hints(pixels: pyvips.Image, *, source_side: int) -> tuple[QualityHint, ...]:
    """The warnings for this picture (8-bit sRGB), of which the longest side was sent with `source_side` pixels."""
    grey = pixels.thumbnail_image(_MEASURED_SIDE, height=_MEASURED_SIDE, size="down").colourspace("b-w").copy_memory()
    luminance = grey.avg()
    found = {
        QualityHint.TOO_DARK: luminance < MIN_LUMINANCE,
        QualityHint.BLURRED: _sharpness(grey, luminance) < MIN_SHARPNESS,
        QualityHint.TOO_SMALL: source_side < MIN_SIDE,
    }
    return tuple(hint for hint, holds in found.items() if holds)


def _sharpness(grey: pyvips.Image, luminance: float) -> float:
    """How much edges stand out where they do so most, whatever the exposure.

    On a small copy, in which the noise of the sensor has averaged out; by tiles, since a page may be nearly empty; over
    the mean, so that a dark photo is not called blurred as well.
    """
    edges = grey.cast("float").conv(_LAPLACIAN)
    tiles = (edges * edges).shrink(min(_TILE, grey.width), min(_TILE, grey.height))
    sharpest = cast("float", tiles.max())  # a pair only where positions are asked for
    return sharpest / max(luminance, 1.0) ** 2
