"""Does a session end when it should, and does the table of sessions open none?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from asyncpg import Pool, Record

from shared.contracts.vocabulary import Role
from shared.errors import Unavailable
from shared.web.sessions import IDLE, WHOLE, Session, Sessions
from tests.support.people import NOON
from tests.support.web import works_here

pytestmark = pytest.mark.spine

SITI = works_here("siti", Role.PETUGAS_VERIFIKASI)
BUDI = works_here("budi", Role.OPERATOR_ENTRI)
MOMENT = timedelta(seconds=1)


@pytest.fixture
def sessions(web_pool: Pool[Record]) -> Sessions:
    return Sessions(web_pool)


async def test_a_token_leads_to_its_officer(sessions: Sessions) -> None:
    token = await sessions.open(SITI, NOON)
    assert await sessions.find(token, NOON) == Session(SITI.id, SITI.mark)


async def test_a_token_nobody_gave_out_leads_to_nobody(sessions: Sessions) -> None:
    await sessions.open(SITI, NOON)
    assert await sessions.find("made up", NOON) is None


async def test_no_two_tokens_are_alike_and_none_can_be_guessed(sessions: Sessions) -> None:
    tokens = {await sessions.open(SITI, NOON) for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) * 6 >= 256 for token in tokens)


async def test_the_table_holds_no_token(sessions: Sessions, web_pool: Pool[Record]) -> None:
    token = await sessions.open(SITI, NOON)
    rows = await web_pool.fetch("SELECT sessions::text AS row FROM web.sessions")
    assert len(rows) == 1
    assert token not in rows[0]["row"]
    assert token.encode().hex() not in rows[0]["row"]


async def test_an_unused_session_ends(sessions: Sessions) -> None:
    token = await sessions.open(SITI, NOON)
    assert await sessions.find(token, NOON + IDLE - MOMENT)
    assert await sessions.find(token, NOON + 2 * IDLE) is None


async def test_a_used_session_goes_on_but_not_over_night(sessions: Sessions) -> None:
    token, now = await sessions.open(SITI, NOON), NOON
    while now < NOON + WHOLE - IDLE:
        now += IDLE - MOMENT
        assert await sessions.find(token, now)
    assert await sessions.find(token, NOON + WHOLE) is None


async def test_signing_out_ends_one_session_or_all_of_an_officers(sessions: Sessions) -> None:
    here, there, colleague = [await sessions.open(who, NOON) for who in (SITI, SITI, BUDI)]
    await sessions.close(here)
    assert await sessions.find(here, NOON) is None
    assert await sessions.find(there, NOON)
    await sessions.close_all(SITI.id)
    assert await sessions.find(there, NOON) is None
    assert await sessions.find(colleague, NOON)


async def test_sessions_that_ended_are_forgotten(sessions: Sessions, web_pool: Pool[Record]) -> None:
    await sessions.open(SITI, NOON)
    await sessions.open(BUDI, NOON + WHOLE)
    assert await web_pool.fetchval("SELECT count(*) FROM web.sessions") == 1


async def test_without_the_database_nobody_is_signed_out_but_told_to_wait(tmp_path: Path) -> None:
    async with asyncpg.create_pool(f"postgresql://siti@/office?host={tmp_path}", min_size=0) as pool:
        with pytest.raises(Unavailable):
            await Sessions(pool).find("any", NOON)
