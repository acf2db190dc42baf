"""Are odd numbers and names found, without anybody being turned away? (rule 10)."""

from __future__ import annotations

from datetime import date

import pytest

from shared.contracts.rules.numbers import (
    FORBIDDEN_IN_NAMES,
    Finding,
    Sex,
    kk_findings,
    newborn_name_findings,
    nik_findings,
    nomor,
    parse_kk_number,
    parse_nik,
    parse_nomor,
)

pytestmark = pytest.mark.spine

BORN = date(1990, 3, 1)
MAN, WOMAN = "1308990103900001", "1308994103900001"


def findings_of_nik(digits: str, born: date | None = None, sex: Sex | None = None) -> tuple[Finding, ...]:
    nik = parse_nik(digits)
    assert nik is not None
    return nik_findings(nik, born=born, sex=sex)


@pytest.mark.parametrize(("digits", "sex"), [(MAN, Sex.LAKI_LAKI), (WOMAN, Sex.PEREMPUAN)])
def test_a_nik_that_agrees_with_birth_date_and_sex_is_not_odd(digits: str, sex: Sex) -> None:
    assert findings_of_nik(digits, BORN, sex) == ()


def test_a_nik_is_read_into_its_parts() -> None:
    nik = parse_nik(WOMAN)
    assert nik is not None
    assert (nik.region, nik.day_of_birth, nik.month, nik.year, nik.serial) == ("130899", 1, 3, 90, "0001")
    assert nik.sex is Sex.PEREMPUAN


def test_the_century_of_a_nik_is_unknown() -> None:
    assert findings_of_nik("1308990103050001", date(2005, 3, 1)) == ()
    assert findings_of_nik("1308990103050001", date(1905, 3, 1)) == ()


@pytest.mark.parametrize(
    ("digits", "born", "sex", "found"),
    [
        (MAN, date(1990, 3, 2), Sex.LAKI_LAKI, (Finding.NIK_OTHER_BIRTH_DATE,)),
        (MAN, BORN, Sex.PEREMPUAN, (Finding.NIK_OTHER_SEX,)),
        (WOMAN, date(1991, 3, 1), Sex.LAKI_LAKI, (Finding.NIK_OTHER_BIRTH_DATE, Finding.NIK_OTHER_SEX)),
        ("1308993002900001", None, None, (Finding.NIK_DATE_IMPOSSIBLE,)),
        ("1308990113900001", None, None, (Finding.NIK_DATE_IMPOSSIBLE,)),
        ("1308990103900000", None, None, (Finding.NIK_SERIAL_ZERO,)),
    ],
)
def test_what_disagrees_with_a_nik_is_found(
    digits: str, born: date | None, sex: Sex | None, found: tuple[Finding, ...]
) -> None:
    assert findings_of_nik(digits, born, sex) == found


def test_a_leap_day_of_either_century_is_a_day() -> None:
    assert findings_of_nik("1308992902000001", date(2000, 2, 29)) == ()
    assert findings_of_nik("1308992902010001") == (Finding.NIK_DATE_IMPOSSIBLE,)


def test_a_region_code_that_no_longer_exists_stays_valid() -> None:
    assert findings_of_nik("0000000103900001", BORN) == ()


@pytest.mark.parametrize("typed", ["1308 9901 0390 0001", "13.08.99.010390.0001", " 1308-9901-0390-0001 "])
def test_a_nik_is_read_however_it_is_spaced(typed: str) -> None:
    nik = parse_nik(typed)
    assert nik is not None
    assert nik.digits == MAN


@pytest.mark.parametrize(
    "typed", ["", "130899010390000", "13089901039000012", "130899O103900001", "\N{ARABIC-INDIC DIGIT ONE}" * 16]
)
def test_what_is_not_sixteen_digits_is_no_number(typed: str) -> None:
    assert parse_nik(typed) is None
    assert parse_kk_number(typed) is None


def test_no_repr_shows_the_digits() -> None:
    assert MAN not in repr(parse_nik(MAN))
    assert MAN not in repr(parse_kk_number(MAN))


def test_a_kk_number_holds_the_day_of_issue_as_it_is() -> None:
    good, women, zero = map(parse_kk_number, (MAN, WOMAN, "1308990103900000"))
    assert good is not None
    assert women is not None
    assert zero is not None
    assert kk_findings(good) == ()
    assert kk_findings(women) == (Finding.KK_DATE_IMPOSSIBLE,)
    assert kk_findings(zero) == (Finding.KK_SERIAL_ZERO,)


# ---------------------------------------------------------------- nomor


def test_a_nomor_is_built_and_read_back() -> None:
    assert nomor(2026, 123) == "BKS-2026-000123"
    assert parse_nomor("BKS-2026-000123") == "BKS-2026-000123"


def test_the_millionth_berkas_of_a_year_has_a_nomor_too() -> None:
    assert parse_nomor(nomor(2026, 1_000_000)) == "BKS-2026-1000000"


@pytest.mark.parametrize("typed", ["bks-2026-000123", "BKS 2026 123", "bks2026000123", " Bks.2026.000123 "])
def test_a_nomor_is_found_however_it_is_typed(typed: str) -> None:
    assert parse_nomor(typed) == "BKS-2026-000123"


@pytest.mark.parametrize("typed", ["", "2026-000123", "BKS-26-123", "BKS-2026-", "BKS-2026-000000", "BKS-2026-12E"])
def test_what_is_no_nomor_is_not_found(typed: str) -> None:
    assert parse_nomor(typed) is None


# ---------------------------------------------------------------- names


@pytest.mark.parametrize("name", ["Siti Rahmawati", "Muhammad Al Fatih", "Nuraini Binti Contoh"])
def test_an_ordinary_name_is_not_odd(name: str) -> None:
    assert newborn_name_findings(name) == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Rahmawati", (Finding.NAME_ONE_WORD,)),
        ("Siti " + "a" * 56, (Finding.NAME_TOO_LONG,)),
        ("Siti 2", (Finding.NAME_DIGITS, Finding.NAME_ABBREVIATED)),
        ("Nur'aini Contoh", (Finding.NAME_PUNCTUATION,)),
        ("M. Contoh", (Finding.NAME_ABBREVIATED,)),
        ("Muhammad A Contoh", (Finding.NAME_ABBREVIATED,)),
        ("Haji Contoh", (Finding.NAME_TITLE,)),
        ("dr Contoh", (Finding.NAME_TITLE,)),
    ],
)
def test_what_an_akta_may_not_show_is_found(name: str, found: tuple[Finding, ...]) -> None:
    assert newborn_name_findings(name) == found


def test_sixty_letters_with_the_spaces_are_just_short_enough() -> None:
    assert newborn_name_findings("Siti " + "a" * 55) == ()


def test_one_word_stays_with_a_statement_and_is_never_forbidden() -> None:
    assert Finding.NAME_ONE_WORD not in FORBIDDEN_IN_NAMES
