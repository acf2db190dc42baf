"""How does a printed page become somebody's photo of it: held at an angle, on a table, in uneven light?"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import pyvips
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from samples.perspective import Point, corners_to_unit
from samples.surfaces import Surface, surface
from shared.photos.pdfium import opened

_NOISE_TILE = 512
_QUALITY = 78
_SENSOR_TURN = {1: "d0", 3: "d180", 6: "d270", 8: "d90"}
"""EXIF orientation → how the picture lies on a sensor that was held so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How one photo was taken.

    `tilt` in degrees; `keystone` as a share of the paper's sides; `light` as a share of full exposure; `blur` as a
    radius in pixels of a photo 2000 px long; `fills` as the share of the frame's width or height that the paper takes;
    `orientation` is the EXIF tag: 1, 3, 6 or 8.
    """

    seed: int
    megapixels: float = 2.5
    orientation: int = 1
    on: Surface = Surface.KAYU
    tilt: float = 1.5
    keystone: float = 0.02
    fills: float = 0.9
    folded: bool = True
    light: float = 1.0
    blur: float = 0.4


def photograph(page: bytes, shot: Shot) -> bytes:
    """A JPEG of the first page of a PDF. The same page and shot give the same bytes."""
    chance = random.Random(shot.seed)
    paper = _paper(page, round(_long_side(shot.megapixels) * shot.fills), folded=shot.folded)
    width, height = _frame(shot.megapixels, landscape=paper.width > paper.height)
    laid = _laid(paper, width, height, shot, chance)
    scene = _on_table(laid, _table(width, height, shot, chance))
    lit = scene * (_light(width, height, chance) * shot.light)
    seen = lit.gaussblur(shot.blur * max(width, height) / 2000) + _noise(width, height, shot.seed)
    return _developed(seen.cast("uchar").copy_memory().rot(_SENSOR_TURN[shot.orientation]), shot)


def _long_side(megapixels: float) -> int:
    """Of a 4:3 sensor, in pixels."""
    return round(math.sqrt(megapixels * 1e6 * 4 / 3))


def _frame(megapixels: float, *, landscape: bool) -> tuple[int, int]:
    long, short = _long_side(megapixels), round(_long_side(megapixels) * 3 / 4)
    return (long, short) if landscape else (short, long)


def _paper(page: bytes, longest_side: int, *, folded: bool) -> pyvips.Image:
    """The page printed on paper that is neither quite white nor quite flat; three bands of floats."""
    with opened(page) as document:
        picture = document.render(0, longest_side=longest_side)
    ink = pyvips.Image.new_from_memory(picture.tobytes(), picture.width, picture.height, 3, "uchar")
    fibre = pyvips.Image.perlin(ink.width, ink.height, cell_size=20, seed=7) * 0.012 + 1
    printed = ink * [0.93, 0.92, 0.89] * fibre
    return printed * _folds(ink.width, ink.height) if folded else printed


def _folds(width: int, height: int) -> pyvips.Image:
    """Two folds, of a letter carried in a pocket: a bright edge beside a dark one."""
    down = pyvips.Image.xyz(1, height)[1] / height
    relief = 1
    for fold in (0.335, 0.668):
        away = (down - fold) * 60
        relief += (away * away * -1).exp() * away * 0.11
    return relief.embed(0, 0, width, height, extend="copy")


def _laid(paper: pyvips.Image, width: int, height: int, shot: Shot, chance: random.Random) -> pyvips.Image:
    """The paper as the lens sees it, with a fourth band that is 255 where paper lies."""
    sheet = paper.bandjoin(255).cast("uchar").copy_memory()
    place = pyvips.Image.xyz(width, height).cast("float").bandjoin(1)
    seen = place.recomb(pyvips.Image.new_from_array(corners_to_unit(_corners(sheet, width, height, shot, chance))))
    unit = seen.extract_band(0, n=2) / seen[2]
    bent = unit[1] + (unit[0] * math.pi).sin() * chance.uniform(-0.008, 0.008)  # paper never lies flat
    laid = sheet.mapim(unit[0].bandjoin(bent) * [sheet.width, sheet.height], extend="background", background=[0])
    return laid.copy_memory()  # read twice: it also throws a shadow


def _corners(sheet: pyvips.Image, width: int, height: int, shot: Shot, chance: random.Random) -> list[Point]:
    """Where the paper's corners fall in the frame: near the middle, turned, and nearer at one end than the other."""
    scale = shot.fills * min(width / sheet.width, height / sheet.height)
    half_width, half_height = sheet.width * scale / 2, sheet.height * scale / 2
    turn = math.radians(shot.tilt * chance.uniform(0.6, 1.4) * chance.choice((-1, 1)))
    middle = (width / 2 + chance.uniform(-0.01, 0.01) * width, height / 2 + chance.uniform(-0.01, 0.01) * height)

    def corner(side: int, end: int) -> Point:
        near = 1 + shot.keystone * end * chance.uniform(0.7, 1.3)
        x, y = side * half_width * near, end * half_height * (1 + chance.uniform(-1, 0) * shot.keystone)
        return middle[0] + x * math.cos(turn) - y * math.sin(turn), middle[1] + x * math.sin(turn) + y * math.cos(turn)

    return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]


def _table(width: int, height: int, shot: Shot, chance: random.Random) -> pyvips.Image:
    """The table, which nobody lines up with; at a third of the size, since it is out of focus."""
    coarse = 3
    side = max(width, height) * 4 // (3 * coarse)  # wide enough to be turned under the frame
    turned = surface(shot.on, side, side, seed=shot.seed).similarity(scale=coarse, angle=chance.uniform(-9, 9))
    return turned.crop((turned.width - width) // 2, (turned.height - height) // 2, width, height)


def _on_table(laid: pyvips.Image, table: pyvips.Image) -> pyvips.Image:
    """Paper over table, with the shadow that its edge throws."""
    cover = laid[3] / 255
    soft = 8
    shadow = laid[3].shrink(soft, soft).gaussblur(laid.width / 900).resize(soft, kernel="linear") / 255
    offset = laid.width // 250
    shade = shadow.embed(offset, offset, laid.width, laid.height, extend="copy") * -0.5 + 1
    return laid.extract_band(0, n=3) * cover + table * shade * (cover * -1 + 1)


def _light(width: int, height: int, chance: random.Random) -> pyvips.Image:
    """A window to one side, the lens's own fall-off, the shadow of whoever holds the phone, and the bulb's colour.

    Worked out coarsely and drawn out: light has no fine detail.
    """
    coarse = 16
    across, down = (pyvips.Image.xyz(width // coarse + 1, height // coarse + 1) * coarse / [width, height]).bandsplit()
    angle, strength = chance.uniform(0, 2 * math.pi), chance.uniform(0.2, 0.42)
    window = ((across - 0.5) * math.cos(angle) + (down - 0.5) * math.sin(angle)) * strength + 1
    away = (across - 0.5) ** 2 + (down - 0.5) ** 2
    holder = _shadow_of_holder(across, down, chance)
    warmth = chance.uniform(-0.02, 0.07)
    light = window * (away * -0.35 + 1) * holder * [1 + warmth, 1.0, 1 - 1.6 * warmth]
    return light.resize(coarse, kernel="linear").crop(0, 0, width, height)


def _shadow_of_holder(across: pyvips.Image, down: pyvips.Image, chance: random.Random) -> pyvips.Image:
    """A soft edge that crosses the lower part of the picture at a slant."""
    edge = down + across * chance.uniform(-0.25, 0.25) - chance.uniform(0.72, 1.0)
    depth = chance.uniform(0.08, 0.22)
    return ((edge * -28).exp() + 1) ** -1 * -depth + 1


def _noise(width: int, height: int, seed: int) -> pyvips.Image:
    """What a small sensor adds, coarser than one pixel; one tile, repeated, since nobody sees it."""
    red, green, blue = (
        pyvips.Image.gaussnoise(_NOISE_TILE, _NOISE_TILE, mean=0, sigma=7, seed=seed * 3 + band).gaussblur(0.6)
        for band in range(3)
    )
    colour = red.bandjoin([green, blue]) * 0.5
    tile = (colour + green * 0.8).copy_memory()
    return tile.replicate(width // _NOISE_TILE + 1, height // _NOISE_TILE + 1).crop(0, 0, width, height)


def _developed(picture: pyvips.Image, shot: Shot) -> bytes:
    """The JPEG as a phone writes it: with the orientation, a made-up phone, and a place in the open sea."""
    exif = Image.Exif()
    exif[Base.Orientation] = shot.orientation
    exif[Base.Make], exif[Base.Model] = "CONTOH", "HP Layanan CONTOH"
    exif[Base.DateTime] = "2026:11:17 09:30:00"
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "S", (2.0, 0.0, 0.0)
    place[GPS.GPSLongitudeRef], place[GPS.GPSLongitude] = "E", (90.0, 0.0, 0.0)
    tagged = picture.copy(interpretation="srgb")
    tagged.set_type(pyvips.GValue.blob_type, "exif-data", exif.tobytes())  # pyright: ignore[reportArgumentType] - its stub forgets blobs
    return tagged.jpegsave_buffer(Q=_QUALITY)
