"""Does every event log keep the same promises? One suite, each backend."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from shared.contracts.fact import Envelope
from shared.contracts.names import decode, encode
from shared.contracts.vocabulary import Desk, FactId, Paper
from shared.eventlog.chain import verify
from shared.eventlog.memory import MemoryRecord
from shared.eventlog.migrate import login_of
from shared.eventlog.port import (
    Appended,
    EventLog,
    FactIdReused,
    NotYourFact,
    Stored,
    VersionConflict,
)
from shared.eventlog.postgres import open_log
from tests.support.builders import judged, siak_entered, verified
from tests.support.eventlog import RIGHTS, STREAM, LogDatabase, append, new, stream
from tests.support.people import made_up

pytestmark = pytest.mark.spine

ENOUGH = 10.0
"""Seconds in which what must happen happens, on a busy machine."""


class Office(Protocol):
    """One record, seen by every desk."""

    async def log(self, desk: Desk) -> EventLog: ...


class InMemory:
    def __init__(self) -> None:
        ticks = iter(range(1_000_000))
        self._record = MemoryRecord(
            lambda: datetime(2026, 3, 2, tzinfo=UTC) + timedelta(milliseconds=next(ticks)), RIGHTS
        )

    async def log(self, desk: Desk) -> EventLog:
        return self._record.log(desk)


class InPostgres:
    def __init__(self, database: LogDatabase, opened: AsyncExitStack) -> None:
        self._database = database
        self._opened = opened

    async def log(self, desk: Desk) -> EventLog:
        return await self._opened.enter_async_context(open_log(desk, self._database.dsn(login_of(desk))))


@pytest.fixture
async def opened() -> AsyncGenerator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture(params=["memory", "postgres"])
def office(request: pytest.FixtureRequest) -> Office:
    if request.param == "memory":
        return InMemory()
    return InPostgres(request.getfixturevalue("emptied_log"), request.getfixturevalue("opened"))


@pytest.fixture
async def log(office: Office) -> EventLog:
    """The log as verification sees it."""
    return await office.log(Desk.VERIFICATION)


async def everything(log: EventLog) -> list[Stored]:
    return [fact async for page in log.read_all() for fact in page]


def positions(facts: Sequence[Stored]) -> list[int]:
    return [fact.envelope.position for fact in facts]


# ---------------------------------------------------------------- what is recorded is read again


async def test_an_empty_log_has_no_head_and_nothing_to_read(log: EventLog) -> None:
    assert await log.head() == 0
    assert await log.read(STREAM) == []
    assert await everything(log) == []
    assert await log.as_of(datetime(2100, 1, 1, tzinfo=UTC)) == 0


async def test_a_fact_is_read_as_it_was_recorded(log: EventLog) -> None:
    fact = verified(Paper.KK_LAMA, Paper.KTP_EL)
    appended = await log.append(append(new("verified", fact), expected=0))

    (stored,) = await log.read(STREAM)
    assert appended == Appended([stored.envelope], known=False)
    assert stored.state == encode(fact)
    assert decode(stored.envelope.name, stored.state) == fact


async def test_the_envelope_says_what_the_log_adds(log: EventLog) -> None:
    (envelope,) = (await log.append(append(new("verified"), expected=0, cause="siti's form"))).envelopes

    assert envelope == Envelope(
        fact_id=FactId(made_up("verified")),
        stream=STREAM,
        version=1,
        position=1,
        name="BerkasVerified.v1",
        desk=Desk.VERIFICATION,
        recorded_at=envelope.recorded_at,
        correlation_id=made_up("correlation"),
        causation_id=made_up("siti's form"),
        hash=envelope.hash,
    )
    assert envelope.recorded_at.utcoffset() == timedelta(0)


async def test_versions_count_within_a_stream_and_positions_over_all(log: EventLog) -> None:
    await log.append(append(new("a1"), new("a2"), to=stream("a"), expected=0))
    await log.append(append(new("b1"), to=stream("b"), expected=0))
    await log.append(append(new("a3"), to=stream("a"), expected=2))

    assert [(f.envelope.stream, f.envelope.version, f.envelope.position) for f in await everything(log)] == [
        (stream("a"), 1, 1),
        (stream("a"), 2, 2),
        (stream("b"), 1, 3),
        (stream("a"), 3, 4),
    ]
    assert await log.head() == 4


async def test_a_stream_is_read_from_any_version_on(log: EventLog) -> None:
    await log.append(append(new("1"), new("2"), new("3"), expected=0))

    assert [fact.envelope.version for fact in await log.read(STREAM, after=1)] == [2, 3]
    assert await log.read(STREAM, after=3) == []


async def test_the_whole_log_is_read_in_pages_from_any_position_to_any(log: EventLog) -> None:
    await log.append(append(*(new(str(n)) for n in range(7)), expected=0))

    assert [positions(page) async for page in log.read_all(page=3)] == [[1, 2, 3], [4, 5, 6], [7]]
    assert [positions(page) async for page in log.read_all(after=2, until=6, page=3)] == [[3, 4, 5], [6]]
    assert [page async for page in log.read_all(after=7)] == []


async def test_every_desk_reads_what_another_wrote(office: Office, log: EventLog) -> None:
    await log.append(append(new("verified"), expected=0))

    (stored,) = await (await office.log(Desk.ENTRY)).read(STREAM)
    assert stored.envelope.desk is Desk.VERIFICATION


# ---------------------------------------------------------------- expected versions


async def test_a_decision_on_an_older_version_is_a_conflict_and_leaves_nothing(log: EventLog) -> None:
    await log.append(append(new("first"), expected=0))

    with pytest.raises(VersionConflict) as conflict:
        await log.append(append(new("second"), new("third"), expected=0))

    assert conflict.value.reason == {"stream": STREAM, "expected": 0, "found": 1}
    assert await log.head() == 1


async def test_a_version_that_is_not_there_yet_is_a_conflict_too(log: EventLog) -> None:
    with pytest.raises(VersionConflict):
        await log.append(append(new("first"), expected=3))


async def test_what_decides_nothing_goes_to_the_end_of_its_stream(log: EventLog) -> None:
    await log.append(append(new("first"), expected=0))
    await log.append(append(new("look"), expected=None))
    await log.append(append(new("look elsewhere"), to=stream("elsewhere"), expected=None))

    assert [fact.envelope.version for fact in await log.read(STREAM)] == [1, 2]


async def test_of_two_officers_at_the_same_version_one_wins(log: EventLog) -> None:
    rivals = [append(new("siti"), expected=0), append(new("dewi"), expected=0)]

    outcomes = await asyncio.gather(*map(log.append, rivals), return_exceptions=True)

    assert {type(outcome) for outcome in outcomes} == {Appended, VersionConflict}
    assert await log.head() == 1


async def test_a_conflict_fails_alone_among_appends_that_come_at_once(log: EventLog) -> None:
    asked = [append(new(f"{n}"), to=stream(f"{n}"), expected=0 if n % 3 else 5) for n in range(30)]

    outcomes = await asyncio.gather(*map(log.append, asked), return_exceptions=True)

    assert [isinstance(outcome, Appended) for outcome in outcomes] == [bool(n % 3) for n in range(30)]
    assert positions(await everything(log)) == list(range(1, 21))


async def test_many_at_once_on_one_stream_all_find_its_end(log: EventLog) -> None:
    await asyncio.gather(*(log.append(append(new(f"{n}"), expected=None)) for n in range(20)))

    assert [fact.envelope.version for fact in await log.read(STREAM)] == list(range(1, 21))
    assert verify(await everything(log)) is None


# ---------------------------------------------------------------- the same command again


async def test_an_append_asked_again_is_answered_with_the_envelopes_of_then(log: EventLog) -> None:
    asked = append(new("first"), new("second"), expected=0)
    first = await log.append(asked)

    assert await log.append(asked) == Appended(first.envelopes, known=True)
    assert await log.head() == 2


async def test_asked_again_from_elsewhere_it_keeps_the_cause_of_then(log: EventLog) -> None:
    first = await log.append(append(new("first"), expected=0, cause="the form"))

    again = await log.append(append(new("first"), expected=0, cause="the form, sent twice"))

    assert again == Appended(first.envelopes, known=True)


async def test_what_is_known_is_answered_in_the_order_asked(log: EventLog) -> None:
    first = await log.append(append(new("first"), new("second"), expected=0))

    again = await log.append(append(new("second"), new("first"), expected=0))

    assert again == Appended(first.envelopes[::-1], known=True)


async def test_a_fact_id_on_another_stream_is_loud(log: EventLog) -> None:
    await log.append(append(new("first"), expected=0))

    with pytest.raises(FactIdReused, match=made_up("first")):
        await log.append(append(new("other"), new("first"), to=stream("another"), expected=0))
    assert await log.head() == 1


async def test_a_fact_id_under_another_name_is_loud(log: EventLog) -> None:
    await log.append(append(new("first"), expected=0))

    with pytest.raises(FactIdReused, match=made_up("first")):
        await log.append(append(new("first", judged(Paper.KK_LAMA)), expected=1))


async def test_an_append_half_on_the_log_already_is_loud(log: EventLog) -> None:
    await log.append(append(new("first"), expected=0))

    with pytest.raises(FactIdReused, match=made_up("first")):
        await log.append(append(new("first"), new("second"), expected=1))
    assert await log.head() == 1


def test_two_facts_of_one_append_with_one_id_are_loud() -> None:
    with pytest.raises(FactIdReused, match=made_up("twin")):
        append(new("twin"), new("other"), new("twin"))


async def test_a_reused_id_fails_alone_among_appends_that_come_at_once(log: EventLog) -> None:
    asked = [append(new("same" if n in (3, 7) else f"{n}"), to=stream(f"{n}"), expected=0) for n in range(10)]

    outcomes = await asyncio.gather(*map(log.append, asked), return_exceptions=True)

    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, FactIdReused)] == [7]
    assert await log.head() == 9


def test_an_append_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one fact"):
        append()


# ---------------------------------------------------------------- rights


async def test_no_desk_records_the_facts_of_another(log: EventLog) -> None:
    with pytest.raises(NotYourFact) as refused:
        await log.append(append(new("mine"), new("theirs", siak_entered()), expected=0))

    assert refused.value.reason == {"desk": Desk.VERIFICATION, "name": "SiakEntered.v1"}
    assert await log.head() == 0


async def test_a_desk_without_the_right_fails_alone(log: EventLog) -> None:
    asked = [
        append(new(f"{n}", siak_entered() if n == 2 else verified()), to=stream(f"{n}"), expected=0) for n in range(5)
    ]

    outcomes = await asyncio.gather(*map(log.append, asked), return_exceptions=True)

    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, NotYourFact)] == [2]
    assert await log.head() == 4


# ---------------------------------------------------------------- the chain


async def test_every_fact_carries_the_hash_of_the_one_before_it(log: EventLog) -> None:
    for n in range(6):
        await log.append(append(new(f"a{n}"), new(f"b{n}"), to=stream(str(n % 2)), expected=None))

    facts = await everything(log)
    assert verify(facts) is None
    assert len({fact.envelope.hash for fact in facts}) == len(facts)


# ---------------------------------------------------------------- waiting, and looking back


async def test_waiting_ends_at_once_where_the_head_is_past(log: EventLog) -> None:
    await log.append(append(new("first"), expected=0))

    async with asyncio.timeout(ENOUGH):
        assert await log.wait(after=0, seconds=60) == 1


async def test_waiting_ends_when_its_time_is_up(log: EventLog) -> None:
    assert await log.wait(after=0, seconds=0.01) == 0


async def test_whoever_waits_is_woken_by_what_another_desk_records(office: Office, log: EventLog) -> None:
    entry = await office.log(Desk.ENTRY)
    async with asyncio.timeout(ENOUGH):
        waiting = [asyncio.create_task(entry.wait(after=0, seconds=60)) for _ in range(3)]
        await log.append(append(new("first"), expected=0))

        assert [await one for one in waiting] == [1, 1, 1]


async def test_as_of_a_moment_is_the_last_position_recorded_by_then(log: EventLog) -> None:
    moments = [(await log.append(append(new(f"{n}"), expected=n))).envelopes[0].recorded_at for n in range(5)]

    assert [await log.as_of(moment) for moment in moments] == [1, 2, 3, 4, 5]
    assert await log.as_of(moments[0] - timedelta(microseconds=1)) == 0
    assert await log.as_of(moments[2] - timedelta(microseconds=1)) == 2
    assert await log.as_of(moments[-1] + timedelta(days=1)) == 5
