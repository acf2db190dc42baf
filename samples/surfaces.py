"""What do papers lie on when people photograph them? Three tables, drawn from noise."""

from __future__ import annotations

from enum import StrEnum

import pyvips

_PLANKS = 4
_TILES = 3
_CHECKS = 22
_SEAM = 0.012
"""Width of a joint, as a share of a plank or tile."""
_HALF = 0.5


class Surface(StrEnum):
    KAYU = "kayu"
    UBIN = "ubin"
    TAPLAK = "taplak"


def surface(kind: Surface, width: int, height: int, *, seed: int) -> pyvips.Image:
    """Three bands of floats, 0 … 255."""
    match kind:
        case Surface.KAYU:
            return _wood(width, height, seed)
        case Surface.UBIN:
            return _tiles(width, height, seed)
        case Surface.TAPLAK:
            return _cloth(width, height, seed)


def _across(width: int, height: int) -> pyvips.Image:
    """Two bands: how far along the longer side each pixel lies, across and down."""
    return pyvips.Image.xyz(width, height) / max(width, height)


def _wood(width: int, height: int, seed: int) -> pyvips.Image:
    """Planks with a grain along the width: noise drawn out sixteen times as far across as down."""
    stretch = 16
    grain = pyvips.Image.perlin(width // stretch + 2, height, cell_size=4, seed=seed)
    drawn = grain.resize(stretch, vscale=1, kernel="linear").crop(0, 0, width, height)
    cloud = pyvips.Image.perlin(width, height, cell_size=130, seed=seed + 1)
    down = _across(width, height)[1] * _PLANKS + seed * 0.37
    plank = down.floor()
    tone = (plank * 2.4).cos() * 0.07 + drawn * 0.13 + cloud * 0.10 + 1
    seam = (down - plank > _SEAM) / 255 * 0.6 + 0.4
    return tone * seam * [136.0, 96.0, 64.0]


def _tiles(width: int, height: int, seed: int) -> pyvips.Image:
    """Floor tiles, speckled, with grey joints."""
    place = _across(width, height) * _TILES + [seed * 0.31, seed * 0.53]
    edge = place - place.floor()
    joint = (edge[0] > _SEAM) & (edge[1] > _SEAM)
    speckle = pyvips.Image.perlin(width, height, cell_size=5, seed=seed)
    cloud = pyvips.Image.perlin(width, height, cell_size=90, seed=seed + 1)
    tone = speckle * 0.05 + cloud * 0.06 + 1
    return tone * (joint / 255 * 0.35 + 0.65) * [188.0, 184.0, 172.0]


def _cloth(width: int, height: int, seed: int) -> pyvips.Image:
    """A chequered tablecloth, woven, with soft creases."""
    place = _across(width, height) * _CHECKS
    stripe = (place - place.floor() > _HALF) / 255
    weave = pyvips.Image.perlin(width, height, cell_size=3, seed=seed)
    crease = pyvips.Image.perlin(width, height, cell_size=170, seed=seed + 1)
    tone = weave * 0.06 + crease * 0.14 + 1
    cover = (stripe[0] + stripe[1]) / 2
    red = cover * 55 + 165
    rest = cover * 150 + 50
    return red.bandjoin([rest, rest]) * tone
