"""Do the numbers and names on the papers hold together? Findings for officers: warnings, never rejections (rule 10).

Source: integrations.md 4.1, 4.2; Permendagri 108/2019 Art. 15(3); Permendagri 73/2022 on names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.contracts.vocabulary import Nomor

_WOMEN = 40
"""Added to the day of birth in a woman's NIK."""
_SEPARATORS = re.compile(r"[\s.\-]")
_SIXTEEN_DIGITS = re.compile(r"[0-9]{16}")


class Sex(StrEnum):
    LAKI_LAKI = "L"
    PEREMPUAN = "P"


class Finding(StrEnum):
    """What an officer is warned of; the values stand in `SiakEntered.warnings`."""

    NIK_DATE_IMPOSSIBLE = "nik_date_impossible"
    NIK_SERIAL_ZERO = "nik_serial_zero"
    NIK_OTHER_BIRTH_DATE = "nik_other_birth_date"
    NIK_OTHER_SEX = "nik_other_sex"
    KK_DATE_IMPOSSIBLE = "kk_date_impossible"
    KK_SERIAL_ZERO = "kk_serial_zero"
    NAME_ONE_WORD = "name_one_word"
    NAME_TOO_LONG = "name_too_long"
    NAME_DIGITS = "name_digits"
    NAME_PUNCTUATION = "name_punctuation"
    NAME_ABBREVIATED = "name_abbreviated"
    NAME_TITLE = "name_title"


# ---------------------------------------------------------------- NIK and KK: PPKKCC DDMMYY SSSS


@dataclass(frozen=True, slots=True, repr=False)
class Register:
    """Sixteen digits: the region of first registration, a date, a serial. There is no check digit.

    A region code that no longer exists stays valid, the century of the date is unknown, and no repr shows the digits.
    """

    digits: str

    @property
    def region(self) -> str:
        return self.digits[:6]

    @property
    def day(self) -> int:
        return int(self.digits[6:8])

    @property
    def month(self) -> int:
        return int(self.digits[8:10])

    @property
    def year(self) -> int:
        """The last two digits."""
        return int(self.digits[10:12])

    @property
    def serial(self) -> str:
        return self.digits[12:]


@dataclass(frozen=True, slots=True, repr=False)
class Nik(Register):
    """A person's number: the date is the day of birth."""

    @property
    def sex(self) -> Sex:
        return Sex.PEREMPUAN if self.day > _WOMEN else Sex.LAKI_LAKI

    @property
    def day_of_birth(self) -> int:
        return self.day - _WOMEN if self.day > _WOMEN else self.day


@dataclass(frozen=True, slots=True, repr=False)
class KkNumber(Register):
    """A family card's number: the date is the day of issue."""


def parse_nik(typed: str) -> Nik | None:
    """The NIK in what somebody typed; None where that is not sixteen digits."""
    digits = _sixteen(typed)
    return Nik(digits) if digits else None


def parse_kk_number(typed: str) -> KkNumber | None:
    """Likewise for a KK number."""
    digits = _sixteen(typed)
    return KkNumber(digits) if digits else None


def nik_findings(nik: Nik, *, born: date | None = None, sex: Sex | None = None) -> tuple[Finding, ...]:
    """What is odd about a NIK beside the birth date and sex on the papers; a correction never changes the NIK."""
    findings: list[Finding] = []
    if not _possible(nik.day_of_birth, nik.month, nik.year):
        findings.append(Finding.NIK_DATE_IMPOSSIBLE)
    if not int(nik.serial):
        findings.append(Finding.NIK_SERIAL_ZERO)
    if born and (nik.day_of_birth, nik.month, nik.year) != (born.day, born.month, born.year % 100):
        findings.append(Finding.NIK_OTHER_BIRTH_DATE)
    if sex and nik.sex is not sex:
        findings.append(Finding.NIK_OTHER_SEX)
    return tuple(findings)


def kk_findings(number: KkNumber) -> tuple[Finding, ...]:
    """What is odd about a KK number."""
    findings: list[Finding] = []
    if not _possible(number.day, number.month, number.year):
        findings.append(Finding.KK_DATE_IMPOSSIBLE)
    if not int(number.serial):
        findings.append(Finding.KK_SERIAL_ZERO)
    return tuple(findings)


def _sixteen(typed: str) -> str | None:
    digits = _SEPARATORS.sub("", typed)
    return digits if _SIXTEEN_DIGITS.fullmatch(digits) else None


def _possible(day: int, month: int, year: int) -> bool:
    """Whether such a day was there in either century: 29 February counts if one of the two had it."""
    return any(_is_date(century + year, month, day) for century in (1900, 2000))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------- nomor: BKS-2026-000123

_NOMOR = re.compile(r"BKS[\s./\-]*(?P<year>[0-9]{4})[\s./\-]*(?P<serial>[0-9]{1,9})")


def nomor(year: int, serial: int) -> Nomor:
    """The number of a berkas: `year` by the WIB day of arrival, `serial` from 1 within the year."""
    return Nomor(f"BKS-{year:04}-{serial:06}")


def parse_nomor(typed: str) -> Nomor | None:
    """The nomor in what somebody typed: `bks 2026 123` is `BKS-2026-000123`; None where it is none."""
    found = _NOMOR.fullmatch(typed.strip().upper())
    return nomor(int(found["year"]), int(found["serial"])) if found and int(found["serial"]) else None


# ---------------------------------------------------------------- names of newborns

MAX_NAME = 60
"""Letters and spaces (Permendagri 73/2022 Art. 4)."""

FORBIDDEN_IN_NAMES = frozenset(
    {
        Finding.NAME_TOO_LONG,
        Finding.NAME_DIGITS,
        Finding.NAME_PUNCTUATION,
        Finding.NAME_ABBREVIATED,
        Finding.NAME_TITLE,
    }
)
"""What an akta may not show: the parents are asked to write the name otherwise (Permendagri 73/2022 Art. 5)."""

_TITLES = frozenset({"dr", "drs", "dra", "prof", "ir", "hj", "haji", "hajjah"})
_LETTERS = re.compile(r"[^\W\d_]+")


def newborn_name_findings(name: str) -> tuple[Finding, ...]:
    """What is odd about the name of a newborn. One word stays, with the parents' statement (rule 10)."""
    words = name.split()
    findings: list[Finding] = []
    if len(words) == 1:
        findings.append(Finding.NAME_ONE_WORD)
    if len(" ".join(words)) > MAX_NAME:
        findings.append(Finding.NAME_TOO_LONG)
    if any(character.isdigit() for character in name):
        findings.append(Finding.NAME_DIGITS)
    if any(not (character.isalnum() or character.isspace() or character == ".") for character in name):
        findings.append(Finding.NAME_PUNCTUATION)
    if any("." in word or len(word) == 1 for word in words):
        findings.append(Finding.NAME_ABBREVIATED)
    if any(part.casefold() in _TITLES for word in words for part in _LETTERS.findall(word)):
        findings.append(Finding.NAME_TITLE)
    return tuple(findings)
