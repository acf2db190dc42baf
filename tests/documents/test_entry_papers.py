"""Does each document show what the officer typed, say what it is, and leave room for the signature?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import cast

import msgspec
import pytest

from services.entry.forms import Form, HubunganKeluarga, Stage, draw
from tests.documents.reading import pictures, qr_codes, room_of_stamp, texts
from tests.documents.samples import (
    FORMS,
    KELAHIRAN,
    KEMATIAN,
    KK,
    NOMOR,
    PEJABAT,
    SKPWNI,
    family_card,
    frame,
    person,
)

pytestmark = pytest.mark.documents

WATERMARK = "DRAF \N{EN DASH} TIDAK SAH"
LONG = "Muhammad Abdurrahman Nashiruddin Al-Minangkabawi Contohpanjang"


def words(form: Form) -> list[str]:
    """Every text the officer typed, however deep."""
    return list(_texts_in(msgspec.to_builtins(form, builtin_types=(date,))))


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in cast("Mapping[str, object]", value).values():
            yield from _texts_in(item)
    elif isinstance(value, Sequence):
        for item in cast("Sequence[object]", value):
            yield from _texts_in(item)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
@pytest.mark.parametrize("stage", Stage)
def test_a_document_shows_every_word_the_officer_typed(form: Form, stage: Stage) -> None:
    page = " ".join(texts(draw(form, frame(stage))))
    assert not [word for word in words(form) if word not in page]
    assert PEJABAT.nama in page


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_a_draft_says_so_and_carries_its_revision_and_number(form: Form) -> None:
    drawn = draw(form, frame(Stage.DRAF, revision=7))
    [page], [picture] = texts(drawn), pictures(drawn, dpi=150)
    assert WATERMARK in page
    assert "revisi 7" in page
    assert qr_codes(picture) == [NOMOR]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_a_final_document_carries_no_trace_of_the_draft(form: Form) -> None:
    drawn = draw(form, frame(Stage.ASLI))
    [page], [picture] = texts(drawn), pictures(drawn, dpi=150)
    assert "DRAF" not in page.upper()
    assert "revisi" not in page
    assert "CONTOH" not in page
    assert not qr_codes(picture)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_what_the_test_certificate_will_sign_says_contoh_across_the_page(form: Form) -> None:
    assert "CONTOH" in texts(draw(form, frame(Stage.CONTOH)))[0]


@pytest.mark.parametrize("form", [*FORMS, family_card(*(person(n, LONG) for n in range(1, 41)))])
def test_nothing_is_printed_where_the_stamp_will_be(form: Form) -> None:
    last = pictures(draw(form, frame(Stage.ASLI)), dpi=100)[-1]
    room = room_of_stamp(last, dpi=100).convert("L")
    assert room.getextrema() == (255, 255)


def test_draft_and_final_have_the_same_body() -> None:
    bodies = {
        page[page.index("REPUBLIK INDONESIA") : page.index("Kutipan ini dikeluarkan")]
        for stage in Stage
        for page in texts(draw(KELAHIRAN, frame(stage)))
    }
    assert len(bodies) == 1


def test_a_family_of_forty_goes_over_pages_that_say_what_they_belong_to() -> None:
    names = [f"{LONG} {number}" if number % 5 == 0 else f"Anggota Contoh {number}" for number in range(1, 41)]
    pages = texts(draw(family_card(*(person(n, name) for n, name in enumerate(names, start=1))), frame(Stage.DRAF)))
    assert 3 <= len(pages) <= 6
    assert all(WATERMARK in page for page in pages)
    assert all(f"{NOMOR} · {number}/{len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert all("Kartu Keluarga 1308992211260001 (lanjutan)" in page for page in pages[1:])
    assert all("Nama Lengkap" in page or "Status Perkawinan" in page for page in pages[:-1])
    assert not [name for name in names if not any(name in page for page in pages)]
    assert PEJABAT.nama in pages[-1]
    assert not any(PEJABAT.nama in page for page in pages[:-1])


@pytest.mark.parametrize(
    "form",
    [
        replace(KELAHIRAN, nama=LONG, ayah=LONG, ibu=LONG, tempat_lahir=LONG, catatan=f"{LONG}, {LONG}"),
        replace(KEMATIAN, nama=LONG, ayah=LONG, ibu=LONG, tempat_lahir=LONG, tempat_meninggal=LONG, catatan=LONG),
        replace(KK, kepala_keluarga=LONG, anggota=(person(1, LONG), person(2, LONG))),
        replace(SKPWNI, kepala_keluarga=LONG, pemohon=LONG, alasan=LONG, klasifikasi=LONG, jenis_kepindahan=LONG),
    ],
    ids=lambda form: form.kind,
)
def test_the_longest_names_the_rules_allow_fit_on_the_page(form: Form) -> None:
    drawn = draw(form, frame(Stage.ASLI))
    [page], [picture] = texts(drawn), pictures(drawn, dpi=50)
    assert not [word for word in words(form) if word not in page]
    margin = round(10 / 25.4 * 50)
    edge = picture.crop((picture.width - margin, 0, picture.width, picture.height)).convert("L")
    assert edge.getextrema() == (255, 255)


def test_a_child_without_a_father_on_record_is_the_mothers() -> None:
    [page] = texts(draw(replace(KELAHIRAN, ayah=None), frame(Stage.ASLI)))
    assert "anak dari seorang ibu" in page
    assert "dari ayah" not in page
    assert "None" not in page


def test_what_is_not_known_of_the_dead_is_left_out() -> None:
    [page] = texts(draw(replace(KEMATIAN, ayah=None, ibu=None), frame(Stage.ASLI)))
    assert "anak dari" not in page
    assert "None" not in page


def test_dates_stand_in_figures_and_in_words() -> None:
    [page] = texts(draw(KELAHIRAN, frame(Stage.ASLI)))
    assert "1 November 2026 (satu November dua ribu dua puluh enam)" in page


def test_a_form_never_shows_itself() -> None:
    assert not [form for form in FORMS if any(word in repr(form) for word in words(form))]
    assert "Contoh" not in repr(person(1, "Contoh", relation=HubunganKeluarga.ANAK))
