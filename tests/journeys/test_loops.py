"""Can every desk send work back, and does it come through in the end? (all return loops, over HTTP alone)."""

from __future__ import annotations

import pytest

from tests.journeys.walk import Berkas, lack
from tests.support.lives import Screens
from tests.support.people import BUDI, HASAN, RINA, SITI, UJANG, YENI

pytestmark = [pytest.mark.spine, pytest.mark.asyncio(loop_scope="package")]

TYPO = {"faults": [{"field": "kepala_keluarga", "reason": "typo", "note": "Tertulis UPIT."}]}


async def test_what_is_incomplete_is_told_supplemented_and_goes_on(screens: Screens) -> None:
    berkas = await Berkas("incomplete", screens).receive()
    await berkas.press(RINA, "incomplete", lack(reason="missing"))
    await berkas.reaches("intake", "with_applicant", RINA)
    await berkas.happens("ApplicantInformed", times=2)
    await berkas.supplement()
    await berkas.complete()
    assert await berkas.stage() == "at_verification"


async def test_what_verification_returns_is_told_by_telephone_where_no_whatsapp_reaches(screens: Screens) -> None:
    berkas = await Berkas("returned", screens).receive(channel="motor", by=UJANG)
    await berkas.complete()
    await berkas.judge("unreadable")
    assert await berkas.press(SITI, "return", lack()) == ["BerkasReturned"]
    await berkas.tell("berkas_perlu_diperbaiki", "telepon", by=RINA)
    await berkas.supplement(by=UJANG)
    await berkas.complete()
    await berkas.verify()
    assert await berkas.stage() == "at_entry"


async def test_a_paper_may_be_returned_in_round_after_round(screens: Screens) -> None:
    berkas = Berkas("rounds", screens)
    await berkas.to_verification()
    for _ in range(3):
        await berkas.press(SITI, "return", lack())
        await berkas.supplement()
        await berkas.complete()
    await berkas.verify()
    assert (await berkas.facts()).count("BerkasReturned") == 3


async def test_entry_sends_back_to_verification_what_only_siak_showed(screens: Screens) -> None:
    berkas = Berkas("to verification", screens)
    await berkas.to_entry()
    await berkas.press(BUDI, "return", {"to": "verification", "reason": "tidak_padan"})
    await berkas.reaches("verification", "waiting", SITI)
    await berkas.verify()
    await berkas.enter()
    await berkas.from_drafts_to_delivery()


async def test_entry_sends_back_to_the_applicant_after_siak_and_enters_anew(screens: Screens) -> None:
    berkas = Berkas("to applicant", screens)
    await berkas.to_entry()
    await berkas.enter()
    await berkas.press(BUDI, "return", {"to": "intake", "reason": "data_unreadable"} | lack())
    await berkas.reaches("intake", "with_applicant", RINA)
    await berkas.supplement()
    await berkas.complete()
    await berkas.verify()
    await berkas.enter()
    await berkas.from_drafts_to_delivery()
    assert (await berkas.facts()).count("SiakEntered") == 2


async def test_the_kasi_returns_a_draft_and_validates_the_next_revision(screens: Screens) -> None:
    berkas = Berkas("draft returned", screens)
    await berkas.to_kasi()
    [document_id] = await berkas.documents()
    await berkas.press(HASAN, "return", TYPO | {"document_id": document_id})
    await berkas.reaches("entry", "drafting", BUDI)
    await berkas.draft()
    assert await berkas.refused(HASAN, f"documents/{document_id}/validate", {"revision": 1}) == "other_revision"
    await berkas.validate()
    await berkas.to_delivery()


@pytest.mark.parametrize(("desk", "stage"), [("verification", "at_verification"), ("intake", "at_intake")])
async def test_the_kasi_may_send_a_berkas_back_to_any_desk_before_him(screens: Screens, desk: str, stage: str) -> None:
    berkas = Berkas(f"kasi to {desk}", screens)
    await berkas.to_kasi()
    await berkas.press(HASAN, "return", TYPO | {"to": desk})
    assert await berkas.stage() == stage
    if stage == "at_intake":
        await berkas.complete()
    await berkas.verify()
    await berkas.enter()
    await berkas.from_drafts_to_delivery()


async def test_what_the_kadis_declines_the_kasi_validates_again(screens: Screens) -> None:
    berkas = Berkas("declined", screens)
    await berkas.to_signer()
    [document_id] = await berkas.documents()
    assert await berkas.press(YENI, f"documents/{document_id}/decline", {"reason": "data_wrong"}) == ["SigningDeclined"]
    await berkas.reaches("signing", "kasi", HASAN)
    await berkas.validate()
    await berkas.to_delivery()


async def test_the_kasi_takes_a_request_back_before_the_kadis_has_signed(screens: Screens) -> None:
    berkas = Berkas("request withdrawn", screens)
    await berkas.to_signer()
    [document_id] = await berkas.documents()
    await berkas.press(HASAN, f"documents/{document_id}/withdraw-request")
    [result] = await berkas.sign()
    assert (result["outcome"], result["code"]) == ("refused", "not_here")
    await berkas.validate()
    await berkas.to_delivery()


async def test_a_wrong_passphrase_signs_nothing_and_the_right_one_still_does(screens: Screens) -> None:
    berkas = Berkas("passphrase", screens)
    await berkas.to_signer()
    [failed] = await berkas.sign("bukan kata sandinya")
    assert (failed["outcome"], failed["code"]) == ("failed", "wrong_passphrase")
    assert await berkas.stage() == "at_signer"
    await berkas.to_delivery()
    assert (await berkas.facts()).count("SigningStarted") == 2


async def test_a_corrected_layanan_begins_again_with_its_papers(screens: Screens) -> None:
    berkas = await Berkas("layanan", screens).receive()
    await berkas.press(RINA, "layanan", {"layanan": "KK", "variant": "KK_BARU_DATANG"})
    assert await berkas.refused(RINA, "complete", {}) == "still_lacking"
    await berkas.press(RINA, "layanan", {"layanan": "PINDAH_DATANG", "variant": "PINDAH_DATANG"})
    await berkas.complete()


async def test_a_print_that_was_carried_in_vain_comes_back_and_goes_out_again(screens: Screens) -> None:
    berkas = Berkas("in vain", screens)
    await berkas.to_signer()
    await berkas.to_delivery()
    [document_id] = await berkas.documents()
    path = f"documents/{document_id}"
    await berkas.press(UJANG, f"{path}/printed", {"place": "petugas_khusus"}, desk="delivery")
    await berkas.press(UJANG, f"{path}/issued", {"carrier": UJANG.id}, desk="delivery")
    await berkas.press(UJANG, f"{path}/handover-failed", {"failure": "nobody_home"}, desk="delivery")
    await berkas.press(UJANG, f"{path}/returned", desk="delivery")
    await berkas.hand_over(UJANG, "petugas_khusus")
    assert await berkas.stage() == "closed"


async def test_a_complaint_after_the_end_is_answered(screens: Screens) -> None:
    berkas = Berkas("complaint", screens)
    await berkas.to_signer()
    await berkas.to_delivery()
    [document_id] = await berkas.documents()
    await berkas.press(RINA, f"documents/{document_id}/received", {"proof": "in_person"}, desk="delivery")
    told = await berkas.ask(RINA, "complaints", {"kind": "data_wrong", "text": "Nama ibu salah."}, desk="delivery")
    answer = f"complaints/{told.json()['complaint_id']}/answer"
    text = {"text": "Sudah diperbaiki."}
    assert await berkas.press(RINA, answer, text, desk="delivery") == ["ComplaintAnswered"]
    assert await berkas.refused(RINA, answer, text, desk="delivery") == "no_such_complaint"
