"""Does a desk act once on what is due, however many replicas look, and go on when one row cannot be acted on?"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from shared.bus.quarantine import Quarantine
from shared.contracts.fact import Recorded, berkas_stream
from shared.contracts.intake import BerkasLapsed, BerkasReceived
from shared.contracts.vocabulary import BerkasId, Desk, FactId
from shared.decider import Command, Decider
from shared.errors import Refused, Unavailable
from shared.eventlog.port import EventLog
from shared.execute import execute
from shared.timers import TRIES, Elapsed, Timer, Timers
from shared.view import Due, Place, View
from tests.bus.desk import VerificationDesk, open_desk
from tests.bus.office import Office, names, until
from tests.support.builders import lapsed
from tests.support.people import NOON, SITI, made_up

pytestmark = pytest.mark.spine

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Silent:
    """A berkas nobody has spoken about since."""

    berkas_id: BerkasId
    since: datetime
    cause: FactId


def evolve(_: Silent | None, recorded: Recorded[BerkasReceived | BerkasLapsed]) -> Silent | None:
    fact = recorded.fact
    match fact:
        case BerkasReceived():
            return Silent(fact.berkas_id, fact.occurred_at, recorded.envelope.fact_id)
        case BerkasLapsed():
            return None


SILENT = View(
    name="silent",
    row=Silent,
    facts=(BerkasReceived, BerkasLapsed),
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=evolve,
    place=lambda row: Place(rank=row.since, queue="silent", due=Due(row.since + DAY, "lapse", row.cause)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse(Command):
    """Close a silent berkas."""

    berkas: BerkasId


LAPSE: Decider[Lapse, bool, BerkasLapsed] = Decider(
    initial=False,
    decide=lambda command, over: [] if over else [lapsed(berkas=command.berkas)],
    evolve=lambda _, __: True,
    facts=(BerkasLapsed,),
)


@dataclass(slots=True)
class Work:
    """What these timers work with."""

    log: EventLog
    now: datetime = NOON
    acted: Counter[BerkasId] = field(default_factory=Counter[BerkasId])
    trouble: dict[BerkasId, Exception] = field(default_factory=dict[BerkasId, Exception])
    slow: dict[BerkasId, asyncio.Event] = field(default_factory=dict[BerkasId, asyncio.Event])

    def clock(self) -> datetime:
        return self.now

    async def has_acted(self, on: Sequence[BerkasId], times: int = 1) -> bool:
        return all(self.acted[berkas] >= times for berkas in on)


async def lapse(elapsed: Elapsed[Silent], work: Work) -> None:
    berkas = elapsed.row.berkas_id
    work.acted[berkas] += 1
    if answered := work.slow.get(berkas):
        await answered.wait()
    if trouble := work.trouble.get(berkas):
        raise trouble
    command = Lapse(command_id=elapsed.command_id(), by=SITI, now=work.now, berkas=berkas)
    await execute(work.log, LAPSE, berkas_stream(berkas), command, cause=elapsed.cause)


def timers(desk: VerificationDesk, work: Work) -> Timers[Work]:
    timer = Timer(rule="lapse", view=SILENT, handle=lapse)
    return Timers([timer], work, views=desk.views, quarantine=Quarantine(desk.store), now=work.clock, again=0.05)


@pytest.fixture
async def desk(office: Office) -> VerificationDesk:
    await office.relay()
    desk = await open_desk(office, SILENT)
    await desk.caught_up()
    return desk


@pytest.fixture
async def work(office: Office) -> Work:
    return Work(await office.log(Desk.INTAKE))


async def test_two_replicas_leave_one_fact_of_what_is_due(desk: VerificationDesk, work: Work) -> None:
    for _ in range(2):
        desk.office.work(timers(desk, work).run())
    berkas = await desk.office.come(*names(10))
    await desk.caught_up()
    assert not work.acted

    work.now = NOON + DAY
    await until(lambda: nobody_is_silent(desk))
    for one in berkas:
        arrival, over = await work.log.read(berkas_stream(one))
        assert over.envelope.name == "BerkasLapsed.v1"
        assert over.envelope.causation_id == arrival.envelope.fact_id
        assert over.envelope.correlation_id == arrival.envelope.correlation_id


async def test_what_falls_due_is_acted_on_without_waiting_for_the_guard(desk: VerificationDesk, work: Work) -> None:
    work.now = NOON + DAY
    desk.office.work(timers(desk, work).run())
    await desk.caught_up()
    async with asyncio.timeout(3):  # the guard is 5 seconds
        await desk.office.come("one berkas")
        await until(lambda: nobody_is_silent(desk))


async def test_a_row_whose_world_is_slow_holds_no_other_up(desk: VerificationDesk, work: Work) -> None:
    slow, *others = await desk.office.come(*names(3))
    work.slow[slow] = asyncio.Event()
    await desk.caught_up()
    work.now = NOON + DAY
    desk.office.work(timers(desk, work).run())
    await until(lambda: have_lapsed(work, others))
    assert len(await work.log.read(berkas_stream(slow))) == 1

    work.slow[slow].set()
    await until(lambda: nobody_is_silent(desk))


async def test_what_was_refused_is_not_asked_again(desk: VerificationDesk, work: Work) -> None:
    refused, good = (BerkasId(made_up(name)) for name in names(2))
    work.trouble, work.now = {refused: Refused()}, NOON + DAY
    desk.office.work(timers(desk, work).run())
    await desk.office.arrive(refused)
    await until(lambda: work.has_acted([refused]))
    await desk.office.arrive(good)
    await until(lambda: work.has_acted([good]))
    assert work.acted[refused] == 1


async def test_what_is_missing_is_waited_for(desk: VerificationDesk, work: Work) -> None:
    [waiting] = (BerkasId(made_up(name)) for name in names(1))
    work.trouble, work.now = {waiting: Unavailable(retry_after=0.05)}, NOON + DAY
    desk.office.work(timers(desk, work).run())
    await desk.office.arrive(waiting)
    await until(lambda: work.has_acted([waiting], times=2))
    work.trouble = {}
    await until(lambda: nobody_is_silent(desk))


async def test_what_keeps_failing_is_set_aside_and_tried_again_by_somebody(desk: VerificationDesk, work: Work) -> None:
    poison, good = (BerkasId(made_up(name)) for name in names(2))
    work.trouble, work.now = {poison: ZeroDivisionError("a NIK")}, NOON + DAY
    running = timers(desk, work)
    desk.office.work(running.run())
    await desk.office.arrive(poison, good)
    quarantine = Quarantine(desk.store)

    async def set_aside() -> bool:
        return bool(await quarantine.items())

    await until(set_aside)
    [item] = await quarantine.items()
    assert (work.acted[poison], work.acted[good]) == (TRIES, 1)
    assert (item.fault.source, item.fault.key) == ("timer:lapse", poison)
    assert "NIK" not in item.fault.reason

    assert not await quarantine.retry(item.id, running.sources, by=SITI)
    work.trouble = {}
    assert await quarantine.retry(item.id, running.sources, by=SITI)
    await until(lambda: nobody_is_silent(desk))


async def test_a_row_that_stays_due_after_its_command_is_left_alone(desk: VerificationDesk, work: Work) -> None:
    """A command that leaves no fact is not asked again until the row is due by another cause."""

    async def do_nothing(elapsed: Elapsed[Silent], work: Work) -> None:
        work.acted[elapsed.row.berkas_id] += 1

    work.now = NOON + DAY
    timer = Timer(rule="lapse", view=SILENT, handle=do_nothing)
    idle = Timers([timer], work, views=desk.views, quarantine=Quarantine(desk.store), now=work.clock)
    desk.office.work(idle.run())
    first = await desk.office.come(*names(3))
    await until(lambda: work.has_acted(first))
    second = await desk.office.come(*names(3))
    await until(lambda: work.has_acted(second))
    assert work.acted == Counter([*first, *second])


async def have_lapsed(work: Work, berkas: Sequence[BerkasId]) -> bool:
    return all([len(await work.log.read(berkas_stream(one))) > 1 for one in berkas])


async def nobody_is_silent(desk: VerificationDesk) -> bool:
    await desk.caught_up()
    return not await desk.views.count(SILENT)
