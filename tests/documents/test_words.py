"""Are dates and numbers written as Indonesian documents write them, in letters our fonts have?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from services.entry.forms import Stage, draw
from shared.documents import compiler
from shared.documents.indonesian import tanggal, tanggal_angka, tanggal_dengan_huruf, terbilang, waktu_wib
from shared.documents.printable import Unprintable, printable
from tests.documents.reading import texts
from tests.documents.samples import KELAHIRAN, frame

pytestmark = pytest.mark.documents

FONTS = sorted((Path(compiler.__file__).parent / "fonts").glob("*.ttf"))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1997, "seribu sembilan ratus sembilan puluh tujuh"),
        (2010, "dua ribu sepuluh"),
        (2026, "dua ribu dua puluh enam"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan"),
    ],
)
def test_numbers_are_spelled_as_they_are_spoken(number: int, words: str) -> None:
    assert terbilang(number) == words


def test_a_day_has_three_spellings() -> None:
    day = date(2026, 3, 5)
    assert tanggal(day) == "5 Maret 2026"
    assert tanggal_angka(day) == "05-03-2026"
    assert tanggal_dengan_huruf(day) == "lima Maret dua ribu dua puluh enam"


def test_late_evening_in_utc_is_the_next_morning_here() -> None:
    assert waktu_wib(datetime(2026, 3, 15, 20, 5, tzinfo=UTC)) == "16 Maret 2026 pukul 03.05 WIB"


def _takes(character: str) -> bool:
    try:
        return printable(character, "") == character
    except Unprintable:
        return False


def test_every_character_we_take_can_be_searched_and_copied_from_the_paper() -> None:
    taken = [chr(code) for code in range(0x21, 0x3000) if _takes(chr(code)) and not chr(code).isspace()]
    assert len(taken) > 300
    for start in range(0, len(taken), 50):
        word = "".join(taken[start : start + 50])
        [page] = texts(draw(replace(KELAHIRAN, catatan=word), frame(Stage.ASLI)))
        assert word in page.replace(" ", "")


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_every_font_has_every_character_we_take(font: Path) -> None:
    has = TTFont(font).getBestCmap() or {}
    assert not [f"U+{code:04X}" for code in range(0x20, 0x3000) if _takes(chr(code)) and code not in has]


def test_the_fonts_come_with_their_licence_and_are_small() -> None:
    assert len(FONTS) == 5
    assert sum(font.stat().st_size for font in FONTS) < 2_000_000
    licences = [file.read_text(encoding="utf-8") for file in FONTS[0].parent.glob("OFL-*.txt")]
    assert len(licences) == 2
    assert all("SIL OPEN FONT LICENSE Version 1.1" in licence for licence in licences)
