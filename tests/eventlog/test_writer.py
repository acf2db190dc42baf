"""Do appends that come at once share a commit, and does each caller hear of its own?"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from shared.contracts.vocabulary import StreamId
from shared.errors import Unavailable
from shared.eventlog import writer as writing
from shared.eventlog.port import Append, Appended, VersionConflict
from shared.eventlog.writer import GroupCommit, Outcome
from tests.support.eventlog import append, new, stream

pytestmark = pytest.mark.spine

RECORDED = Appended([], known=False)


class Disk:
    """A record that keeps what it was called with, and commits when it is let."""

    def __init__(self) -> None:
        self.batches: list[list[StreamId]] = []
        self.let = asyncio.Event()
        self.let.set()
        self.called = asyncio.Event()

    async def record(self, appends: Sequence[Append]) -> Sequence[Outcome]:
        self.batches.append([append.stream for append in appends])
        self.called.set()
        await self.let.wait()
        return [RECORDED for _ in appends]


@pytest.fixture
def disk() -> Disk:
    return Disk()


def to(name: str) -> Append:
    return append(new(name), to=stream(name))


async def test_what_waits_while_the_disk_is_busy_shares_the_next_commit(disk: Disk) -> None:
    disk.let.clear()
    async with GroupCommit(disk.record) as log, asyncio.TaskGroup() as callers:
        callers.create_task(log.append(to("first")))
        await disk.called.wait()
        for name in ("second", "third", "fourth"):
            callers.create_task(log.append(to(name)))
        await asyncio.sleep(0)  # they are at the door now
        disk.let.set()

    assert disk.batches == [[stream("first")], [stream("second"), stream("third"), stream("fourth")]]


async def test_a_commit_stays_short_however_many_wait(disk: Disk) -> None:
    async with GroupCommit(disk.record) as log:
        await asyncio.gather(*(log.append(to(str(n))) for n in range(writing.MOST + 1)))

    assert [len(batch) for batch in disk.batches] == [writing.MOST, 1]


async def test_who_still_stands_before_the_door_when_it_closes_is_sent_away(disk: Disk) -> None:
    inside = writing.MOST + writing.ROOM  # on their way to the disk, and waiting for it
    disk.let.clear()
    async with GroupCommit(disk.record) as log:
        asked = [asyncio.create_task(log.append(to(str(n)))) for n in range(inside + 2)]
        await disk.called.wait()
        await asyncio.sleep(0)  # those for whom there is room again go in
        disk.let.set()

    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Appended] * inside + [Unavailable] * 2


async def test_each_caller_hears_of_its_own_append() -> None:
    conflict = VersionConflict(stream=stream("b"), expected=1, found=2)

    async def record(appends: Sequence[Append]) -> Sequence[Outcome]:
        return [conflict if append.stream == stream("b") else RECORDED for append in appends]

    async with GroupCommit(record) as log:
        outcomes = await asyncio.gather(*(log.append(to(name)) for name in "abc"), return_exceptions=True)

    assert outcomes == [RECORDED, conflict, RECORDED]


async def test_a_lost_connection_leaves_every_caller_with_an_unknown_outcome() -> None:
    async def record(_: Sequence[Append]) -> Sequence[Outcome]:
        raise Unavailable(why="ConnectionDoesNotExistError", retry_after=3)

    async with GroupCommit(record) as log:
        outcomes = await asyncio.gather(*(log.append(to(name)) for name in "abc"), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 3
    assert len(set(map(id, outcomes))) == 3, "callers must not share one traceback"


async def test_an_append_that_breaks_the_call_does_not_fail_its_neighbours() -> None:
    async def record(appends: Sequence[Append]) -> Sequence[Outcome]:
        if any(append.stream == stream("broken") for append in appends):
            raise TypeError("no such thing")
        return [RECORDED for _ in appends]

    async with GroupCommit(record) as log:
        outcomes = await asyncio.gather(
            *(log.append(to(name)) for name in ("a", "broken", "c")), return_exceptions=True
        )

    assert [outcome for outcome in outcomes if not isinstance(outcome, Exception)] == [RECORDED, RECORDED]
    assert isinstance(outcomes[1], TypeError)


async def test_a_caller_that_went_away_before_its_turn_is_left_out(disk: Disk) -> None:
    disk.let.clear()
    async with GroupCommit(disk.record) as log, asyncio.TaskGroup() as callers:
        callers.create_task(log.append(to("first")))
        await disk.called.wait()
        gone = callers.create_task(log.append(to("gone")))
        callers.create_task(log.append(to("third")))
        await asyncio.sleep(0)
        gone.cancel()
        disk.let.set()

    assert disk.batches == [[stream("first")], [stream("third")]]


async def test_leaving_records_what_still_waits(disk: Disk) -> None:
    disk.let.clear()
    async with GroupCommit(disk.record) as log:
        asked = [asyncio.create_task(log.append(to(str(n)))) for n in range(3)]
        await disk.called.wait()
        disk.let.set()

    assert [await caller for caller in asked] == [RECORDED] * 3


async def test_after_leaving_nothing_more_is_taken(disk: Disk) -> None:
    async with GroupCommit(disk.record) as log:
        pass

    with pytest.raises(Unavailable):
        await log.append(to("too late"))
