"""Does the print sheet let an officer check a berkas with paper in hand? (SOP step 3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from services.intake.forms import PaperLine, PrintSheet, SheetPhoto, draw
from tests.documents.reading import jpegs, pictures, qr_codes, texts
from tests.documents.samples import KANTOR, NOMOR, NOW

pytestmark = pytest.mark.documents

BLUE = (30, 60, 200)


def photo(paper: str, width: int, height: int) -> SheetPhoto:
    """A blue photo whose upper left corner is red, so that upright can be told."""
    picture = Image.new("RGB", (width, height), BLUE)
    picture.paste((220, 20, 20), (0, 0, width // 4, height // 4))
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG", quality=90)
    return SheetPhoto(paper=paper, width=width, height=height, image=jpeg.getvalue())


PHOTOS = (
    photo("Formulir F-2.01", 600, 800),
    photo("Surat keterangan lahir", 800, 600),
    photo("Buku nikah", 800, 560),
    photo("Kartu Keluarga lama", 800, 600),
)
SHEET = PrintSheet(
    pemerintah=KANTOR.pemerintah,
    dinas=KANTOR.dinas,
    nomor=NOMOR,
    layanan="Akta Kelahiran",
    variant="Kelahiran, dilaporkan dalam 60 hari",
    channel="WhatsApp",
    received_at=NOW,
    check_until=date(2026, 11, 24),
    papers=(
        PaperLine(name="Formulir F-2.01", present=True),
        PaperLine(name="Surat keterangan lahir", present=True, note="atau SPTJM F-2.03 dengan dua saksi"),
        PaperLine(name="Buku nikah atau akta perkawinan", present=False),
        PaperLine(name="KTP-el pelapor", present=False, required=False),
    ),
    photos=PHOTOS,
    applicant="Siti Contoh",
)
DRAWN = draw(SHEET, at=NOW)


def test_the_cover_says_what_came_when_how_and_until_when_it_is_checked() -> None:
    cover = texts(DRAWN)[0]
    for said in (
        KANTOR.dinas.upper(),
        NOMOR,
        "Akta Kelahiran",
        "Kelahiran, dilaporkan dalam 60 hari",
        "Siti Contoh",
        "22 November 2026 pukul 10.04 WIB",
        "WhatsApp",
        "24 November 2026",
    ):
        assert said in cover


def test_the_checklist_tells_what_is_there_what_is_missing_and_what_need_not_be() -> None:
    cover = texts(DRAWN)[0]
    assert cover.count("✓") == 2
    assert "Formulir F-2.01 ada" in cover
    assert "Buku nikah atau akta perkawinan belum ada" in cover
    assert "KTP-el pelapor tidak wajib" in cover
    assert "atau SPTJM F-2.03 dengan dua saksi" in cover


def test_the_number_can_be_scanned_from_the_paper() -> None:
    assert qr_codes(pictures(DRAWN, dpi=100)[0]) == [NOMOR]


def test_tall_photos_have_a_page_and_wide_ones_share_it() -> None:
    pages = texts(DRAWN)
    assert ["foto 1/4" in pages[1], "foto 2/4" in pages[2], "foto 3/4" in pages[2], "foto 4/4" in pages[3]] == [
        True
    ] * 4
    assert len(pages) == 4


def test_each_photo_is_named_and_each_page_is_numbered() -> None:
    pages = texts(DRAWN)
    assert "Formulir F-2.01" in pages[1]
    assert "Surat keterangan lahir" in pages[2]
    assert "Buku nikah" in pages[2]
    assert all(f"{NOMOR} · {number}/4" in page for number, page in enumerate(pages, start=1))


def test_photos_stand_upright_and_whole() -> None:
    page = pictures(DRAWN, dpi=40)[1].convert("RGB")
    blue = [(x, y) for x in range(page.width) for y in range(page.height) if _near(page, x, y, BLUE)]
    left, right, bottom = min(x for x, _ in blue), max(x for x, _ in blue), max(y for _, y in blue)
    width = right - left
    assert abs(width / 600 - (bottom - min(y for x, y in blue if x > left + width / 2)) / 800) < 0.02
    assert _near(page, left + width // 8, bottom - round(width * 7 / 6), (220, 20, 20))


def _near(page: Image.Image, x: int, y: int, colour: tuple[int, int, int]) -> bool:
    seen = page.getpixel((x, y))
    return isinstance(seen, tuple) and all(abs(a - b) < 40 for a, b in zip(seen, colour, strict=True))


def test_photos_are_not_compressed_again() -> None:
    assert set(jpegs(DRAWN)) == {photo.image for photo in PHOTOS}


def test_a_berkas_without_photos_is_a_cover() -> None:
    assert len(texts(draw(replace(SHEET, photos=()), at=NOW))) == 1


def test_many_papers_go_over_to_a_second_page() -> None:
    papers = tuple(PaperLine(name=f"Surat contoh nomor {number}", present=False) for number in range(1, 41))
    pages = texts(draw(replace(SHEET, papers=papers, photos=()), at=NOW))
    assert len(pages) == 2
    assert all(any(paper.name in page for page in pages) for paper in papers)


@pytest.mark.parametrize(
    ("name", "shown"), [(None, "Pemohon : \N{EN DASH}"), ("Siti \N{GRINNING FACE}", "Pemohon : Siti ?")]
)
def test_an_applicant_may_be_nameless_or_fanciful(name: str | None, shown: str) -> None:
    assert shown in texts(draw(replace(SHEET, applicant=name), at=NOW))[0]


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert draw(SHEET, at=NOW) == DRAWN
