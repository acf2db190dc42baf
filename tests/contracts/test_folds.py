"""Is what is remembered of a stream always what the log says, and is the rest not read again?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from shared.contracts.fact import berkas_stream
from shared.contracts.vocabulary import Desk, Paper, StreamId
from shared.errors import Unavailable
from shared.eventlog.memory import MemoryLog, MemoryRecord
from shared.eventlog.port import Stored
from shared.execute import as_recorded, execute
from shared.folds import Fold, Folds
from tests.contracts.test_execute import DECIDER, judge
from tests.support.builders import judged
from tests.support.eventlog import RIGHTS, append, new
from tests.support.people import BERKAS, NOON, made_up

pytestmark = pytest.mark.spine

STREAM = berkas_stream(BERKAS)
NAMES: Fold[tuple[str, ...]] = Fold("names", (), lambda names, stored: (*names, stored.envelope.name))
VERSION: Fold[int] = Fold("version", 0, lambda _, stored: stored.envelope.version)


class Counted(MemoryLog):
    """Counts the facts that were read."""

    read_so_far = 0

    async def read(self, stream: StreamId, *, after: int = 0) -> Sequence[Stored]:
        facts = await super().read(stream, after=after)
        self.read_so_far += len(facts)
        return facts


@dataclass(slots=True)
class Office:
    """A log, and a desk that remembers it."""

    record: MemoryRecord = field(default_factory=lambda: MemoryRecord(lambda: NOON, RIGHTS))
    log: Counted = field(init=False)

    def __post_init__(self) -> None:
        self.log = Counted(Desk.VERIFICATION, self.record)

    async def happen(self, *papers: Paper, to: StreamId = STREAM) -> None:
        await self.log.append(append(*(new(f"{to} {paper}", judged(paper)) for paper in papers), to=to, expected=None))

    def restore(self) -> None:
        """An empty log, as from a backup of before."""
        self.record.streams.clear()
        self.record.facts.clear()
        self.record.by_id.clear()


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def folds(office: Office) -> Folds:
    return Folds(office.log, capacity=2)


async def test_only_what_came_since_is_read_and_the_last_fact_before_it(office: Office, folds: Folds) -> None:
    await office.happen(Paper.KK_LAMA, Paper.BUKU_NIKAH, Paper.F_1_02)
    await folds.of(VERSION, STREAM)
    office.log.read_so_far = 0
    await office.happen(Paper.IJAZAH)
    assert await folds.of(VERSION, STREAM) == 4
    assert office.log.read_so_far == 2


async def test_a_stream_without_facts_is_as_it_begins(folds: Folds) -> None:
    assert await folds.of(NAMES, STREAM) == ()


async def test_two_folds_of_one_stream_are_told_apart(office: Office, folds: Folds) -> None:
    await office.happen(Paper.KK_LAMA)
    assert [await folds.of(VERSION, STREAM), await folds.of(NAMES, STREAM)] == [1, ("PaperJudged.v1",)]
    await office.happen(Paper.IJAZAH)
    assert [await folds.of(VERSION, STREAM), await folds.of(NAMES, STREAM)] == [2, ("PaperJudged.v1",) * 2]


@pytest.mark.parametrize("since", [(), (Paper.IJAZAH,), (Paper.IJAZAH, Paper.F_1_02, Paper.KTP_EL)])
async def test_a_log_restored_to_something_else_is_never_mistaken_for_the_one_remembered(
    office: Office, folds: Folds, since: tuple[Paper, ...]
) -> None:
    papers: Fold[tuple[object, ...]] = Fold("papers", (), lambda seen, stored: (*seen, as_recorded(stored).fact))
    await office.happen(Paper.KK_LAMA, Paper.BUKU_NIKAH)
    await folds.of(papers, STREAM)
    office.restore()
    if since:
        await office.happen(*since)
    assert await folds.of(papers, STREAM) == tuple(judged(paper) for paper in since)


async def test_what_was_used_longest_ago_is_forgotten_first(office: Office, folds: Folds) -> None:
    streams = [StreamId(f"berkas-{made_up(str(n))}") for n in range(3)]
    for stream in streams:
        await office.happen(Paper.KK_LAMA, Paper.IJAZAH, to=stream)
        await folds.of(VERSION, stream)

    async def facts_read_of(stream: StreamId) -> int:
        office.log.read_so_far = 0
        await folds.of(VERSION, stream)
        return office.log.read_so_far

    assert [await facts_read_of(stream) for stream in reversed(streams)] == [1, 1, 2]


async def test_what_could_not_be_folded_is_not_remembered(office: Office, folds: Folds) -> None:
    trouble: list[Callable[[], None]] = [_fail]

    def step(version: int, stored: Stored) -> int:
        if trouble:
            trouble.pop()()
        return stored.envelope.version

    fold = Fold("troubled", 0, step)
    await office.happen(Paper.KK_LAMA, Paper.IJAZAH)
    with pytest.raises(Unavailable):
        await folds.of(fold, STREAM)
    assert await folds.of(fold, STREAM) == 2


async def test_a_desk_that_remembers_judges_what_others_wrote_meanwhile(office: Office, folds: Folds) -> None:
    await execute(office.log, DECIDER, STREAM, judge(Paper.KK_LAMA, once="first"), folds=folds)
    await office.happen(Paper.IJAZAH)
    executed = await execute(office.log, DECIDER, STREAM, judge(Paper.IJAZAH, Paper.F_1_02, once="second"), folds=folds)
    assert [recorded.fact for recorded in executed.facts] == [judged(Paper.F_1_02)]
    again = await execute(office.log, DECIDER, STREAM, judge(Paper.IJAZAH, Paper.F_1_02, once="second"), folds=folds)
    assert again.known


def _fail() -> None:
    raise Unavailable
