"""How are dates, times and numbers written on Indonesian documents?"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian Time, which knows no summer time."""

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((1000, "seribu", "ribu"), (100, "seratus", "ratus"), (10, "sepuluh", "puluh"))


def tanggal(day: date) -> str:
    """`15 Maret 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def tanggal_dengan_huruf(day: date) -> str:
    """`lima belas Maret dua ribu dua puluh enam`, as kutipan spell it."""
    return f"{terbilang(day.day)} {_MONTHS[day.month - 1]} {terbilang(day.year)}"


def tanggal_angka(day: date) -> str:
    """`15-03-2026`, as the columns of a family card have it."""
    return day.strftime("%d-%m-%Y")


def waktu_wib(moment: datetime) -> str:
    """`15 Maret 2026 pukul 14.05 WIB`."""
    local = moment.astimezone(WIB)
    return f"{tanggal(local.date())} pukul {local:%H.%M} WIB"


def terbilang(number: int) -> str:
    """A whole number from 0 to 9999 in words: `1997` is `seribu sembilan ratus sembilan puluh tujuh`."""
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 20:  # noqa: PLR2004 - the teens of the language
        return f"{_UNITS[number - 10]} belas"
    step, one, many = next(scale for scale in _SCALES if number >= scale[0])
    head, rest = divmod(number, step)
    spoken = one if head == 1 else f"{terbilang(head)} {many}"
    return f"{spoken} {terbilang(rest)}" if rest else spoken
