"""What do two officers learn who decide the same berkas at once, or on a screen that is no longer true?"""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest

from shared.contracts.fact import By
from tests.support.lives import Ledger, Life, Screens, photo_of, signed_in
from tests.support.office import Office
from tests.support.people import DEWI, RINA, SITI, UJANG
from tests.support.soundness import assert_sound, count_of

pytestmark = pytest.mark.faults


async def test_of_two_officers_who_decide_at_once_one_wins_and_the_other_learns_who_it_was(office: Office) -> None:
    ledger = Ledger()
    async with signed_in(office) as screens:
        berkas = [await Life(f"both-{number}", screens, ledger).to("complete") for number in range(8)]
        for one in berkas:
            await one.press(SITI, "verification", "judge", JUDGED, judges=True)
            seen = await screens[SITI.id].version("verification", one.berkas_id)
            answers = await asyncio.gather(*(verify(screens, by, one, seen) for by in (SITI, DEWI)))
            won, lost = sorted(answers, key=lambda answer: answer.status_code)
            assert (won.status_code, lost.status_code) == (200, 409)
            winner = SITI if won is answers[0] else DEWI
            assert lost.json()["code"] == "not_here"
            assert lost.json()["reason"]["by"] == {"id": winner.id, "role": winner.role}
            told = rf"Berkas ini tidak di tahap tersebut\. Sekarang: .+, oleh {winner.id.title()} \(.+\), .+ WIB\."
            assert re.fullmatch(told, lost.json()["title"])
    log = await assert_sound(office, ledger.told)
    verified = count_of(log, "BerkasVerified.v1", "berkas_id")
    assert all(verified[(one.berkas_id,)] == 1 for one in berkas)


async def test_a_decision_on_a_stale_screen_is_refused_with_who_changed_what_when(office: Office) -> None:
    ledger = Ledger()
    async with signed_in(office, RINA, UJANG) as screens:
        berkas = await Life("stale", screens, ledger).to("receive")
        stale = await screens[RINA.id].version("intake", berkas.berkas_id)
        await supplement(screens, UJANG, berkas)

        path = f"/intake/berkas/{berkas.berkas_id}/complete"
        refused = await screens[RINA.id].ask("POST", path, key="stale/complete", seen=stale, json={})
        assert (refused.status_code, refused.json()["code"]) == (409, "changed_since_seen")
        assert refused.json()["reason"]["what"] == "PhotoAttached.v1"
        assert refused.json()["reason"]["by"] == {"id": UJANG.id, "role": UJANG.role}
        told = r"Berkas ini sudah berubah sejak Anda membukanya: Ujang \(.+\), .+ WIB\. Muat ulang .+"
        assert re.fullmatch(told, refused.json()["title"])

        await berkas.to("complete")  # on a screen that is true


JUDGED = {"papers": [{"paper": "SKPWNI", "verdict": "good"}]}


async def verify(screens: Screens, by: By, berkas: Life, seen: int) -> httpx.Response:
    path = f"/verification/berkas/{berkas.berkas_id}/verify"
    return await screens[by.id].ask("POST", path, key=f"{berkas.name}/{seen}", seen=seen, json={})


async def supplement(screens: Screens, by: By, berkas: Life) -> None:
    """The applicant brings one photo more."""
    files = [("SKPWNI", ("lagi.jpg", photo_of(f"{berkas.name} again"), "image/jpeg"))]
    path = f"/intake/berkas/{berkas.berkas_id}/supplement"
    await screens[by.id].insist("POST", path, key=f"{berkas.name}/supplement", files=files)
