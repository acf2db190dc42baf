"""Is a tracking code unguessable, readable over the phone, and forgiving?"""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.contracts.rules.tracking import RANDOM_BYTES, parse_tracking, spoken, tracking_code

pytestmark = pytest.mark.spine

CODES = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES).map(tracking_code)
ALPHABET = "0123456789AHJMRX"


def test_the_same_chance_makes_the_same_code_for_ever() -> None:
    assert tracking_code(b"contoh!!") == "636X6R746X68212R"


@given(CODES)
def test_a_code_is_read_back_as_it_was_made(code: str) -> None:
    assert parse_tracking(code) == code


@given(CODES)
def test_a_code_is_read_back_as_it_is_spoken_and_in_small_letters(code: str) -> None:
    assert parse_tracking(f" {spoken(code).lower()} ") == code


def test_a_code_is_spoken_in_four_groups_of_four() -> None:
    assert [len(group) for group in spoken(tracking_code(bytes(8))).split("-")] == [4, 4, 4, 4]


@given(CODES, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(code: str, at: int, sign: str) -> None:
    assume(code[at] != sign)
    assert parse_tracking(code[:at] + sign + code[at + 1 :]) is None


@given(CODES, st.integers(0, 14))
def test_two_neighbours_swapped_are_noticed(code: str, at: int) -> None:
    assume(code[at] != code[at + 1])
    assert parse_tracking(code[:at] + code[at + 1] + code[at] + code[at + 2 :]) is None


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8))
def test_sixty_bits_of_chance_make_the_code(one: bytes, other: bytes) -> None:
    bits_one, bits_other = (int.from_bytes(chance, "big") >> 4 for chance in (one, other))
    assert (tracking_code(one) == tracking_code(other)) is (bits_one == bits_other)


@pytest.mark.parametrize(("heard", "meant"), [("O", "0"), ("l", "1"), ("I", "1"), ("N", "M"), ("K", "H"), ("b", "8")])
@given(code=CODES)
def test_what_is_often_misread_or_misheard_is_understood(heard: str, meant: str, code: str) -> None:
    assert parse_tracking(code.replace(meant, heard)) == code


@pytest.mark.parametrize("typed", ["", "0000", "0" * 17, "bukan kode sama sekali"])
def test_what_is_no_code_is_not_taken_for_one(typed: str) -> None:
    assert parse_tracking(typed) is None


def test_a_code_is_not_made_of_too_little_chance() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        tracking_code(b"seven b")
