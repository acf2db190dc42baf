"""How does a new version of the master key come into use? Every stream's key is wrapped again, while all desks run.

Put the new version first in `BERKAS_MASTER_KEY` (or the key file) everywhere, rewrap, then take the old one away. That
also ends every copy of a destroyed key that an old backup may still hold: nothing opens it any more.
"""

from __future__ import annotations

from asyncpg import Connection, Record

from shared.contracts.vocabulary import StreamId
from shared.keys.master import MasterKey, Wrapped
from shared.keys.migrate import OWNER

_BATCH = 1000
_OLD = """
    SELECT stream, version, wrapped FROM keys.stream_keys
    WHERE version <> $1 LIMIT $2 FOR UPDATE SKIP LOCKED
"""
_REWRAP = "UPDATE keys.stream_keys SET version = $2, wrapped = $3 WHERE stream = $1"


async def rewrap(connection: Connection[Record], master: MasterKey) -> int:
    """Wrap all keys with the master key's first version; how many were not. A kill half-way is mended by running again.

    `connection` may become the schema's owner.

    Raises:
        MasterKeyUnknown: some key takes a version that is not among those given.
    """
    total = 0
    while done := await _rewrap_batch(connection, master):
        total += done
    return total


async def _rewrap_batch(connection: Connection[Record], master: MasterKey) -> int:
    async with connection.transaction():
        await connection.execute(f"SET LOCAL ROLE {OWNER}")
        rows = await connection.fetch(_OLD, master.versions[0], _BATCH)
        anew = [_again(master, StreamId(row["stream"]), Wrapped(row["version"], row["wrapped"])) for row in rows]
        await connection.executemany(_REWRAP, anew)
        await connection.execute("RESET ROLE")
    return len(rows)


def _again(master: MasterKey, stream: StreamId, wrapped: Wrapped) -> tuple[StreamId, str, bytes]:
    new = master.wrap(stream, master.unwrap(stream, wrapped))
    return stream, new.version, new.box
