"""What must hold in PostgreSQL alone? Order under many processes, rights in the database, loss of the connection."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import cycle, islice

import asyncpg
import pytest
from asyncpg import Connection, Record

from shared.contracts.vocabulary import Desk
from shared.errors import Unavailable
from shared.eventlog.chain import verify
from shared.eventlog.migrate import AUDITOR, OWNER, RELAY, login_of
from shared.eventlog.port import NotYourFact, Stored
from shared.eventlog.postgres import PostgresLog, open_log
from tests.eventlog.cutting import cutting
from tests.support.eventlog import STREAM, LogDatabase, append, new

pytestmark = pytest.mark.spine

VERIFICATION = login_of(Desk.VERIFICATION)
ENOUGH = 20.0
"""Seconds in which what must happen happens, on a busy machine."""


@pytest.fixture
async def log(emptied_log: LogDatabase) -> AsyncGenerator[PostgresLog]:
    async with open_log(Desk.VERIFICATION, emptied_log.dsn(VERIFICATION)) as log:
        yield log


async def everything(log: PostgresLog) -> list[Stored]:
    return [fact async for page in log.read_all() for fact in page]


# ---------------------------------------------------------------- one order, whoever writes


async def test_a_reader_misses_nothing_while_eight_processes_write(emptied_log: LogDatabase, log: PostgresLog) -> None:
    writers, each = 8, 150
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.eventlog.writing_process"), desk, emptied_log.dsn(login_of(desk)), str(each)
        )
        for desk in islice(cycle(Desk), writers)
    ]
    # The ids of a desk's facts are the same in both of its processes: the second finds them known.
    expected = len(Desk) * each

    seen: list[Stored] = []
    async with asyncio.timeout(60):
        while len(seen) < expected:
            await log.wait(after=len(seen), seconds=1)
            async for page in log.read_all(after=len(seen), page=50):
                seen.extend(page)
        assert [await process.wait() for process in processes] == [0] * writers

    assert [fact.envelope.position for fact in seen] == list(range(1, expected + 1))
    assert verify(seen) is None
    assert await everything(log) == seen


async def test_a_clock_set_back_does_not_set_the_record_back(emptied_log: LogDatabase, log: PostgresLog) -> None:
    await log.append(append(new("first"), expected=0))
    async with emptied_log.connection() as owner:
        await owner.execute("SET session_replication_role = replica")  # the log's trigger does not see it
        late = await owner.fetchval("UPDATE log.facts SET recorded_at = recorded_at + '1 hour' RETURNING recorded_at")

    (second,) = (await log.append(append(new("second"), expected=1))).envelopes

    assert second.recorded_at == late
    assert await log.as_of(late) == 2
    assert await log.as_of(late - timedelta(microseconds=1)) == 0


async def test_an_append_does_not_wait_for_a_vacuum(emptied_log: LogDatabase, log: PostgresLog) -> None:
    async with emptied_log.connection() as vacuum, vacuum.transaction():
        await vacuum.execute("LOCK TABLE log.facts IN SHARE UPDATE EXCLUSIVE MODE")  # as VACUUM does
        async with asyncio.timeout(ENOUGH):
            assert not (await log.append(append(new("first"), expected=0))).known


# ---------------------------------------------------------------- tampering


async def test_a_fact_altered_behind_the_log_is_named(emptied_log: LogDatabase, log: PostgresLog) -> None:
    for n in range(4):
        await log.append(append(new(str(n)), expected=n))
    async with emptied_log.connection() as owner:
        await owner.execute("SET session_replication_role = replica")  # the log's trigger does not see it
        await owner.execute("UPDATE log.facts SET state = state || ' ' WHERE originator_version = 3")

    broken = verify(await log.read(STREAM))

    assert broken
    assert broken.version == 3


CHANGES = (
    "UPDATE log.facts SET state = ''",
    "DELETE FROM log.facts",
    "TRUNCATE log.facts",
)
WRITES = (
    *CHANGES,
    "INSERT INTO log.facts SELECT * FROM log.facts",
    "INSERT INTO log.rights VALUES (session_user, 'SiakEntered.v1')",
    "UPDATE log.counters SET last = 0",
    "ALTER TABLE log.facts DISABLE TRIGGER ALL",
    "DROP TABLE log.facts",
)


async def test_nobody_who_logs_in_writes_past_the_door(emptied_log: LogDatabase) -> None:
    for role in (VERIFICATION, RELAY, AUDITOR):
        async with emptied_log.connection(role) as connection:
            for statement in WRITES:
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(statement)


async def test_even_the_owner_changes_nothing_by_mistake(emptied_log: LogDatabase) -> None:
    async with emptied_log.connection() as owner:
        for statement in CHANGES:
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="never changed"):
                await owner.execute(statement)


# ---------------------------------------------------------------- rights

APPEND_NOTHING = "SELECT * FROM log.append('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')"


async def test_who_only_reads_cannot_append(emptied_log: LogDatabase) -> None:
    for role in (RELAY, AUDITOR):
        async with emptied_log.connection(role) as connection:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(APPEND_NOTHING)


async def test_everybody_who_logs_in_reads(emptied_log: LogDatabase, log: PostgresLog) -> None:
    await log.append(append(new("first"), expected=0))
    for role in (VERIFICATION, RELAY, AUDITOR):
        async with emptied_log.connection(role) as connection:
            assert await connection.fetchval("SELECT count(*) FROM log.facts") == 1
            assert await connection.fetchval("SELECT log.as_of(now())") == 1


async def test_the_owner_cannot_log_in(emptied_log: LogDatabase) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        async with emptied_log.connection(OWNER):
            pass


async def test_the_desk_is_whoever_logged_in_not_what_it_says(emptied_log: LogDatabase) -> None:
    async with open_log(Desk.VERIFICATION, emptied_log.dsn(login_of(Desk.ENTRY))) as pretending:
        with pytest.raises(NotYourFact):
            await pretending.append(append(new("verified"), expected=0))


async def test_a_table_of_ones_own_does_not_stand_in_for_the_log(emptied_log: LogDatabase) -> None:
    async with emptied_log.connection(VERIFICATION) as connection:
        await connection.execute("CREATE TEMP TABLE rights (role name, name text)")
        await connection.execute("INSERT INTO rights VALUES (session_user, 'SiakEntered.v1')")
        await connection.execute("SET search_path = pg_temp, log")
        outcome = await connection.fetchval(
            "SELECT outcome FROM log.append('{s}', '{0}', '{1}', '{c}', '{c}', $1, '{SiakEntered.v1}', '{x}')",
            [new("forged").fact_id],
        )

    assert outcome == "not_your_fact"


# ---------------------------------------------------------------- the connection is lost


@asynccontextmanager
async def holding_the_lock(database: LogDatabase) -> AsyncGenerator[Connection[Record]]:
    """Somebody else is appending, for as long as the block lasts."""
    async with database.connection() as holder:
        await holder.execute("SELECT pg_advisory_lock(hashtext('log.append'))")
        yield holder


async def once(connection: Connection[Record], query: str) -> object:
    """What the query answers as soon as it answers something."""
    async with asyncio.timeout(ENOUGH):
        while not (answer := await connection.fetchval(query)):
            await connection.execute("SELECT pg_sleep(0.005)")
    return answer


async def test_killed_in_the_middle_an_append_is_of_unknown_outcome_and_asked_again_recorded_once(
    emptied_log: LogDatabase, log: PostgresLog
) -> None:
    asked = append(new("first"), new("second"), expected=0)
    async with holding_the_lock(emptied_log) as holder:
        appending = asyncio.create_task(log.append(asked))
        await once(holder, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        with pytest.raises(Unavailable):
            await appending

    assert not (await log.append(asked)).known
    assert (await log.append(asked)).known
    assert await log.head() == 2


async def test_an_answer_lost_on_its_way_is_found_known_when_asked_again(emptied_log: LogDatabase) -> None:
    asked = append(new("first"), expected=0)
    async with (
        cutting(emptied_log.dsn(VERIFICATION), at=STREAM) as through,
        open_log(Desk.VERIFICATION, through) as log,
    ):
        with pytest.raises(Unavailable):
            await log.append(asked)

        assert (await log.append(asked)).known


async def test_a_reader_that_loses_its_connection_says_so_and_reads_on(
    emptied_log: LogDatabase, log: PostgresLog
) -> None:
    await log.append(append(new("first"), expected=0))
    await log.read(STREAM)
    async with emptied_log.connection() as owner:
        await owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", VERIFICATION)

    assert len(await log.read(STREAM)) == 1


async def test_a_bell_that_was_lost_is_hung_up_again(emptied_log: LogDatabase, log: PostgresLog) -> None:
    waiting = asyncio.create_task(log.wait(after=0, seconds=ENOUGH))
    async with emptied_log.connection() as owner:
        await once(owner, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
        await log.append(append(new("first"), expected=0))

    assert await waiting == 1


async def test_no_server_at_all_is_unavailable(tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = f"postgresql://nobody@/log?host={tmp_path_factory.mktemp('nowhere')}"
    async with open_log(Desk.VERIFICATION, nowhere) as log:
        with pytest.raises(Unavailable):
            await log.append(append(new("first"), expected=0))
        with pytest.raises(Unavailable):
            await log.head()


# ---------------------------------------------------------------- plans


PLANS = {
    "SELECT * FROM log.facts WHERE originator_id = 'a' AND originator_version > 3": "facts_version",
    "SELECT * FROM log.facts WHERE notification_id > 5 AND notification_id <= 9": "facts_position",
    "SELECT max(notification_id) FROM log.facts": "facts_position",
}


async def test_reading_walks_an_index(emptied_log: LogDatabase) -> None:
    async with emptied_log.connection() as connection:
        for query, index in PLANS.items():
            assert index in str(await connection.fetch(f"EXPLAIN {query}"))
