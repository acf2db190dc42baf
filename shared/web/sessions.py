"""Who is signed in? Opaque tokens, of which PostgreSQL keeps only the hash."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from asyncpg import Pool, Record

from shared.contracts.vocabulary import OfficerId
from shared.eventlog.reach import reaching_postgres
from shared.web.people import Officer

IDLE = timedelta(minutes=30)
"""Unused for so long, a session is over."""
WHOLE = timedelta(hours=12)
"""However much it is used: nobody stays signed in over night."""
_TOUCH = timedelta(minutes=1)
"""How exactly the last use is kept: one write a minute, not one a request."""
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """Whose session it is, and the mark of the password that opened it."""

    officer: OfficerId
    mark: bytes


class Sessions:
    """The open sessions of the office, the same for all its desks. Any of it may raise Unavailable."""

    def __init__(self, pool: Pool[Record]) -> None:
        self._pool = pool

    async def open(self, officer: Officer, now: datetime) -> str:
        """A new session's token: 256 bits of chance, told once."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        with reaching_postgres():
            await self._pool.execute(
                "DELETE FROM web.sessions WHERE opened_at <= $1 OR used_at <= $2", now - WHOLE, now - IDLE
            )
            await self._pool.execute(
                "INSERT INTO web.sessions VALUES ($1, $2, $3, $4, $4)", _hash(token), officer.id, officer.mark, now
            )
        return token

    async def find(self, token: str, now: datetime) -> Session | None:
        """The session of this token, if it is open; to look is to use it."""
        with reaching_postgres():
            row = await self._pool.fetchrow(
                "SELECT officer, mark, used_at FROM web.sessions WHERE token = $1 AND opened_at > $2 AND used_at > $3",
                _hash(token),
                now - WHOLE,
                now - IDLE,
            )
            if row is None:
                return None
            if row["used_at"] <= now - _TOUCH:
                await self._pool.execute("UPDATE web.sessions SET used_at = $2 WHERE token = $1", _hash(token), now)
        return Session(row["officer"], row["mark"])

    async def close(self, token: str) -> None:
        """Sign out here."""
        with reaching_postgres():
            await self._pool.execute("DELETE FROM web.sessions WHERE token = $1", _hash(token))

    async def close_all(self, officer: OfficerId) -> None:
        """Sign out everywhere."""
        with reaching_postgres():
            await self._pool.execute("DELETE FROM web.sessions WHERE officer = $1", officer)


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
