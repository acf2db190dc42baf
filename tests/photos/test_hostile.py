"""Whatever somebody sends: is it refused fast, with one reason, and with nothing else thrown?"""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts.vocabulary import UnreadableReason
from shared.errors import Refused
from shared.photos import Limits, PhotoRefused, Prepared, prepare
from shared.photos.limits import HARD_BYTES
from tests.photos.pictures import LIMITS, jpeg_claiming, pdf, png_claiming, quarters, refusal, saved

pytestmark = pytest.mark.spine

WHOLE = (saved(quarters(32, 24)), saved(quarters(32, 24), "PNG"), pdf())
OPENINGS = (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"\x00\x00\x00\x1cftypheic")


@pytest.mark.parametrize(
    "sent",
    [b"", b"MZ\x90\x00\x03" + bytes(500), b"<html><script>", b"PK\x03\x04" + bytes(99), b"GIF89a" + bytes(99)],
    ids=["nothing", "program renamed .jpg", "page", "archive", "animation"],
)
def test_what_is_no_photo_is_refused_whatever_its_name(sent: bytes) -> None:
    assert refusal(sent) is UnreadableReason.NOT_AN_IMAGE


@pytest.mark.parametrize("bomb", [png_claiming(30_000, 30_000), jpeg_claiming(65_000, 65_000)], ids=["PNG", "JPEG"])
def test_a_bomb_is_refused_before_it_goes_off(bomb: bytes) -> None:
    assert len(bomb) < 2000
    refusal(WHOLE[0])  # whatever loads at first use
    started = perf_counter()
    assert refusal(bomb) is UnreadableReason.TOO_MANY_PIXELS
    assert perf_counter() - started < 0.05


def test_the_limit_of_pixels_is_the_last_size_taken() -> None:
    limits = Limits(pixels=400 * 300)
    assert refusal(saved(quarters(400, 300)), limits) is None
    assert refusal(saved(quarters(400, 301)), limits) is UnreadableReason.TOO_MANY_PIXELS


def test_a_file_of_too_many_bytes_is_refused_unread() -> None:
    photo, document = saved(quarters()), pdf()
    limits = Limits(photo_bytes=len(photo), pdf_bytes=len(document))
    assert refusal(photo, limits) is None
    assert refusal(document, limits) is None
    assert refusal(photo + b"\0", limits) is UnreadableReason.TOO_LARGE
    assert refusal(document + b"\n", limits) is UnreadableReason.TOO_LARGE


def test_no_setting_goes_past_the_hard_limit() -> None:
    Limits(photo_bytes=HARD_BYTES)
    with pytest.raises(ValueError, match="photo_bytes"):
        Limits(photo_bytes=HARD_BYTES + 1)


def prepared_or_refused(sent: bytes) -> None:
    with suppress(PhotoRefused):  # anything else fails the test
        assert prepare(sent, LIMITS).pages


@given(opening=st.sampled_from((b"", *OPENINGS)), rest=st.binary(max_size=600))
def test_any_bytes_are_a_photo_or_refused(opening: bytes, rest: bytes) -> None:
    prepared_or_refused(opening + rest)


@settings(max_examples=150, deadline=None)
@given(whole=st.sampled_from(WHOLE), at=st.floats(0, 1), gone=st.integers(0, 40), come=st.binary(max_size=40))
def test_any_damaged_photo_is_a_photo_or_refused(whole: bytes, at: float, gone: int, come: bytes) -> None:
    cut = int(at * len(whole))
    prepared_or_refused(whole[:cut] + come + whole[cut + gone :])


def test_photos_and_refusals_travel_between_processes() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        there = pool.submit(prepare, WHOLE[0], LIMITS)
        assert there.result() == prepare(WHOLE[0], LIMITS)
        with pytest.raises(PhotoRefused) as refused:
            pool.submit(prepare, b"", LIMITS).result()
    assert refused.value.unreadable is UnreadableReason.NOT_AN_IMAGE


def test_a_refused_photo_is_a_refusal_with_a_code() -> None:
    assert issubclass(PhotoRefused, Refused)
    assert PhotoRefused.code == "photo_refused"
    assert PhotoRefused(UnreadableReason.ENCRYPTED).reason == {"unreadable": UnreadableReason.ENCRYPTED}


def test_neither_a_photo_nor_a_refusal_shows_what_was_sent() -> None:
    prepared = prepare(WHOLE[0], LIMITS)
    assert isinstance(pickle.loads(pickle.dumps(prepared)), Prepared)  # noqa: S301 - our own bytes
    assert "\\x" not in repr(prepared)
    assert repr(PhotoRefused(UnreadableReason.TRUNCATED)) == "PhotoRefused('The file cannot be used as a photo.')"
