"""How often may somebody guess a password? Counted per account, per address, and per both."""

from __future__ import annotations

from datetime import datetime, timedelta

from asyncpg import Pool, Record

from shared.eventlog.reach import reaching_postgres
from shared.web.errors import TooManyTries

WINDOW = timedelta(minutes=15)
FROM_HERE = 5
"""Tries at one account from one address: an officer who forgot."""
AT_ACCOUNT = 20
"""Tries at one account from anywhere: a guesser with many addresses."""
FROM_ADDRESS = 50
"""Tries from one address at any account: an office behind one address, with room to spare."""

_COUNT = """
    SELECT count(*) FILTER (WHERE account = $1 AND address = $2) > $4
        OR count(*) FILTER (WHERE account = $1) > $5
        OR count(*) FILTER (WHERE address = $2) > $6 AS too_many,
        min(at) AS oldest
    FROM web.attempts WHERE (account = $1 OR address = $2) AND at > $3
"""


class Attempts:
    """The tries of the last quarter of an hour. Any of it may raise Unavailable."""

    def __init__(self, pool: Pool[Record]) -> None:
        self._pool = pool

    async def admit(self, account: str, address: str, now: datetime) -> None:
        """Count a try before it is made, so that many at once count as many.

        Raises:
            TooManyTries: come back when the oldest of them is forgotten. A refused try does not count.
        """
        with reaching_postgres():
            await self._pool.execute("DELETE FROM web.attempts WHERE at <= $1", now - WINDOW)
            this = await self._pool.fetchval(
                "INSERT INTO web.attempts (account, address, at) VALUES ($1, $2, $3) RETURNING id",
                account,
                address,
                now,
            )
            found = await self._pool.fetchrow(
                _COUNT, account, address, now - WINDOW, FROM_HERE, AT_ACCOUNT, FROM_ADDRESS
            )
            if found is None or not found["too_many"]:
                return
            await self._pool.execute("DELETE FROM web.attempts WHERE id = $1", this)
        raise TooManyTries(retry_after=(found["oldest"] + WINDOW - now).total_seconds())

    async def forgive(self, account: str, address: str) -> None:
        """The password was right: the tries before it were slips."""
        with reaching_postgres():
            await self._pool.execute("DELETE FROM web.attempts WHERE account = $1 AND address = $2", account, address)
