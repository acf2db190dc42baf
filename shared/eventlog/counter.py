"""Which number comes next? One row per year, taken from before a decision: unique, never given again, gaps allowed."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from asyncpg import Pool, Record

from shared.eventlog.reach import reaching_postgres


class Numbers(Protocol):
    """Where the nomor comes from."""

    async def take(self, year: int, n: int = 1) -> range:
        """The next `n` numbers of a year, from 1: one for a berkas, a block for a phone that will be offline.

        Raises:
            ValueError: `n` is less than 1.
            Unavailable: the counter cannot be reached; asked again it gives other numbers.
        """
        ...


class PostgresNumbers:
    """The counter row beside the log, in a short transaction of its own."""

    def __init__(self, pool: Pool[Record]) -> None:
        """`pool` logs in as a desk's role."""
        self._pool = pool

    async def take(self, year: int, n: int = 1) -> range:
        _assert_counts_up(n)
        with reaching_postgres():
            return _ending_at(await self._pool.fetchval("SELECT log.take($1, $2)", year, n), n)


class MemoryNumbers:
    """The same in memory, for tests."""

    def __init__(self) -> None:
        """Every year starts at 1."""
        self._last: Counter[int] = Counter()

    async def take(self, year: int, n: int = 1) -> range:
        _assert_counts_up(n)
        self._last[year] += n
        return _ending_at(self._last[year], n)


def _assert_counts_up(n: int) -> None:
    if n < 1:
        raise ValueError(f"cannot take {n} numbers")


def _ending_at(last: int, n: int) -> range:
    return range(last - n + 1, last + 1)
