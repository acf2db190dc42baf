"""Does an append cost more on a log of millions?"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bench.logs import WRITER, empty_log, fresh, record
from bench.measure import Better, Figure, side_by_side
from shared.contracts.names import encode
from shared.contracts.vocabulary import StreamId
from shared.eventlog.port import Append
from shared.eventlog.postgres import PostgresLog
from shared.platform.servers.postgres import Postgres
from tests.support.builders import verified
from tests.support.eventlog import append, new

ROUNDS = 9
FACT = verified()
HISTORY = 10
"""Facts on every stream beforehand."""
SMALL, LARGE, FULL = 20_000, 2_000_000, 20_000_000
CALLERS = 8

_FILL = """
    INSERT INTO log.facts
    SELECT 'berkas-' || lpad(stream::text, 36, '0'), version, $3, $4, (stream - 1) * $2 + version, $5, now(),
        gen_random_uuid(), gen_random_uuid()::text, gen_random_uuid()::text, sha256(int8send(stream))
    FROM generate_series(1, $1::bigint) AS stream, generate_series(1, $2::bigint) AS version
"""
"""Real positions, versions and indexes; the hashes are none, since nobody verifies this log."""


class Filled:
    """A log with so many facts on it, and appends to streams all over it."""

    def __init__(self, log: PostgresLog, facts: int) -> None:
        """See filled_log."""
        self._log = log
        self._streams = facts // HISTORY
        self._versions: dict[StreamId, int] = {}

    async def append_p99(self) -> float:
        """Milliseconds."""
        return (await record(self._log, [self._append(n) for n in fresh(4_000)], CALLERS)).milliseconds(0.99)

    def _append(self, number: int) -> Append:
        stream = StreamId(f"berkas-{number * 7_919 % self._streams + 1:036}")
        version = self._versions.get(stream, HISTORY)
        self._versions[stream] = version + 1
        return append(new(f"growth {number}", FACT), to=stream, expected=version)


@asynccontextmanager
async def filled_log(server: Postgres, facts: int) -> AsyncGenerator[Filled]:
    """A log of its own, filled, cleaned and written out."""
    async with empty_log(server, f"facts_{facts}") as (database, log):
        async with database.connection() as owner:
            await owner.execute(_FILL, facts // HISTORY, HISTORY, FACT.NAME, encode(FACT), WRITER)
            await owner.execute("VACUUM (ANALYZE) log.facts")
            await owner.execute("CHECKPOINT")
        yield Filled(log, facts)


async def growth(server: Postgres, *, full: bool) -> Figure:
    """Append p99 on a small log and on a large one, in turn."""
    facts = FULL if full else LARGE
    async with filled_log(server, SMALL) as small, filled_log(server, facts) as large:
        found = await side_by_side(ROUNDS, small=small.append_p99, large=large.append_p99)
    return Figure(
        name=f"append p99 on a log of {facts:,} facts, {CALLERS} callers",
        value=found["large"],
        unit="ms",
        peer=f"the same on a log of {SMALL:,}",
        peer_value=found["small"],
        target=1.5,
        better=Better.LESS,
    )
