"""Does a berkas reach its applicant, by every ending, whoever brought it in? (the SOP, over HTTP alone)."""

from __future__ import annotations

import hashlib

import pytest

from shared.contracts.vocabulary import Layanan, Paper, Variant
from tests.journeys.walk import Berkas
from tests.support.lives import Screens
from tests.support.people import NELI, RINA, UJANG

pytestmark = [pytest.mark.spine, pytest.mark.asyncio(loop_scope="package")]

BIRTH = (Paper.F_2_01, Paper.SURAT_KETERANGAN_LAHIR, Paper.BUKU_NIKAH, Paper.KK_LAMA)


async def test_a_berkas_goes_from_photo_to_the_applicants_phone_and_is_closed(screens: Screens) -> None:
    berkas = await Berkas("straight through", screens).receive(ending="cetak_sendiri")
    await berkas.press(RINA, "relation", {"relation": "self"})
    await berkas.complete()
    await berkas.verify()
    await berkas.enter()
    await berkas.from_drafts_to_delivery()
    await berkas.happens("DocumentSent")
    [document] = await berkas.documents()
    await berkas.press(RINA, f"documents/{document}/received", {"proof": "button"}, desk="delivery")

    own = {"MessageDue", "SendingStarted", "MessageDelivered", "ApplicantInformed", "SenderRelationRecorded"}
    assert [fact for fact in await berkas.facts() if fact not in own] == [
        "BerkasReceived",
        "PhotoFetched",
        "PhotoAttached",
        "PhotosPrinted",
        "BerkasFoundComplete",
        "PaperJudged",
        "BerkasVerified",
        "SiakEntered",
        "DraftPrinted",
        "DraftValidated",
        "SigningRequested",
        "SigningStarted",
        "DocumentSigned",
        "DocumentSent",
        "DocumentReceived",
        "BerkasClosed",
    ]
    assert await berkas.stage() == "closed"
    assert not await berkas.listed("delivery", "to_deliver", RINA)


async def test_a_signed_pdf_waits_until_somebody_says_who_the_sender_is(screens: Screens) -> None:
    berkas = Berkas("who sends", screens)
    await berkas.to_signer()
    await berkas.to_delivery()
    assert "DocumentSent" not in await berkas.facts()
    await berkas.press(RINA, "relation", {"relation": "family"})
    await berkas.happens("DocumentSent")


async def test_a_document_goes_by_motorcycle_to_somebody_without_a_phone(screens: Screens) -> None:
    ujang = screens[UJANG.id]
    trip = {"jorong": "Koto Contoh", "on": "2026-11-22", "officers": [UJANG.id]}
    visit = (await ujang.insist("POST", "/intake/visits", key="trip", json=trip)).json()["visit_id"]
    await ujang.insist("POST", f"/intake/visits/{visit}/start", key="start", json={"equipment": ["HP layanan"]})
    berkas = await Berkas("motor", screens).receive(channel="motor", by=UJANG, visit_id=visit, jorong="Koto Contoh")
    await berkas.tell("berkas_diterima", "lisan")
    await ujang.insist("POST", f"/intake/visits/{visit}/end", key="end", json={"helped": 1})
    await berkas.complete()
    await berkas.verify()
    await berkas.enter()
    await berkas.from_drafts_to_delivery()
    await berkas.hand_over(UJANG, "petugas_khusus")

    facts = await berkas.facts()
    way = {"DocumentSent", "DocumentPrinted", "PrintsIssued", "DocumentHandedOver", "BerkasClosed"}
    assert [fact for fact in facts if fact in way] == [
        "DocumentPrinted",
        "PrintsIssued",
        "DocumentHandedOver",
        "BerkasClosed",
    ]
    assert await berkas.stage() == "closed"


async def test_a_birth_yields_two_documents_and_ends_when_the_last_is_handed_over(screens: Screens) -> None:
    berkas = Berkas("birth", screens)
    await berkas.receive(BIRTH, layanan=Layanan.AKTA_KELAHIRAN, variant=Variant.KELAHIRAN, legal_day="2027-01-02")
    await berkas.complete()
    await berkas.verify()
    await berkas.enter()
    await berkas.from_drafts_to_delivery()
    kinds = [document["kind"] for document in (await berkas.shown())["documents"]]
    assert kinds == ["KUTIPAN_AKTA_KELAHIRAN", "KK"]
    await berkas.hand_over(NELI, "petugas_nagari")
    facts = await berkas.facts()
    assert facts.count("DocumentSigned") == facts.count("DocumentHandedOver") == len(kinds)
    assert facts.index("BerkasClosed") > facts.index("DocumentHandedOver")
    assert await berkas.stage() == "closed"


async def test_anybody_with_the_documents_code_can_check_the_file_in_hand(screens: Screens) -> None:
    berkas = Berkas("check", screens)
    await berkas.to_signer()
    await berkas.to_delivery()
    [document] = (await berkas.shown())["documents"]
    rina = screens[RINA.id]
    path = f"/delivery/berkas/{berkas.id}/documents/{document['document_id']}/signed"
    pdf = (await rina.insist("GET", path)).content
    checked = (await rina.insist("GET", f"/signing/check/{document['check_code']}")).json()
    assert checked["sha256"] == hashlib.sha256(pdf).hexdigest()
    assert checked["valid"]
    assert (await rina.ask("GET", "/signing/check/tidak-ada")).status_code == 404


async def test_an_applicant_learns_by_the_tracking_code_where_it_lies_and_nothing_more(screens: Screens) -> None:
    berkas = await Berkas("tracking", screens).receive()
    status = (await screens[RINA.id].insist("GET", f"/intake/status/{berkas.tracking}")).json()
    assert status["nomor"] == berkas.nomor
    assert "Upik" not in str(status)
    await berkas.complete()
    later = (await screens[RINA.id].insist("GET", f"/intake/status/{berkas.tracking}")).json()
    assert later["status"] != status["status"]


async def test_the_same_submission_can_never_become_two(screens: Screens) -> None:
    first = await Berkas("sent once", screens).receive(submission="the phone's own id")
    again = await Berkas("sent twice", screens).receive(submission="the phone's own id")
    assert (again.id, again.nomor, again.tracking) == (first.id, first.nomor, first.tracking)
    assert (await first.facts()).count("BerkasReceived") == 1
