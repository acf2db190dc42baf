"""Is anything lost or done twice when the whole office is killed, again and again, in the middle of its work?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random

import pytest

from tests.support.lives import Ledger, Life, appoint, signed_in, together
from tests.support.office import Office, until
from tests.support.soundness import assert_sound, count_of, the_log

pytestmark = pytest.mark.faults

BERKAS, KILLS = 200, 6
TOLD = 700
"""Facts that officers are told of: three of each berkas, two more of every fourth."""


async def test_an_office_killed_at_random_points_under_load_keeps_what_it_acknowledged(office: Office) -> None:
    chance, ledger = Random(20261122), Ledger()  # noqa: S311 - the same points every time
    async with signed_in(office) as screens:
        await appoint(office, screens)
        berkas = [Life(f"killed-{number}", screens, ledger) for number in range(BERKAS)]
        async with asyncio.TaskGroup() as work:
            work.create_task(at_work(berkas))
            for point in sorted(chance.sample(range(10, TOLD - 50), KILLS)):
                await ledger.reaches(point)
                await asyncio.sleep(chance.uniform(0.0, 0.05))  # so that any step of any berkas may be cut short
                await asyncio.to_thread(again, office)
        await berkas[0].to("close")

    await until(lambda: everybody_is_to_be_told(office))
    log = await assert_sound(office, ledger.told)
    assert set(count_of(log, "MessageDue.v1", "about", "kind").values()) == {1}
    assert set(count_of(log, "SendingStarted.v1", "message_id").values()) == {1}


async def at_work(berkas: Sequence[Life]) -> None:
    await together(berkas, "complete")
    await together(berkas[::4], "verify")


def again(office: Office) -> None:
    office.kill()
    office.start()


async def everybody_is_to_be_told(office: Office) -> bool:
    """Whether a message is due for each berkas that came, whoever was killed before saying so."""
    log = await the_log(office)
    came = {line.says["fact_id"] for line in log if line.name == "BerkasReceived.v1"}
    return came <= {line.says["about"] for line in log if line.name == "MessageDue.v1"}
