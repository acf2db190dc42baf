"""How does a berkas end that is never signed? Rejected, withdrawn, merged or silent; and what brings it back?"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from tests.journeys.walk import Berkas, lack
from tests.support.lives import Screens, signed_in
from tests.support.office import office_in
from tests.support.people import BUDI, HASAN, MARNI, RINA, SITI
from tests.support.servers import server_folder

pytestmark = [pytest.mark.spine, pytest.mark.asyncio(loop_scope="package")]

FORGED = {"reason": "forged", "note": "Stempel tidak cocok."}
HAND_IN = {"reason": "asked"}


async def test_a_desk_proposes_to_reject_and_the_kasi_confirms(screens: Screens) -> None:
    berkas = Berkas("rejected", screens)
    await berkas.to_verification()
    await berkas.press(SITI, "propose-rejection", FORGED)
    await berkas.reaches("signing", "proposals", HASAN)
    assert await berkas.press(HASAN, "reject", FORGED) == ["BerkasRejected"]
    assert await berkas.stage() == "rejected"
    assert await berkas.refused(SITI, "verify", {}) == "not_here"


async def test_the_kasi_does_not_follow_a_proposal_and_the_berkas_goes_on(screens: Screens) -> None:
    berkas = Berkas("not rejected", screens)
    await berkas.to_entry()
    await berkas.press(BUDI, "propose-rejection", FORGED)
    await berkas.press(HASAN, "dismiss-rejection", {})
    await berkas.enter()
    await berkas.from_drafts_to_delivery()


async def test_whoever_proposed_a_rejection_does_not_confirm_it(screens: Screens) -> None:
    berkas = Berkas("own proposal", screens)
    await berkas.to_kasi()
    await berkas.press(HASAN, "propose-rejection", FORGED)
    assert await berkas.refused(HASAN, "reject", FORGED) == "same_hands"
    await berkas.press(MARNI, "reject", FORGED)


async def test_what_was_withdrawn_after_siak_leaves_siak_and_may_come_back(screens: Screens) -> None:
    berkas = Berkas("withdrawn", screens)
    await berkas.to_entry()
    await berkas.enter()
    await berkas.press(RINA, "withdraw", HAND_IN)
    await berkas.reaches("entry", "to_cancel", BUDI)
    await berkas.press(BUDI, "siak/cancel", {"note": "Permohonan dibatalkan."})
    assert not await berkas.listed("entry", "to_cancel", BUDI)
    await berkas.press(RINA, "reopen")
    await berkas.complete()
    await berkas.verify()


async def test_nothing_is_withdrawn_that_is_signed(screens: Screens) -> None:
    berkas = Berkas("too late", screens)
    await berkas.to_signer()
    await berkas.to_delivery()
    assert await berkas.refused(RINA, "withdraw", HAND_IN) == "signed_already"


@pytest.mark.parametrize("verdict", ["dismiss", "merge"])
async def test_the_same_photo_twice_is_suspected_and_an_officer_decides(screens: Screens, verdict: str) -> None:
    older = await Berkas(f"older {verdict}", screens).receive()
    younger = await Berkas(f"younger {verdict}", screens).receive(photos_of=older.name)
    await younger.happens("DuplicateSuspected")
    assert await younger.refused(RINA, "complete", {}) == "duplicate_undecided"
    await younger.press(RINA, f"duplicates/{older.id}/{verdict}")
    if verdict == "merge":
        assert await younger.stage() == "merged"
    else:
        await younger.complete()


async def test_who_stays_silent_lapses_and_comes_back_with_number_and_photos() -> None:
    with server_folder() as folder, office_in(folder) as office:
        async with signed_in(office) as screens:
            berkas = await Berkas("silent", screens).receive()
            await berkas.press(RINA, "incomplete", lack() | {"days": 7})
            await berkas.happens("ApplicantInformed", times=2)
        await asyncio.to_thread(office.kill)
        office.ahead += timedelta(days=8)
        await asyncio.to_thread(office.start)
        async with signed_in(office) as screens:
            berkas.screens = screens
            await berkas.happens("BerkasLapsed")
            photos = (await berkas.shown())["photos"]
            await berkas.supplement()
            shown = await berkas.shown()
            assert (shown["stage"], shown["nomor"]) == ("at_intake", berkas.nomor)
            assert [one for one in shown["photos"] if one in photos] == photos
            await berkas.complete()
