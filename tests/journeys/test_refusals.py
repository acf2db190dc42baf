"""What does an officer hear who may not, must not, or is too late? (4xx, a code, and nothing half-written)."""

from __future__ import annotations

import httpx
import pytest

from shared.contracts.vocabulary import Paper
from tests.journeys.walk import Berkas
from tests.support.lives import FAMILY_CARD, Screens, application, photo_of
from tests.support.people import BUDI, DEWI, HASAN, RINA, SITI, UJANG, YENI

pytestmark = [pytest.mark.spine, pytest.mark.asyncio(loop_scope="package")]


async def test_too_late_is_409_with_who_did_what_when(screens: Screens) -> None:
    berkas = Berkas("too late here", screens)
    await berkas.to_entry()
    answer = await berkas.ask(SITI, "verify", {})
    assert answer.status_code == httpx.codes.CONFLICT
    told = answer.json()
    assert told["code"] == "not_here"
    assert told["reason"]["by"] == {"id": SITI.id, "role": SITI.role}
    assert "Siti" in told["title"]


async def test_a_decision_on_a_stale_screen_is_refused(screens: Screens) -> None:
    berkas = Berkas("stale", screens)
    await berkas.to_verification()
    seen = (await berkas.shown(SITI))["version"]
    await berkas.judge()
    await berkas.press(RINA, "relation", {"relation": "self"})
    assert (await berkas.ask(SITI, "verify", {}, seen=seen)).is_success  # what happened since is none of her concern
    seen = (await berkas.shown(BUDI))["version"]
    await berkas.press(BUDI, "siak", {"siak_number": "SIAK-1"})
    again = await berkas.ask(BUDI, "siak", {"siak_number": "SIAK-2"}, seen=seen)
    assert (again.status_code, again.json()["code"]) == (httpx.codes.CONFLICT, "changed_since_seen")


async def test_a_press_repeated_after_a_lost_answer_is_one_press(screens: Screens) -> None:
    berkas = Berkas("repeated", screens)
    await berkas.to_verification()
    siti, path = screens[SITI.id], f"/verification/berkas/{berkas.id}/note"
    first = (await siti.insist("POST", path, key="lost", json={"note": "Sudah ditelepon."})).json()
    again = (await siti.insist("POST", path, key="lost", json={"note": "Sudah ditelepon."})).json()
    assert (first["known"], again["known"]) == (False, True)
    assert first["facts"] == again["facts"]


async def test_each_desk_is_its_own_officers(screens: Screens) -> None:
    berkas = Berkas("whose", screens)
    await berkas.to_verification()
    answer = await screens[UJANG.id].ask("POST", f"/verification/berkas/{berkas.id}/take", key="take", json={})
    assert (answer.status_code, answer.json()["code"]) == (httpx.codes.FORBIDDEN, "not_your_role")


async def test_a_colleague_holds_it_until_somebody_takes_it_over_visibly(screens: Screens) -> None:
    berkas = Berkas("held", screens)
    await berkas.to_verification()
    await berkas.press(SITI, "take", {})
    assert await berkas.refused(DEWI, "take", {}) == "held_by_another"
    assert await berkas.press(DEWI, "take", {"over": True}) == ["BerkasTaken"]


async def test_nothing_is_verified_that_was_not_judged_nor_found_complete_that_lacks(screens: Screens) -> None:
    berkas = Berkas("not yet", screens)
    await berkas.to_verification()
    assert await berkas.refused(SITI, "verify", {}) == "not_judged"
    await berkas.judge("not_original")
    assert await berkas.refused(SITI, "verify", {}) == "not_all_good"


async def test_nothing_is_signed_that_was_not_asked_for(screens: Screens) -> None:
    berkas = Berkas("not asked for", screens)
    await berkas.to_kasi()
    [result] = await berkas.sign()
    assert (result["outcome"], result["code"]) == ("refused", "not_here")
    assert "SigningStarted" not in await berkas.facts()


async def test_a_field_that_breaks_a_rule_is_named_and_nothing_is_drawn(screens: Screens) -> None:
    berkas = Berkas("field", screens)
    await berkas.to_entry()
    await berkas.enter()
    [document_id] = await berkas.documents()
    answer = await berkas.ask(BUDI, f"documents/{document_id}/draft", {"nomor": "1308990101260001"})
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert "kepala_keluarga" in {one["field"] for one in answer.json()["fields"]}
    smiling = await berkas.ask(
        BUDI, f"documents/{document_id}/draft", {**FAMILY_CARD, "kepala_keluarga": "UPIK \N{GRINNING FACE}"}
    )
    assert smiling.status_code == httpx.codes.CONFLICT
    assert smiling.json()["reason"] == {"field": "form.kepala_keluarga", "character": "U+1F600"}
    assert "form.kepala_keluarga" in smiling.json()["title"]
    assert "DraftPrinted" not in await berkas.facts()


@pytest.mark.parametrize(
    ("content", "unreadable"),
    [(b"Assalamualaikum", "not_an_image"), (photo_of("cut short")[:-100], "truncated")],
    ids=["text", "truncated"],
)
async def test_a_file_that_is_no_photo_is_refused_before_anybody_is_told_a_number(
    screens: Screens, content: bytes, unreadable: str
) -> None:
    berkas = await Berkas(f"before {unreadable}", screens).receive()
    form = application("no photo")
    form["files"] = [(Paper.SKPWNI.value, ("surat.jpg", content, "image/jpeg"))]
    answer = await screens[RINA.id].ask("POST", "/intake/berkas", key=unreadable, **form)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert answer.json()["reason"] == {"file": 1, "unreadable": unreadable}
    after = await Berkas(f"after {unreadable}", screens).receive()
    assert int(after.nomor[-6:]) == int(berkas.nomor[-6:]) + 1


async def test_siak_down_pauses_the_clocks_of_all_until_it_is_back(screens: Screens) -> None:
    berkas = Berkas("siak down", screens)
    await berkas.to_entry()
    budi = screens[BUDI.id]
    await budi.insist("POST", "/entry/siak/down", key="down")
    paused = [clock["paused_by"] for clock in (await berkas.shown(BUDI))["clocks"]]
    await budi.insist("POST", "/entry/siak/back", key="back")
    running = [clock["paused_by"] for clock in (await berkas.shown(BUDI))["clocks"]]
    assert paused == [["SIAK terhenti"], ["SIAK terhenti"]]
    assert running == [[], []]


async def test_the_kadis_who_cannot_sign_says_so_and_is_back(screens: Screens) -> None:
    yeni = screens[YENI.id]
    await yeni.insist("POST", "/signing/signers/unavailable", key="away", json={})
    away = (await yeni.insist("GET", "/signing/signers")).json()
    await yeni.insist("POST", "/signing/signers/back", key="here")
    here = (await screens[HASAN.id].insist("GET", "/signing/signers")).json()
    assert away["unavailable_since"]
    assert here["unavailable_since"] is None
