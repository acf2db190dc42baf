"""Is a PDF safe to draw from what strangers wrote, the same every time, and readable for long?"""

from __future__ import annotations

import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO
from multiprocessing import get_context

import pikepdf
import pytest

from services.entry.forms import Form, Stage, draw
from shared.documents.compiler import TemplateBroken, compile_pdf
from shared.documents.printable import Unprintable, legible
from shared.documents.qr import qr_svg
from tests.documents.reading import fonts, pictures, qr_codes, texts
from tests.documents.samples import FORMS, KELAHIRAN, NOW, frame

pytestmark = pytest.mark.documents

DRAFT = frame(Stage.DRAF)

HOSTILE = (
    '#panic("x")',
    '#read("/etc/passwd")',
    "*tebal* _miring_ `kode` $x^2$ = judul",
    ']#eval("1+1")[',
    "\\u{41} \\",
    '"), data: (',
    "<script>alert(1)</script>",
    "'; DROP TABLE berkas; --",
    "{{nama}} {% raw %} ${jndi:x}",
    "@preview/cetz // komentar /* x */",
    "%PDF-1.7 %%EOF endobj",
    "~ -- --- ... \"kutip\" 'kutip'",
)  # fmt: skip


def source(typst: str) -> dict[str, bytes]:
    return {"main.typ": b'#set document(title: "uji")\n' + typst.encode()}


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_look_like_markup_are_printed_as_they_are(words: str) -> None:
    [page] = texts(draw(replace(KELAHIRAN, ibu=words), DRAFT))
    assert words in page


def test_markup_in_a_name_costs_nothing_and_opens_nothing() -> None:
    plain = draw(replace(KELAHIRAN, ibu="x" * 40), DRAFT)
    hostile = draw(replace(KELAHIRAN, ibu='#for i in range(9999999) [x]; #read("/office.typ")'), DRAFT)
    assert len(hostile) < 1.2 * len(plain)


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("Siti \N{GRINNING FACE}", "U+1F600"),
        ("Siti\N{RIGHT-TO-LEFT OVERRIDE}itiS", "U+202E"),
        ("Si\N{ZERO WIDTH SPACE}ti", "U+200B"),
        ("Siti\nBinti", "U+000A"),
        ("Siti\x00", "U+0000"),
        ("\N{ARABIC LETTER SEEN}iti", "U+0633"),
        ("S\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}ti", "U+0456"),
    ],
)
def test_a_character_that_cannot_be_printed_is_refused_by_field_and_never_quoted(name: str, character: str) -> None:
    with pytest.raises(Unprintable) as refused:
        draw(replace(KELAHIRAN, ibu=name), DRAFT)
    assert refused.value.reason == {"field": "form.ibu", "character": character}
    assert "iti" not in str(refused.value) + repr(refused.value)


def test_a_name_typed_with_loose_accents_is_printed_in_one_piece() -> None:
    [page] = texts(draw(replace(KELAHIRAN, ibu="Rene\N{COMBINING ACUTE ACCENT}"), DRAFT))
    assert "René" in page


def test_what_strangers_call_themselves_is_shown_as_far_as_it_can_be() -> None:
    assert legible("  Siti \N{GRINNING FACE}\n Contoh\N{RIGHT-TO-LEFT OVERRIDE}") == "Siti ? Contoh?"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_the_same_form_gives_the_same_bytes_and_another_day_others(form: Form) -> None:
    assert draw(form, DRAFT) == draw(form, DRAFT)
    assert draw(form, DRAFT) != draw(form, replace(DRAFT, at=NOW + timedelta(days=1)))


def test_a_document_is_drawn_at_any_instant_to_the_second() -> None:
    assert draw(KELAHIRAN, replace(DRAFT, at=NOW + timedelta(microseconds=7))) == draw(KELAHIRAN, DRAFT)


def test_threads_draw_at_once_and_do_not_mix_their_papers() -> None:
    forms = [replace(KELAHIRAN, ibu=f"Ibu Nomor {number}") for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(partial(draw, frame=DRAFT), forms))
    assert all(form.ibu in texts(pdf)[0] for form, pdf in zip(forms, drawn, strict=True))


def test_a_worker_process_draws_what_this_one_draws() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as workers:
        assert workers.submit(partial(draw, KELAHIRAN, DRAFT)).result(60) == draw(KELAHIRAN, DRAFT)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_every_paper_declares_itself_archival_and_accessible_in_indonesian(form: Form) -> None:
    with pikepdf.open(BytesIO(draw(form, DRAFT))) as pdf:
        said = bytes(pdf.Root.Metadata.read_bytes())
        assert re.search(rb"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", said)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in said
        assert pdf.Root.Lang == "id"
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122030405")


def test_only_our_fonts_are_used_and_each_is_embedded() -> None:
    found = [fonts(draw(form, DRAFT)) for form in FORMS]
    assert all(embedded for one in found for embedded in one.values())
    families = {name.partition("+")[2].partition("-")[0] for one in found for name in one}
    assert families == {"SourceSerif4", "SourceSans3"}


@pytest.mark.parametrize("reach", ['#read("/render.py")', '#read("../errors.py")', '#image("/etc/passwd")'])
def test_a_template_reads_no_file_that_it_was_not_given(reach: str) -> None:
    with pytest.raises(TemplateBroken):
        compile_pdf(source(reach), {}, at=NOW)


def test_a_broken_template_says_where_and_never_what() -> None:
    with pytest.raises(TemplateBroken) as broken:
        compile_pdf(source('#int("Siti Rahasia")'), {}, at=NOW)
    assert "main.typ:2" in str(broken.value)
    assert broken.value.__cause__ is None
    assert "Siti" not in str(broken.value)


def test_a_qr_code_reads_back_what_was_put_in() -> None:
    link = "https://disdukcapil.contoh.example/cek/K7QM-2XTD-9WPA"
    files = {**source('#set page(margin: 2cm)\n#image("/link.svg", width: 2cm, alt: "QR")'), "link.svg": qr_svg(link)}
    [picture] = pictures(compile_pdf(files, {}, at=NOW), dpi=100)
    assert qr_codes(picture) == [link]
