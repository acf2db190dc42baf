"""Does a fact that nobody can read hold anybody up but its own berkas, and does somebody see it?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import asyncpg
import pytest

from shared.contracts.vocabulary import Desk
from shared.eventlog.migrate import login_of
from tests.support.lives import Ledger, Life, Screen, signed_in, together
from tests.support.office import ANDI, Office, until
from tests.support.people import RINA, SITI, made_up
from tests.support.soundness import assert_sound

pytestmark = pytest.mark.faults

POISON = b'{"by":"nobody"}'
"""What a faulty disk, a bug, or a release that never was might leave under a fact's name."""
_RECORD = """
    SELECT fact_id::text FROM log.append(
        ARRAY[$1::text], ARRAY[NULL::bigint], ARRAY[1], ARRAY['poison'], ARRAY['poison'], ARRAY[$2::uuid],
        ARRAY['BerkasVerified.v1'], ARRAY[$3::bytea])
"""


async def test_a_fact_nobody_can_read_is_set_aside_and_seen_while_all_other_berkas_go_on(office: Office) -> None:
    ledger = Ledger()
    async with signed_in(office, RINA, SITI, ANDI) as screens:
        keeper = screens[ANDI.id]
        poisoned = await Life("poisoned", screens, ledger).to("complete")
        fact_id = await poison(office, poisoned)
        await together([Life(f"beside-{number}", screens, ledger) for number in range(10)], "verify")

        await until(lambda: is_set_aside(keeper, Desk.VERIFICATION, "view", fact_id))
        await until(lambda: is_set_aside(keeper, Desk.DELIVERY, "reaction:tell", fact_id))
        waiting = [line["berkas_id"] async for line in listed(screens[SITI.id], "waiting")]
        assert poisoned.berkas_id in waiting  # where somebody sees it, ageing

        for item in await set_aside(keeper, Desk.DELIVERY):
            await keeper.insist("POST", f"/delivery/quarantine/{item['id']}/discard", json={"why": "uji"})
        assert not await set_aside(keeper, Desk.DELIVERY)
    await assert_sound(office, ledger.told)


async def poison(office: Office, berkas: Life) -> str:
    """Have the verification desk record what is no fact, and return its id."""
    connection = await asyncpg.connect(office.postgres.dsn(user=login_of(Desk.VERIFICATION)))
    try:
        return await connection.fetchval(_RECORD, berkas.stream, made_up("poison"), POISON)
    finally:
        await connection.close()


async def set_aside(keeper: Screen, desk: Desk) -> Sequence[Mapping[str, Any]]:
    return (await keeper.insist("GET", f"/{desk}/quarantine")).json()


async def is_set_aside(keeper: Screen, desk: Desk, source: str, fact_id: str) -> bool:
    return any((one["source"], one["fact_id"]) == (source, fact_id) for one in await set_aside(keeper, desk))


async def listed(officer: Screen, queue: str) -> AsyncIterator[Mapping[str, Any]]:
    """Every line of a list of the verification desk, page by page."""
    after = None
    while True:
        query = {"queue": queue} | ({"after": after} if after else {})
        page = (await officer.insist("GET", "/verification/berkas", params=query)).json()
        for line in page["items"]:
            yield line
        if (after := page["next"]) is None:
            return
