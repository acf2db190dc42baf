"""Where on the paper does a point of the photo lie? The projective map between four corners and the unit square."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Rows: TypeAlias = list[list[float]]


def corners_to_unit(corners: Sequence[Point]) -> Rows:
    """The 3x3 matrix that takes homogeneous frame coordinates to the unit square.

    `corners` clockwise from the upper left, in pixels. (Heckbert, Fundamentals of Texture Mapping, 2.2.3.)
    """
    return _adjugate(_unit_to_corners(corners))


def _unit_to_corners(corners: Sequence[Point]) -> Rows:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    dx1, dx2, sx = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, sy = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    area = dx1 * dy2 - dx2 * dy1
    g = (sx * dy2 - dx2 * sy) / area
    h = (dx1 * sy - sx * dy1) / area
    return [
        [x1 - x0 + g * x1, x3 - x0 + h * x3, x0],
        [y1 - y0 + g * y1, y3 - y0 + h * y3, y0],
        [g, h, 1.0],
    ]


def _adjugate(m: Rows) -> Rows:
    """The inverse up to scale, which homogeneous coordinates do not mind."""
    (a, b, c), (d, e, f), (g, h, i) = m
    return [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
