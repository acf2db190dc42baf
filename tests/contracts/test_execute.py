"""Does a command become facts once, judged on the stream as it is, whatever others do meanwhile?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import TypeAlias

import pytest

from shared.contracts.any_desk import BerkasTaken
from shared.contracts.fact import Fact, berkas_stream, fact_id
from shared.contracts.verification import BerkasVerified, PaperJudged
from shared.contracts.vocabulary import Desk, FactId, Paper, StreamId
from shared.decider import Command, Decider, Judgement
from shared.errors import ChangedSinceSeen, Refused
from shared.eventlog.memory import MemoryRecord
from shared.eventlog.migrate import login_of
from shared.eventlog.port import Append, Appended, EventLog, NewFact, Stored, VersionConflict
from shared.eventlog.postgres import open_log
from shared.execute import TRIES, Cause, Executed, execute, load
from tests.support.builders import judged, verified
from tests.support.eventlog import RIGHTS, LogDatabase
from tests.support.people import BERKAS, NOON, SITI, command_id, made_up

pytestmark = pytest.mark.spine

STREAM = berkas_stream(BERKAS)


class TooManyPapers(Refused):
    """A desk judges three papers at most in these tests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge(Command):
    """Judge papers."""

    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify(Judgement):
    """Say that the papers are good."""


Asked: TypeAlias = Judge | Verify


def decide(command: Asked, papers: frozenset[Paper]) -> Sequence[Fact]:
    match command:
        case Judge():
            if len(papers | {*command.papers}) > 3:
                raise TooManyPapers
            return [judged(paper) for paper in command.papers if paper not in papers]
        case Verify():
            return [verified(*sorted(papers))]


def evolve(papers: frozenset[Paper], fact: PaperJudged | BerkasVerified) -> frozenset[Paper]:
    return papers | {fact.paper} if isinstance(fact, PaperJudged) else papers


DECIDER: Decider[Asked, frozenset[Paper], PaperJudged | BerkasVerified] = Decider(
    initial=frozenset(),
    decide=decide,
    evolve=evolve,
    facts=(PaperJudged, BerkasVerified),
    changes=(PaperJudged,),
)


def judge(*papers: Paper, once: str = "once") -> Judge:
    return Judge(command_id=command_id(once), by=SITI, now=NOON, papers=papers)


def verify(seen: int, once: str = "verify") -> Verify:
    return Verify(command_id=command_id(once), by=SITI, now=NOON, seen=seen)


@pytest.fixture(params=["memory", "postgres"])
def dsn(request: pytest.FixtureRequest) -> str | None:
    """Where the log is; None: in memory."""
    if request.param == "memory":
        return None
    database: LogDatabase = request.getfixturevalue("log_database")
    return database.dsn(login_of(Desk.VERIFICATION))


@pytest.fixture
async def log(dsn: str | None) -> AsyncGenerator[EventLog]:
    """The log as verification sees it."""
    if dsn is None:
        ticks = count()
        yield MemoryRecord(lambda: NOON + timedelta(seconds=next(ticks)), RIGHTS).log(Desk.VERIFICATION)
    else:
        async with open_log(Desk.VERIFICATION, dsn) as opened:
            yield opened


async def run(log: EventLog, command: Asked, *, cause: Cause | None = None) -> Executed:
    return await execute(log, DECIDER, STREAM, command, cause=cause)


async def note(log: EventLog, what: str = "a note") -> None:
    """Record a fact that the decider does not fold."""
    fact = BerkasTaken(by=SITI, occurred_at=NOON, berkas_id=BERKAS, desk=Desk.VERIFICATION)
    new = NewFact(fact_id=FactId(made_up(what)), fact=fact)
    await log.append(
        Append(stream=STREAM, facts=[new], expected=None, correlation_id=made_up("begun"), causation_id=made_up("by"))
    )


async def test_a_command_leaves_its_facts_in_order_under_ids_of_its_own(log: EventLog) -> None:
    executed = await run(log, judge(Paper.KK_LAMA, Paper.BUKU_NIKAH))
    first, second = executed.facts
    assert [first.fact, second.fact] == [judged(Paper.KK_LAMA), judged(Paper.BUKU_NIKAH)]
    assert first.envelope.fact_id == fact_id(command_id(), "PaperJudged.v1", "KK_LAMA")
    assert (first.envelope.version, second.envelope.version) == (1, 2)
    assert not executed.known
    assert [one.envelope for one in await log.read(STREAM)] == [first.envelope, second.envelope]


async def test_a_command_asked_again_is_answered_with_the_facts_of_then(log: EventLog) -> None:
    first = await run(log, judge(Paper.KK_LAMA))
    await run(log, judge(Paper.BUKU_NIKAH, once="other"))
    again = await run(log, judge(Paper.KK_LAMA))
    assert again.known
    assert again.facts == first.facts


async def test_a_command_asked_twice_at_once_is_recorded_once(log: EventLog) -> None:
    answers = await asyncio.gather(*(run(log, judge(Paper.KK_LAMA)) for _ in range(8)))
    assert len(await log.read(STREAM)) == 1
    assert [answer.known for answer in answers].count(False) == 1
    assert all(answer.facts == answers[0].facts for answer in answers)


async def test_a_command_that_has_nothing_to_record_records_nothing(log: EventLog) -> None:
    await run(log, judge(Paper.KK_LAMA))
    executed = await run(log, judge(Paper.KK_LAMA, once="other"))
    assert executed == Executed([])


async def test_what_is_refused_leaves_nothing(log: EventLog) -> None:
    with pytest.raises(TooManyPapers):
        await run(log, judge(Paper.KK_LAMA, Paper.BUKU_NIKAH, Paper.KTP_EL, Paper.F_2_01))
    assert await log.head() == 0


async def test_facts_that_the_decider_does_not_fold_count_for_the_version_only(log: EventLog) -> None:
    await run(log, judge(Paper.KK_LAMA))
    await note(log)
    folded = await load(log, DECIDER, STREAM)
    assert (folded.state, folded.version) == (frozenset({Paper.KK_LAMA}), 2)
    executed = await run(log, judge(Paper.BUKU_NIKAH, once="other"))
    assert executed.facts[0].envelope.version == 3


async def test_rivals_decide_anew_on_what_the_winner_left(log: EventLog) -> None:
    papers = [Paper.KK_LAMA, Paper.BUKU_NIKAH, Paper.KTP_EL, Paper.F_2_01, Paper.F_2_03]
    outcomes = await asyncio.gather(*(run(log, judge(paper, once=paper)) for paper in papers), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes].count(TooManyPapers) == 2
    assert [one.envelope.version for one in await log.read(STREAM)] == [1, 2, 3]


async def test_a_stale_screen_is_told_what_changed_also_when_the_change_came_in_between(log: EventLog) -> None:
    await run(log, judge(Paper.KK_LAMA))
    rival = Interrupted(log, lambda: run(log, judge(Paper.BUKU_NIKAH, once="rival")))
    with pytest.raises(ChangedSinceSeen) as refusal:
        await execute(rival, DECIDER, STREAM, verify(seen=1))
    assert (refusal.value.what, refusal.value.by) == ("PaperJudged.v1", SITI)


async def test_a_note_in_between_does_not_make_a_screen_stale(log: EventLog) -> None:
    await run(log, judge(Paper.KK_LAMA))
    rival = Interrupted(log, lambda: note(log))
    executed = await execute(rival, DECIDER, STREAM, verify(seen=1))
    assert executed.facts[0].envelope.version == 3


async def test_it_gives_up_when_others_are_always_first(log: EventLog) -> None:
    numbers = count()
    rivals = Interrupted(log, lambda: note(log, f"note {next(numbers)}"), times=TRIES)
    with pytest.raises(VersionConflict):
        await execute(rivals, DECIDER, STREAM, judge(Paper.KK_LAMA))


async def test_a_stream_keeps_the_correlation_it_began_with(log: EventLog) -> None:
    cause = Cause(FactId(made_up("a message")), "attach", correlation_id=made_up("a conversation"))
    [begun] = (await run(log, judge(Paper.KK_LAMA), cause=cause)).facts
    assert begun.envelope.correlation_id == made_up("a conversation")
    assert begun.envelope.causation_id == cause.fact_id
    [later] = (await run(log, judge(Paper.BUKU_NIKAH, once="other"))).facts
    assert later.envelope.correlation_id == made_up("a conversation")
    assert later.envelope.causation_id == command_id("other")


async def test_a_person_who_begins_a_stream_begins_a_correlation(log: EventLog) -> None:
    [begun] = (await run(log, judge(Paper.KK_LAMA))).facts
    assert begun.envelope.correlation_id == begun.envelope.causation_id == command_id()


def test_a_cause_makes_the_same_command_every_time_and_another_for_each_part() -> None:
    cause = Cause(FactId(made_up("a fact")), "inform")
    assert cause.command_id() == cause.command_id()
    assert len({cause.command_id(), cause.command_id("a"), Cause(cause.fact_id, "send").command_id()}) == 3


@dataclass(slots=True)
class Interrupted:
    """A log on which somebody else is quicker: just before each append, so many times."""

    log: EventLog
    interrupt: Callable[[], Awaitable[object]]
    times: int = 1

    async def append(self, append: Append) -> Appended:
        if self.times:
            self.times -= 1
            await self.interrupt()
        return await self.log.append(append)

    async def read(self, stream: StreamId, *, after: int = 0) -> Sequence[Stored]:
        return await self.log.read(stream, after=after)

    def read_all(
        self, *, after: int = 0, until: int | None = None, page: int = 1000
    ) -> AsyncIterator[Sequence[Stored]]:
        return self.log.read_all(after=after, until=until, page=page)

    async def head(self) -> int:
        return await self.log.head()

    async def wait(self, *, after: int, seconds: float) -> int:
        return await self.log.wait(after=after, seconds=seconds)

    async def as_of(self, when: datetime) -> int:
        return await self.log.as_of(when)
