"""Does a PDF become pages to look at, and is one that hides, acts or overwhelms refused?"""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from shared.contracts.vocabulary import UnreadableReason
from shared.photos import Limits, prepare
from shared.photos.pdfs import ACTIVE
from tests.photos.pictures import LIMITS, RED, colour_at, near, only_page, opened, pdf, red_square, refusal

pytestmark = pytest.mark.spine


def test_each_page_becomes_a_picture() -> None:
    prepared = prepare(pdf(3), LIMITS)
    assert prepared.media_type == "application/pdf"
    assert [(page.width, page.height) for page in prepared.pages] == [(1413, 2000)] * 3
    assert all(opened(page.upright).size == (1413, 2000) for page in prepared.pages)


def test_a_page_is_turned_as_it_says() -> None:
    def turn(document: Pdf) -> None:
        document.pages[0].rotate(90, relative=True)

    page = only_page(pdf(put=turn))
    assert (page.width, page.height) == (2000, 1413)


def test_what_somebody_typed_into_a_form_shows() -> None:
    def fill(document: Pdf) -> None:
        field = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("nama"),
                V=String("CONTOH"),
                F=4,
                Rect=Array([150, 250, 450, 550]),
                AP=Dictionary(N=red_square(document)),
            )
        )
        document.pages[0].obj.Annots = Array([field])
        document.Root.AcroForm = Dictionary(Fields=Array([field]))

    assert near(colour_at(only_page(pdf(put=fill)).upright, 0.5, 0.5), RED)


def test_a_locked_pdf_is_refused() -> None:
    for user in ("rahasia", ""):  # locked against reading; locked against copying only
        locked = pdf(encryption=pikepdf.Encryption(owner="pemilik", user=user))
        assert refusal(locked) is UnreadableReason.ENCRYPTED


def test_a_pdf_that_acts_when_opened_is_refused() -> None:
    def act(document: Pdf) -> None:
        document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    assert refusal(pdf(put=act)) is UnreadableReason.ACTIVE_CONTENT


@pytest.mark.parametrize("name", sorted(ACTIVE))
@pytest.mark.parametrize("objects", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_what_acts_is_found_however_deep_it_hides(name: str, objects: pikepdf.ObjectStreamMode) -> None:
    def as_key(document: Pdf) -> None:
        hidden = Dictionary({name: String("x")})
        document.Root.Names = Dictionary(Daftar=Array([String("a"), Dictionary(Isi=Array([hidden]))]))

    def as_type(document: Pdf) -> None:
        document.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, A=Dictionary(S=Name(name)))])

    for put in (as_key, as_type):
        assert refusal(pdf(put=put, object_stream_mode=objects)) is UnreadableReason.ACTIVE_CONTENT


def test_a_link_is_no_action() -> None:
    def link(document: Pdf) -> None:
        action = Dictionary(S=Name.URI, URI=String("https://contoh.invalid"))
        annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        document.pages[0].obj.Annots = Array([annotation])

    assert refusal(pdf(put=link)) is None


def test_a_pdf_nested_deeper_than_any_stack_is_judged_all_the_same() -> None:
    def nest(document: Pdf) -> None:
        inner = Dictionary(JS=String("x"))
        for _ in range(90):
            inner = Dictionary(A=Array([inner]))
        document.Root.Nested = inner

    assert refusal(pdf(put=nest)) is UnreadableReason.ACTIVE_CONTENT


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    assert refusal(pdf(60)) is UnreadableReason.TOO_LARGE
    assert refusal(pdf(3), Limits(pages=3)) is None
    assert refusal(pdf(4), Limits(pages=3)) is UnreadableReason.TOO_LARGE


def test_a_pdf_without_pages_is_refused() -> None:
    assert refusal(pdf(0)) is UnreadableReason.TRUNCATED


def test_a_pdf_cut_off_on_its_way_is_refused() -> None:
    whole = pdf(2)
    for end in (8, len(whole) // 2, len(whole) - 8):
        assert refusal(whole[:end]) is UnreadableReason.TRUNCATED


def test_a_picture_in_a_pdf_is_held_to_the_limit_of_a_photo() -> None:
    def bomb(document: Pdf) -> None:
        picture = pikepdf.Stream(document, bytes(16))
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width, picture.Height = 30_000, 30_000
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
        document.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=picture))

    assert refusal(pdf(put=bomb)) is UnreadableReason.TOO_MANY_PIXELS
