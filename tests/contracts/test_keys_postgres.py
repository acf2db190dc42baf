"""Do keys in PostgreSQL outlive processes, stay with those who may have them, and die everywhere?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from asyncpg import Connection, Record

from shared.contracts.vocabulary import StreamId
from shared.errors import Unavailable
from shared.keys.master import MasterKey, MasterKeyUnknown, WrappedKeyDamaged
from shared.keys.migrate import migrate
from shared.keys.port import KeyDestroyed
from shared.keys.postgres import open_keys
from shared.keys.recent import RecentKeys
from shared.keys.ring import AesStreamKey
from shared.keys.rotation import rewrap
from shared.platform.servers.postgres import Postgres
from tests.support.servers import Running

pytestmark = pytest.mark.spine

STREAM, OTHER_STREAM, THIRD_STREAM = StreamId("berkas-1"), StreamId("berkas-2"), StreamId("berkas-3")
OLD, NEW = b"o" * 32, b"n" * 32
MASTER = MasterKey([OLD])
NIK = "1308990101900001"
USER, ERASER, STRANGER = "berkas_keys_user", "berkas_keys_eraser", "berkas_keys_stranger"


async def make_database(postgres: Postgres, name: str) -> None:
    server = await asyncpg.connect(postgres.dsn())
    await server.execute(f"CREATE DATABASE {name}")
    for role in (USER, ERASER, STRANGER):
        await server.execute(f"CREATE ROLE {role} LOGIN")
    await server.close()
    owner = await asyncpg.connect(postgres.dsn(name))
    await migrate(owner, users=[USER], erasers=[ERASER])
    await owner.close()


@pytest.fixture(scope="module")
def dsn(postgres_server: Running[Postgres]) -> str:
    """Of a database that holds keys, as its owner. Made once: making one takes longer than any test here."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(make_database(postgres_server.server, "keys"))
    return postgres_server.server.dsn("keys")


@pytest.fixture(autouse=True)
async def owner(dsn: str) -> AsyncIterator[Connection[Record]]:
    """Finds no key of another test."""
    connection = await asyncpg.connect(dsn)
    await connection.execute("TRUNCATE keys.stream_keys")
    yield connection
    await connection.close()


def as_role(dsn: str, role: str) -> str:
    return dsn.replace("://berkas@", f"://{role}@")


# ---------------------------------------------------------------- one key, everywhere, for good


async def test_a_key_outlives_the_process_that_made_it(dsn: str) -> None:
    async with open_keys(dsn, MASTER) as keys:
        sealed = (await keys.of(STREAM)).seal(NIK)

    async with open_keys(dsn, MASTER) as keys:
        assert (await keys.of(STREAM)).open(sealed, str) == NIK


async def test_processes_that_race_to_make_a_key_make_one(dsn: str) -> None:
    async with open_keys(dsn, MASTER) as one, open_keys(dsn, MASTER) as two, open_keys(dsn, MASTER) as three:
        keys = await asyncio.gather(*(process.of(STREAM) for process in (one, two, three) * 5))

    assert [key.open(keys[0].seal(NIK), str) for key in keys] == [NIK] * 15


async def test_what_rests_opens_only_with_the_master_key(dsn: str, owner: Connection[Record]) -> None:
    async with open_keys(dsn, MASTER) as keys:
        sealed = (await keys.of(STREAM)).seal(NIK)
    wrapped = await owner.fetchval("SELECT wrapped FROM keys.stream_keys")

    for key in (wrapped[:32], wrapped[12:44], wrapped[-32:]):
        with pytest.raises(ValueError, match="not sealed by this key"):
            AesStreamKey(STREAM, key).open(sealed, str)


# ---------------------------------------------------------------- erasing


async def test_a_key_destroyed_by_another_process_is_forgotten_within_seconds(dsn: str) -> None:
    moment = [0.0]
    recent = RecentKeys(seconds=3.0, clock=lambda: moment[0])
    async with open_keys(dsn, MASTER, recent=recent) as here, open_keys(dsn, MASTER) as there:
        held = await here.of(STREAM)
        await there.destroy(STREAM)

        moment[0] = 2.9
        assert await here.of(STREAM) is held
        moment[0] = 3.0
        with pytest.raises(KeyDestroyed):
            await here.of(STREAM)


async def test_destroying_leaves_nothing_of_the_key_and_remembers_when(dsn: str, owner: Connection[Record]) -> None:
    async with open_keys(dsn, MASTER) as keys:
        await keys.of(STREAM)
        await keys.destroy(STREAM)
        destroyed_at = await owner.fetchval("SELECT destroyed_at FROM keys.stream_keys")
        await keys.destroy(STREAM)

    [row] = await owner.fetch("SELECT version, wrapped, destroyed_at FROM keys.stream_keys")
    assert tuple(row) == (None, None, destroyed_at)
    assert destroyed_at


async def test_whoever_races_a_destruction_gets_the_old_key_or_none_but_never_a_new_one(dsn: str) -> None:
    async with open_keys(dsn, MASTER) as one, open_keys(dsn, MASTER, recent=RecentKeys(seconds=0)) as two:
        sealed = (await one.of(STREAM)).seal(NIK)

        *answers, _ = await asyncio.gather(
            *(two.of(STREAM) for _ in range(10)), one.destroy(STREAM), return_exceptions=True
        )

    for answer in answers:
        assert isinstance(answer, KeyDestroyed) or (
            isinstance(answer, AesStreamKey) and answer.open(sealed, str) == NIK
        )


async def test_only_a_few_keys_are_held(dsn: str) -> None:
    async with open_keys(dsn, MASTER, recent=RecentKeys(capacity=2)) as keys:
        first, second = await keys.of(STREAM), await keys.of(OTHER_STREAM)
        assert await keys.of(STREAM) is first

        await keys.of(THIRD_STREAM)

        assert await keys.of(STREAM) is first
        assert await keys.of(OTHER_STREAM) is not second


# ---------------------------------------------------------------- rotation


async def test_keys_rewrapped_under_a_new_version_open_without_the_old_one(dsn: str, owner: Connection[Record]) -> None:
    async with open_keys(dsn, MASTER) as keys:
        sealed = [(await keys.of(stream)).seal(NIK) for stream in (STREAM, OTHER_STREAM)]
        await keys.destroy(THIRD_STREAM)

    assert await rewrap(owner, MasterKey([NEW, OLD])) == 2
    assert await rewrap(owner, MasterKey([NEW, OLD])) == 0

    async with open_keys(dsn, MasterKey([NEW])) as keys:
        for stream, box in zip((STREAM, OTHER_STREAM), sealed, strict=True):
            assert (await keys.of(stream)).open(box, str) == NIK
        with pytest.raises(KeyDestroyed):
            await keys.of(THIRD_STREAM)


async def test_while_versions_change_processes_with_either_order_work_together(dsn: str) -> None:
    async with open_keys(dsn, MasterKey([OLD, NEW])) as before, open_keys(dsn, MasterKey([NEW, OLD])) as after:
        assert (await after.of(STREAM)).open((await before.of(STREAM)).seal(NIK), str) == NIK
        assert (await before.of(OTHER_STREAM)).open((await after.of(OTHER_STREAM)).seal(NIK), str) == NIK


async def test_a_ring_without_the_version_that_wraps_does_not_open(dsn: str, owner: Connection[Record]) -> None:
    async with open_keys(dsn, MASTER) as keys:
        await keys.of(STREAM)

    with pytest.raises(MasterKeyUnknown) as unknown:
        async with open_keys(dsn, MasterKey([NEW])):
            pass
    with pytest.raises(MasterKeyUnknown):
        await rewrap(owner, MasterKey([NEW]))

    assert unknown.value.version == MASTER.versions[0]


async def test_a_wrapped_key_put_in_the_place_of_another_is_noticed(dsn: str, owner: Connection[Record]) -> None:
    async with open_keys(dsn, MASTER) as keys:
        await keys.of(STREAM)
    await owner.execute("UPDATE keys.stream_keys SET stream = $1", OTHER_STREAM)

    async with open_keys(dsn, MASTER) as keys:
        with pytest.raises(WrappedKeyDamaged):
            await keys.of(OTHER_STREAM)


# ---------------------------------------------------------------- who may


async def test_who_may_use_keys_makes_and_fetches_them_but_destroys_none(dsn: str) -> None:
    async with open_keys(as_role(dsn, USER), MASTER) as keys:
        await keys.of(STREAM)

        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await keys.destroy(STREAM)
        assert await keys.of(STREAM)


async def test_who_may_erase_destroys_keys(dsn: str) -> None:
    async with open_keys(as_role(dsn, ERASER), MASTER) as keys:
        await keys.destroy(STREAM)

        with pytest.raises(KeyDestroyed):
            await keys.of(STREAM)


async def test_who_was_not_named_gets_no_key(dsn: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with open_keys(as_role(dsn, STRANGER), MASTER):
            pass


@pytest.mark.parametrize("role", [USER, ERASER])
async def test_nobody_touches_the_table_but_through_the_functions(dsn: str, role: str) -> None:
    connection = await asyncpg.connect(as_role(dsn, role))
    for statement in (
        "SELECT * FROM keys.stream_keys",
        "INSERT INTO keys.stream_keys (stream, version, wrapped) VALUES ('berkas-9', 'v', 'k')",
        "UPDATE keys.stream_keys SET wrapped = 'k'",
        "DELETE FROM keys.stream_keys",
        "TRUNCATE keys.stream_keys",
        "DROP TABLE keys.stream_keys",
        "CREATE TABLE keys.mine ()",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    await connection.close()


# ---------------------------------------------------------------- migrating, and being away


async def test_migrating_again_and_at_once_keeps_every_key(dsn: str, owner: Connection[Record]) -> None:
    async with open_keys(dsn, MASTER) as keys:
        sealed = (await keys.of(STREAM)).seal(NIK)
    others = [await asyncpg.connect(dsn) for _ in range(4)]

    await asyncio.gather(*(migrate(connection, users=[USER], erasers=[]) for connection in (owner, *others)))

    async with open_keys(dsn, MASTER) as keys:
        assert (await keys.of(STREAM)).open(sealed, str) == NIK
    for connection in others:
        await connection.close()


async def test_while_the_database_is_away_no_key_is_made_up_and_afterwards_all_are_there(
    dsn: str, postgres_server: Running[Postgres]
) -> None:
    async with open_keys(dsn, MASTER, recent=RecentKeys(seconds=0)) as keys:
        sealed = (await keys.of(STREAM)).seal(NIK)

        await postgres_server.kill()
        for ask in (keys.of(STREAM), keys.of(OTHER_STREAM), keys.destroy(STREAM)):
            with pytest.raises(Unavailable):
                await ask

        await postgres_server.start()
        assert (await keys.of(STREAM)).open(sealed, str) == NIK
