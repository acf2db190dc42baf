"""Does a picture come out upright, whole and with nothing in it but pixels?"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import pyvips
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.Image import Transpose

from shared.contracts.vocabulary import UnreadableReason
from shared.photos import Kind, PhotoRefused, inspect, prepare
from tests.photos.pictures import (
    BLUE,
    LIMITS,
    RED,
    WHITE,
    colour_at,
    near,
    only_page,
    opened,
    quarters,
    refusal,
    saved,
    shows_quarters,
)

pytestmark = pytest.mark.spine

ON_THE_SENSOR = {
    1: None,
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}
"""How an upright picture is stored under each EXIF orientation."""


def exif(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[Base.Orientation] = orientation
    tags[Base.Model] = "HP-RAHASIA"
    place = tags.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef], place[GPS.GPSLatitude] = "S", (2.0, 0.0, 0.0)
    return tags


@pytest.mark.parametrize("orientation", ON_THE_SENSOR)
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_stands_upright_however_the_phone_was_held(orientation: int, form: str) -> None:
    turn = ON_THE_SENSOR[orientation]
    stored = quarters() if turn is None else quarters().transpose(turn)
    page = only_page(saved(stored, form, exif=exif(orientation)))
    assert (page.width, page.height) == (400, 300) == opened(page.upright).size
    assert shows_quarters(page)


def test_nothing_of_the_phone_or_the_place_is_left() -> None:
    sent = saved(quarters(), exif=exif(), comment=b"ALAMAT-RAHASIA", icc_profile=b"PROFIL-RAHASIA" * 20)
    assert b"RAHASIA" in sent
    page = only_page(sent)
    for derived in (page.upright, page.thumbnail):
        assert not opened(derived).getexif()
        assert b"Exif" not in derived
        assert b"RAHASIA" not in derived


def test_what_hides_behind_the_picture_is_left_behind() -> None:
    page = only_page(saved(quarters()) + b"PK\x03\x04<script>" * 100)
    assert shows_quarters(page)
    assert b"<script>" not in page.upright + page.thumbnail
    assert page.upright.endswith(b"\xff\xd9")


def test_a_large_photo_is_made_readable_but_not_larger_than_needed() -> None:
    page = only_page(saved(quarters(4000, 3000)))
    assert (page.width, page.height) == (2000, 1500) == opened(page.upright).size
    assert opened(page.thumbnail).size == (320, 240)
    assert shows_quarters(page)


def test_a_small_photo_is_not_blown_up() -> None:
    page = only_page(saved(quarters(200, 150)))
    assert (page.width, page.height) == opened(page.thumbnail).size == (200, 150)


def test_what_is_transparent_is_paper() -> None:
    seen_through = quarters().convert("RGBA")
    seen_through.putalpha(0)
    assert near(colour_at(only_page(saved(seen_through, "PNG")).upright, 0.25, 0.25), (255, 255, 255))


def test_colours_of_a_printing_press_come_out_as_colours() -> None:
    page = only_page(saved(quarters().convert("CMYK")))
    assert opened(page.upright).mode == "RGB"
    assert near(colour_at(page.upright, 0.25, 0.25), RED, tolerance=50)
    assert near(colour_at(page.upright, 0.75, 0.75), WHITE, tolerance=12)


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "L"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1")])
def test_grey_palette_and_fax_pictures_are_pictures(form: str, mode: str) -> None:
    page = only_page(saved(quarters().convert("L").convert(mode), form))
    assert opened(page.upright).mode == "RGB"
    assert near(colour_at(page.upright, 0.75, 0.75), WHITE, tolerance=30)
    assert not near(colour_at(page.upright, 0.25, 0.75), WHITE, tolerance=60)


def test_a_png_of_sixteen_bits_keeps_its_colours() -> None:
    deep = pyvips.Image.black(400, 300, bands=3).linear([1, 1, 1], [part * 257 for part in RED]).cast("ushort")
    assert near(colour_at(only_page(deep.copy(interpretation="rgb16").pngsave_buffer()).upright, 0.5, 0.5), RED)


def test_a_photo_with_a_colour_profile_is_converted() -> None:
    """Display P3, which iPhones write: its red is redder than sRGB's, so that the numbers must change."""
    profile = pyvips.Image.black(8, 8, bands=3).copy(interpretation="srgb").icc_transform("p3").get("icc-profile-data")
    page = only_page(saved(quarters(), icc_profile=profile))
    assert not near(colour_at(page.upright, 0.25, 0.25), RED)
    assert near(colour_at(page.upright, 0.25, 0.25), RED, tolerance=30)


@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_photo_cut_off_on_its_way_is_refused(share: float, progressive: bool) -> None:
    whole = saved(Image.effect_noise((600, 400), 90).convert("RGB"), progressive=progressive)
    assert refusal(whole) is None
    assert refusal(whole[: int(len(whole) * share)]) is UnreadableReason.TRUNCATED


def test_a_png_cut_off_on_its_way_is_refused() -> None:
    whole = saved(Image.effect_noise((600, 400), 90), "PNG")
    assert refusal(whole[: len(whole) // 2]) is UnreadableReason.TRUNCATED


def test_a_photo_of_two_pictures_gives_the_first() -> None:
    """Phones append a depth map or a gain map: a JPEG of several pictures (MPO)."""
    twofold = saved(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 300), BLUE)])
    assert shows_quarters(only_page(twofold))


def test_heic_is_taken_where_the_office_has_its_codec() -> None:
    heic = (Path(__file__).parent / "turned.heic").read_bytes()
    if find_spec("pillow_heif"):
        prepared = prepare(heic, LIMITS)
        assert prepared.media_type == "image/heic"
        assert (prepared.pages[0].width, prepared.pages[0].height) == (64, 96)
    else:
        with pytest.raises(PhotoRefused) as refused:
            inspect(heic)
        assert refused.value.unreadable is UnreadableReason.NOT_AN_IMAGE


@pytest.mark.parametrize(("form", "kind"), [("JPEG", Kind.JPEG), ("PNG", Kind.PNG)])
def test_the_content_says_what_a_picture_is(form: str, kind: Kind) -> None:
    sent = saved(quarters(), form)
    assert inspect(sent) is kind
    assert prepare(sent, LIMITS).media_type == kind.value
