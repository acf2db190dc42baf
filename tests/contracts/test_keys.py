"""Does a key ring keep its promises? One suite over every backend."""

from __future__ import annotations

import asyncio
import base64
import logging
import pickle
import traceback
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import StreamId
from shared.keys.master import MasterKey
from shared.keys.memory import MemoryKeys
from shared.keys.migrate import migrate
from shared.keys.port import KeyDestroyed, Keys
from shared.keys.postgres import open_keys
from shared.keys.ring import AesStreamKey, BoxBroken
from shared.platform.servers.postgres import Postgres
from tests.support.servers import Running

pytestmark = pytest.mark.spine

STREAM, OTHER_STREAM = StreamId("berkas-1"), StreamId("berkas-2")
MASTER = MasterKey([b"m" * 32])
NIK = "1308990101900001"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    nik: str
    born: date


SITI = Person("Siti Contoh", NIK, date(1990, 1, 1))


@pytest.fixture
def memory() -> MemoryKeys:
    return MemoryKeys(MASTER)


@pytest.fixture(scope="module")
def database(postgres_server: Running[Postgres]) -> str:
    """A database that holds keys, made once: making one takes longer than any test here."""

    async def make() -> None:
        server = await asyncpg.connect(postgres_server.server.dsn())
        await server.execute("CREATE DATABASE keys_suite")
        await server.close()
        owner = await asyncpg.connect(dsn)
        await migrate(owner, users=[], erasers=[])
        await owner.close()

    dsn = postgres_server.server.dsn("keys_suite")
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(make())
    return dsn


@pytest.fixture
async def postgres(database: str) -> AsyncIterator[Keys]:
    owner = await asyncpg.connect(database)
    await owner.execute("TRUNCATE keys.stream_keys")
    await owner.close()
    async with open_keys(database, MASTER) as keys:
        yield keys


@pytest.fixture(params=["memory", "postgres"])
def keys(request: pytest.FixtureRequest) -> Keys:
    return request.getfixturevalue(request.param)


# ---------------------------------------------------------------- sealing and opening


async def test_what_was_sealed_opens_as_it_was(keys: Keys) -> None:
    values: list[tuple[object, type[Any]]] = [
        ("", str),
        (NIK, str),
        (7, int),
        ([1, 2], list[int]),
        (date(2026, 1, 1), date),
        (SITI, Person),
    ]
    key = await keys.of(STREAM)

    for value, as_ in values:
        assert key.open(key.seal(value), as_) == value


async def test_the_same_value_sealed_twice_shows_to_nobody_that_it_is_the_same(keys: Keys) -> None:
    key = await keys.of(STREAM)

    assert key.seal(NIK) != key.seal(NIK)


async def test_a_box_moved_to_another_stream_does_not_open(keys: Keys) -> None:
    sealed = (await keys.of(STREAM)).seal(NIK)

    with pytest.raises(BoxBroken):
        (await keys.of(OTHER_STREAM)).open(sealed, str)


def test_even_under_the_same_key_a_box_belongs_to_its_stream() -> None:
    key = b"k" * 32

    with pytest.raises(BoxBroken):
        AesStreamKey(OTHER_STREAM, key).open(AesStreamKey(STREAM, key).seal(NIK), str)


@given(st.data())
def test_an_altered_box_does_not_open(drawn: st.DataObject) -> None:
    key = AesStreamKey(STREAM, b"k" * 32)
    box = bytearray(base64.b64decode(key.seal(NIK).box))
    bit = drawn.draw(st.integers(0, len(box) * 8 - 1))
    box[bit // 8] ^= 1 << bit % 8
    altered: Sealed[str] = Sealed(base64.b64encode(box).decode())

    with pytest.raises(BoxBroken):
        key.open(altered, str)


@pytest.mark.parametrize("box", ["", "====", "bukan base64", "é", "AAAA", "A" * 64])
def test_what_is_no_box_does_not_open(box: str) -> None:
    sealed: Sealed[str] = Sealed(box)

    with pytest.raises(BoxBroken):
        AesStreamKey(STREAM, b"k" * 32).open(sealed, str)


# ---------------------------------------------------------------- making and destroying


async def test_many_who_ask_first_at_once_get_the_same_key(keys: Keys) -> None:
    first, *others = await asyncio.gather(*(keys.of(STREAM) for _ in range(20)))

    assert [other.open(first.seal(NIK), str) for other in others] == [NIK] * 19


async def test_a_destroyed_key_is_given_to_nobody(keys: Keys) -> None:
    await keys.of(STREAM)

    await keys.destroy(STREAM)

    for _ in range(2):
        with pytest.raises(KeyDestroyed) as destroyed:
            await keys.of(STREAM)
        assert destroyed.value.stream == STREAM


async def test_a_key_destroyed_before_its_first_use_is_never_made(keys: Keys) -> None:
    await keys.destroy(STREAM)

    with pytest.raises(KeyDestroyed):
        await keys.of(STREAM)


async def test_destroying_again_changes_nothing(keys: Keys) -> None:
    await keys.destroy(STREAM)
    await keys.destroy(STREAM)

    with pytest.raises(KeyDestroyed):
        await keys.of(STREAM)


async def test_destroying_one_key_leaves_the_others(keys: Keys) -> None:
    sealed = (await keys.of(OTHER_STREAM)).seal(NIK)

    await keys.destroy(STREAM)

    assert (await keys.of(OTHER_STREAM)).open(sealed, str) == NIK


# ---------------------------------------------------------------- looking up


async def test_a_blind_index_finds_the_same_value_and_no_other(keys: Keys) -> None:
    assert keys.blind(NIK) == keys.blind(NIK) == MASTER.blind(NIK)
    assert keys.blind(NIK) != keys.blind("1308990101900002")


def test_a_blind_index_cannot_be_guessed_without_the_office_s_key() -> None:
    assert MemoryKeys().blind(NIK) != MemoryKeys().blind(NIK)


# ---------------------------------------------------------------- showing nothing


def test_what_is_sealed_is_shown_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    key = AesStreamKey(STREAM, b"k" * 32)
    sealed = key.seal(SITI)
    logging.getLogger("test").warning("sealed: %s %r", sealed, sealed, extra={"sealed": sealed})

    shown = (
        f"{sealed} {sealed!r} {sealed!s} {[sealed]} {pickle.dumps(sealed)!r} {sealed.box} {key} {key!r} {caplog.text}"
    )

    assert NIK not in shown
    assert SITI.name not in shown
    assert "kkkk" not in shown


def test_an_error_at_opening_quotes_neither_value_nor_box() -> None:
    key = AesStreamKey(STREAM, b"k" * 32)
    sealed: Sealed[Any] = key.seal({"name": "Siti Contoh", "nik": NIK, "born": NIK})

    with pytest.raises(BoxBroken) as broken:
        key.open(sealed, Person)

    shown = "".join(traceback.format_exception(broken.value))
    assert NIK not in shown
    assert sealed.box not in shown
    assert STREAM in str(broken.value)


def test_a_key_cannot_be_taken_along() -> None:
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(AesStreamKey(STREAM, b"k" * 32))
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(MASTER)
