"""Which code opens a berkas's tracking page? Unguessable, and can be read over the phone.

Sixteen signs, `2R7J-0A4H-X19H-83A1`: sixty bits of chance and a check. The ten digits, and six letters whose
Indonesian names (a, ha, jé, èm, èr, èks) are not mistaken for each other, nor their shapes for digits.
"""

from __future__ import annotations

import re

_ALPHABET = "0123456789AHJMRX"
_MISREAD = str.maketrans("OQDILZSBNK", "00011258MH")
"""What people write or hear instead: O for 0, L for 1, en for em, ka for ha …"""
_SEPARATORS = re.compile(r"[\s.\-]")
_SIGNS, _GROUP = 15, 4

RANDOM_BYTES = 8
"""How many bytes of chance a code is made of (the last four bits are not used)."""


def tracking_code(chance: bytes) -> str:
    """The code made of `RANDOM_BYTES` bytes from a cryptographic source."""
    if len(chance) != RANDOM_BYTES:
        raise ValueError(f"a tracking code takes {RANDOM_BYTES} bytes of chance")
    values = [nibble for byte in chance for nibble in (byte >> 4, byte & 0xF)][:_SIGNS]
    return "".join(_ALPHABET[value] for value in (*values, _check(values)))


def parse_tracking(typed: str) -> str | None:
    """The code in what somebody typed or heard, as made; None where a sign is wrong, missing or two are swapped."""
    code = _SEPARATORS.sub("", typed.upper()).translate(_MISREAD)
    if len(code) != _SIGNS + 1 or not set(code) <= set(_ALPHABET):
        return None
    *values, check = map(_ALPHABET.index, code)
    return code if check == _check(values) else None


def spoken(code: str) -> str:
    """The code in groups of four, as it is shown and read aloud."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _check(values: list[int]) -> int:
    """Damm's check over GF(16): any one wrong sign and any two neighbours swapped are noticed."""
    check = 0
    for value in values:
        check = _doubled(check ^ value)
    return check


def _doubled(value: int) -> int:
    """Times x in GF(2^4) modulo x^4 + x + 1."""
    return (value << 1) ^ (0b10011 if value & 0b1000 else 0)
