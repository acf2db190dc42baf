"""Does an office go on, and lose nothing, when one of its servers is killed under load?"""

from __future__ import annotations

import asyncio

import pytest

from tests.support.lives import Ledger, Life, appoint, signed_in, together
from tests.support.office import Office
from tests.support.soundness import assert_sound

pytestmark = pytest.mark.faults

BERKAS = 16


@pytest.mark.parametrize("server", ["postgres", "nats", "s3"])
async def test_a_server_killed_under_load_is_mended_and_nothing_is_lost(office: Office, server: str) -> None:
    ledger = Ledger()
    async with signed_in(office) as screens:
        await appoint(office, screens)
        berkas = [Life(f"{server}-{number}", screens, ledger) for number in range(BERKAS)]
        async with asyncio.TaskGroup() as work:
            work.create_task(together(berkas, "verify"))
            for point in (BERKAS, 3 * BERKAS):
                await ledger.reaches(point)
                await office.crash(server)
        await berkas[0].to("close")
    await assert_sound(office, ledger.told)


async def test_a_bus_whose_folder_is_lost_under_load_is_filled_again_from_the_log(office: Office) -> None:
    ledger, kept = Ledger(), office.nats.data_dir
    async with signed_in(office) as screens:
        await appoint(office, screens)
        berkas = [Life(f"lost-{number}", screens, ledger) for number in range(BERKAS)]
        async with asyncio.TaskGroup() as work:
            work.create_task(together(berkas, "verify"))
            await ledger.reaches(2 * BERKAS)
            await office.crash("nats", meanwhile=lambda: kept.rename(kept.with_name("lost")))
        await berkas[0].to("close")
    await assert_sound(office, ledger.told)
