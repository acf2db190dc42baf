"""How does the log stand in PostgreSQL? Appends through `log.append`, many in one commit; reads are plain queries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from datetime import datetime
from itertools import islice

import asyncpg
from asyncpg import Connection, Pool, Record

from shared.contracts.fact import Envelope
from shared.contracts.names import encode
from shared.contracts.vocabulary import Desk, StreamId
from shared.eventlog.bell import Bell
from shared.eventlog.line import TIMEOUT, Line
from shared.eventlog.port import Append, Appended, FactIdReused, NotYourFact, Stored, VersionConflict
from shared.eventlog.reach import reaching_postgres
from shared.eventlog.writer import GroupCommit, Outcome

GUARD = 0.5
"""Seconds after which whoever waits looks at the log although no bell rang."""
READERS = 4
"""Connections for reading, per desk and process; writing has its own, so no replay holds an append up."""

_FACTS = """
    SELECT fact_id::text, originator_id, originator_version, notification_id, topic, desk, recorded_at,
        correlation_id, causation_id, hash, state
    FROM log.facts
"""
_READ = _FACTS + "WHERE originator_id = $1 AND originator_version > $2 ORDER BY originator_version"
READ_ALL = _FACTS + "WHERE notification_id > $1 AND notification_id <= $2 ORDER BY notification_id"
_APPEND = """
    SELECT fact_id::text, stream, version, position, name, desk, recorded_at, correlation_id, causation_id, hash,
        outcome
    FROM log.append($1, $2, $3, $4, $5, $6, $7, $8)
"""
_HEAD = "SELECT coalesce(max(notification_id), 0) FROM log.facts"

_DESKS = {desk.value: desk for desk in Desk}


@asynccontextmanager
async def open_log(desk: Desk, dsn: str) -> AsyncGenerator[PostgresLog]:
    """One desk's log. `dsn` logs in as the desk's own role (migrate.login_of). On leaving, what waits is recorded."""
    settings = {"application_name": f"{desk} log"}
    async with (
        aclosing(Line(dsn, settings)) as line,
        aclosing(Bell(dsn, settings)) as bell,
        _readers(dsn, settings) as readers,
        GroupCommit(Batches(desk, line).record) as writer,
    ):
        yield PostgresLog(writer, readers, bell)


class PostgresLog:
    """The event log, kept in PostgreSQL. See EventLog for what each call promises."""

    def __init__(self, writer: GroupCommit, readers: Pool[Record], bell: Bell) -> None:
        """See open_log."""
        self._writer = writer
        self._readers = readers
        self._bell = bell

    async def append(self, append: Append) -> Appended:
        return await self._writer.append(append)

    async def read(self, stream: StreamId, *, after: int = 0) -> Sequence[Stored]:
        with reaching_postgres():
            rows = await self._readers.fetch(_READ, stream, after)
        return _stored(rows)

    async def read_all(
        self, *, after: int = 0, until: int | None = None, page: int = 250
    ) -> AsyncIterator[Sequence[Stored]]:
        end = await self.head() if until is None else until
        while after < end:
            with reaching_postgres():
                rows = await self._readers.fetch(READ_ALL, after, min(after + page, end))
            if not rows:
                return
            yield _stored(rows)
            after += len(rows)  # positions are dense

    async def head(self) -> int:
        with reaching_postgres():
            return await self._readers.fetchval(_HEAD)

    async def wait(self, *, after: int, seconds: float) -> int:
        clock = asyncio.get_running_loop().time
        end = clock() + seconds
        while True:
            with reaching_postgres():
                ring = await self._bell.listen()
            head = await self.head()
            left = end - clock()
            if head > after or left <= 0:
                return head
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, GUARD)):
                    await ring.wait()

    async def as_of(self, when: datetime) -> int:
        with reaching_postgres():
            return await self._readers.fetchval("SELECT log.as_of($1)", when)


class Batches:
    """Puts a batch of appends into one call of `log.append`."""

    def __init__(self, desk: Desk, line: Line) -> None:
        """`line` logs in as the desk's role."""
        self._desk = desk
        self._line = line

    async def record(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        """Commit, and say what became of each append."""
        facts = [new for append in appends for new in append.facts]
        with reaching_postgres():
            connection = await self._line.connection()
            rows = await connection.fetch(
                _APPEND,
                [append.stream for append in appends],
                [append.expected for append in appends],
                [len(append.facts) for append in appends],
                [append.correlation_id for append in appends],
                [append.causation_id for append in appends],
                [new.fact_id for new in facts],
                [new.fact.NAME for new in facts],
                [encode(new.fact) for new in facts],
            )
        answer = iter(rows)
        return [self._outcome(append, next(answer), answer) for append in appends]

    def _outcome(self, append: Append, first: Record, answer: Iterator[Record]) -> Outcome:
        """What became of an append: `first` is its first row, `answer` goes on after it."""
        match first["outcome"]:
            case "recorded" | "known" as outcome:
                rows = [first, *islice(answer, len(append.facts) - 1)]
                return Appended([_envelope(row) for row in rows], known=outcome == "known")
            case "conflict":
                return VersionConflict(stream=append.stream, expected=append.expected, found=first["version"])
            case "not_your_fact":
                return NotYourFact(desk=self._desk, name=first["name"])
            case _:
                return FactIdReused(first["fact_id"])


def _stored(rows: Sequence[Record]) -> list[Stored]:
    return [Stored(_envelope(row), row[10]) for row in rows]


def _envelope(row: Record) -> Envelope:
    return Envelope(
        fact_id=row[0],
        stream=row[1],
        version=row[2],
        position=row[3],
        name=row[4],
        desk=_DESKS[row[5]],
        recorded_at=row[6],
        correlation_id=row[7],
        causation_id=row[8],
        hash=row[9].hex(),
    )


def _readers(dsn: str, settings: dict[str, str]) -> Pool[Record]:
    return asyncpg.create_pool(
        dsn,
        min_size=0,
        max_size=READERS,
        command_timeout=TIMEOUT,
        max_inactive_connection_lifetime=0,
        server_settings=settings,
        reset=_nothing_to_reset,
    )


async def _nothing_to_reset(_: Connection[Record]) -> None:
    """Spare a round trip: these sessions hold no state but prepared statements."""
