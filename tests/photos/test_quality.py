"""Is an officer warned of a photo that cannot be read, and not of one that can?"""

from __future__ import annotations

import pytest

import samples
from samples import Shot, paperwork, typeset
from shared.contracts.vocabulary import QualityHint
from tests.photos.pictures import only_page, pdf, quarters, saved

pytestmark = pytest.mark.spine


def hints_of(shot: Shot) -> tuple[QualityHint, ...]:
    form = typeset("f-2-01", paperwork.f_2_01_kematian())
    return only_page(samples.photograph(form, shot)).hints


def test_a_good_photo_carries_no_warning() -> None:
    assert hints_of(Shot(seed=1)) == ()


def test_a_blurred_photo_is_called_blurred_and_nothing_else() -> None:
    assert hints_of(Shot(seed=1, blur=5)) == (QualityHint.BLURRED,)


def test_a_slightly_soft_photo_is_let_be() -> None:
    assert hints_of(Shot(seed=1, blur=1.5)) == ()


def test_a_dark_photo_is_called_dark_and_not_blurred() -> None:
    assert hints_of(Shot(seed=1, light=0.18)) == (QualityHint.TOO_DARK,)


def test_a_photo_taken_in_the_shade_is_let_be() -> None:
    assert hints_of(Shot(seed=1, light=0.5)) == ()


def test_a_small_photo_is_called_small() -> None:
    assert hints_of(Shot(seed=1, megapixels=0.5)) == (QualityHint.TOO_SMALL,)


def test_a_page_nearly_empty_is_not_called_blurred() -> None:
    page = only_page(typeset("letter", {**paperwork.skpwni(), "rows": [], "opening": "", "closing": "", "stamp": []}))
    assert page.hints == ()


def test_a_picture_of_nothing_is_judged_without_a_stumble() -> None:
    assert QualityHint.BLURRED in only_page(pdf()).hints
    assert QualityHint.TOO_SMALL in only_page(saved(quarters(3, 2000 // 3))).hints
    assert only_page(saved(quarters(1, 1))).hints
