"""Does every counter give each number once?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import asyncpg
import pytest

from shared.contracts.vocabulary import Desk
from shared.errors import Unavailable
from shared.eventlog.counter import MemoryNumbers, Numbers, PostgresNumbers
from shared.eventlog.migrate import login_of
from tests.support.eventlog import LogDatabase

pytestmark = pytest.mark.spine


@pytest.fixture
async def in_postgres(emptied_log: LogDatabase) -> AsyncGenerator[Numbers]:
    async with asyncpg.create_pool(emptied_log.dsn(login_of(Desk.INTAKE)), min_size=0, max_size=4) as pool:
        yield PostgresNumbers(pool)


@pytest.fixture(params=["memory", "postgres"])
def numbers(request: pytest.FixtureRequest) -> Numbers:
    return MemoryNumbers() if request.param == "memory" else request.getfixturevalue("in_postgres")


async def test_a_year_is_counted_from_one(numbers: Numbers) -> None:
    assert [await numbers.take(2026) for _ in range(3)] == [range(1, 2), range(2, 3), range(3, 4)]


async def test_every_year_has_numbers_of_its_own(numbers: Numbers) -> None:
    await numbers.take(2026, 7)

    assert await numbers.take(2027) == range(1, 2)
    assert await numbers.take(2026) == range(8, 9)


async def test_a_phone_takes_a_block_along(numbers: Numbers) -> None:
    await numbers.take(2026)

    assert await numbers.take(2026, 50) == range(2, 52)
    assert await numbers.take(2026) == range(52, 53)


async def test_nobody_gets_a_number_that_another_has(numbers: Numbers) -> None:
    blocks = await asyncio.gather(*(numbers.take(2026, n) for n in range(1, 11)))

    assert sorted(number for block in blocks for number in block) == list(range(1, 56))


@pytest.mark.parametrize("n", [0, -1])
async def test_numbers_are_never_given_back(numbers: Numbers, n: int) -> None:
    with pytest.raises(ValueError, match="cannot take"):
        await numbers.take(2026, n)


async def test_the_database_refuses_to_count_down_too(emptied_log: LogDatabase) -> None:
    async with emptied_log.connection(login_of(Desk.INTAKE)) as connection:
        with pytest.raises(asyncpg.InvalidParameterValueError):
            await connection.execute("SELECT log.take(2026, -1)")


async def test_a_counter_out_of_reach_is_unavailable(tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = f"postgresql://nobody@/log?host={tmp_path_factory.mktemp('nowhere')}"
    async with asyncpg.create_pool(nowhere, min_size=0, max_size=1) as pool:
        with pytest.raises(Unavailable):
            await PostgresNumbers(pool).take(2026)
