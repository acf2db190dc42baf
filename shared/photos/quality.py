"""Will an officer be able to read this photo? Warnings only: people decide."""

from __future__ import annotations

import pyvips

from shared.contracts.vocabulary import QualityHint

MIN_SIDE = 1000
"""Longest side in pixels: below it an A4 page has less than 85 dpi, and the digits of a NIK run together."""
MIN_LUMINANCE = 50.0
"""Mean of 0 … 255."""
MIN_SHARPNESS = 0.01
"""Variance of the Laplacian over the squared mean."""

_MEASURED_SIDE = 640
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
    """How much the edges stand out, whatever the exposure.

    Measured on a small copy, in which the noise of the sensor has averaged out, and over the mean, so that a dark
    photo is not called blurred as well.
    """
    return (grey.cast("float").conv(_LAPLACIAN).deviate() / max(luminance, 1.0)) ** 2
