"""Is the database not there, or is it a bug? What passes by itself becomes Unavailable; everything else stays loud."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import asyncpg

from shared.errors import Unavailable

PASSING = (
    OSError,  # not there, refused, timed out
    asyncpg.InterfaceError,  # the connection was closed under us
    asyncpg.InternalClientError,  # the server said goodbye on it a moment ago
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shutting down, starting up, crashed, cancelled
    asyncpg.InsufficientResourcesError,  # disk full, out of memory, too many connections
    asyncpg.PostgresSystemError,  # the disk failed
    asyncpg.TransactionRollbackError,  # deadlock, serialization
    asyncpg.ReadOnlySQLTransactionError,  # a standby answers: failing over
)


@contextmanager
def reaching_postgres() -> Generator[None]:
    """Turn what another try may mend into Unavailable; `why` names the kind of error and carries no data."""
    try:
        yield
    except PASSING as error:
        if isinstance(error, asyncpg.InterfaceError) and isinstance(error, ValueError):
            raise  # asyncpg could not encode what it was given
        raise Unavailable(why=type(error).__name__) from error
