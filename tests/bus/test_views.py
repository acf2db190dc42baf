"""Do a desk's lists show what the log says: soon, in order, and all others when one fact is poison?"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date

import pytest

from shared.bus.cursor import Cursor
from shared.bus.quarantine import NotInQuarantine, OnlyRebuildMends, Quarantine
from shared.bus.rebuild import rebuild
from shared.bus.relay import Relay
from shared.bus.views import NoSuchPage, Views
from shared.contracts.fact import Recorded, berkas_stream
from shared.contracts.vocabulary import BerkasId, Desk
from shared.errors import Unavailable
from shared.eventlog.port import EventLog
from shared.view import Blind, Place, View, normalised
from tests.bus.desk import VerificationDesk, folded, on_record, open_desk
from tests.bus.office import ENOUGH, Office, ended, log_of, names, until
from tests.bus.waiting import WAITING, Waiting, WaitingFact, evolve, place
from tests.support.builders import printed, received
from tests.support.people import NOON, RINA, SITI, made_up

pytestmark = pytest.mark.spine


async def test_a_list_shows_what_the_log_says(office: Office) -> None:
    await office.relay()
    desk = await open_desk(office)
    berkas = await office.come(*names(40))
    for one in berkas[:10]:
        await office.complete(one)
        await office.judge(one)
    for one in berkas[:5]:
        await office.verify(one)
    await desk.caught_up()
    assert await desk.kept() == await folded(office)
    assert await desk.views.count(WAITING) == {"complete": 5, "new": 30}


async def test_a_desk_that_opens_late_has_its_list_from_the_log(office: Office) -> None:
    await office.come(*names(20))
    desk = await open_desk(office)
    await desk.caught_up()  # no relay has run: the bus is empty
    assert await desk.kept() == await folded(office)


async def test_of_two_replicas_one_keeps_the_list_and_the_other_takes_over(office: Office) -> None:
    await office.relay()
    desk = await open_desk(office)
    await desk.join()
    await office.come(*names(20))
    await desk.caught_up()
    await desk.leave()
    await office.come(*names(20))
    await desk.caught_up()
    assert await desk.kept() == await folded(office)


async def test_a_legal_day_comes_before_age_and_pages_follow_each_other(office: Office) -> None:
    lawful = View(
        name="lawful",
        row=Waiting,
        facts=WAITING.facts,
        key=WAITING.key,
        evolve=evolve,
        place=lambda row: Place(
            rank=row.since, queue="all", legal_day=date(2026, 4, 1) if row.berkas_id in urgent else None
        ),
    )
    berkas = await office.come(*names(10))
    urgent = {berkas[7], berkas[8]}
    desk = await open_desk(office, lawful)
    await desk.caught_up()

    seen: list[str] = []
    page = await desk.views.page(lawful, "all", limit=3)
    while page.next:
        seen += [row.key for row in page.rows]
        page = await desk.views.page(lawful, "all", after=page.next, limit=3)
    seen += [row.key for row in page.rows]
    assert set(seen[:2]) == urgent
    assert sorted(seen) == sorted(berkas)
    first = (await desk.views.page(lawful, "all", limit=1)).rows[0]
    assert first.legal_day == date(2026, 4, 1)


@pytest.mark.parametrize("token", ["", "%%%", "WyJ4IiwieSIsInoiXQ=="])
async def test_a_page_that_nobody_was_led_to_is_refused(office: Office, token: str) -> None:
    desk = await open_desk(office)
    await desk.caught_up()
    with pytest.raises(NoSuchPage):
        await desk.views.page(WAITING, "new", after=token)


async def test_a_row_is_found_by_its_handles_and_by_a_sealed_value_until_that_is_erased(office: Office) -> None:
    blind = View(
        name="found",
        row=Waiting,
        facts=WAITING.facts,
        key=WAITING.key,
        evolve=evolve,
        place=lambda row: replace(place(row), blind=(Blind(berkas_stream(row.berkas_id), row.tracking),)),
    )
    await office.relay()
    berkas = BerkasId(made_up("berkas with a name"))
    stream = berkas_stream(berkas)
    tracking = (await office.keys.of(stream)).seal("Siti  AMINAH ")
    await office.tell(replace(received(berkas=berkas), tracking=tracking), berkas, Desk.INTAKE)
    desk = await open_desk(office, blind)
    await desk.caught_up()

    handle = office.keys.blind(normalised("siti aminah"))
    assert [row.key for row in await desk.views.find(blind, handle)] == [berkas]
    assert [row.key for row in await desk.views.find(blind, received().nomor)] == [berkas]
    assert not await desk.views.find(blind, "siti aminah")

    await office.keys.destroy(stream)
    await office.complete(berkas)
    await desk.caught_up()
    assert not await desk.views.find(blind, handle)
    assert [row.key for row in await desk.views.find(blind, received().nomor)] == [berkas]


async def test_a_screen_waits_for_its_own_fact_and_not_for_one_that_no_list_hears(office: Office) -> None:
    await office.relay()
    desk = await open_desk(office)
    [berkas] = await office.come("one berkas")
    await office.complete(berkas)
    assert await desk.views.reached(await on_record(office), ENOUGH)
    row = await desk.views.get(WAITING, berkas)
    assert row
    assert row.queue == "complete"

    await office.tell(printed(berkas=berkas), berkas, Desk.INTAKE)
    assert await desk.views.reached((await on_record(office))[2:], 0.0)


async def test_a_screen_waits_no_longer_than_it_said(office: Office) -> None:
    desk = await open_desk(office)
    await desk.caught_up()
    await office.come("one berkas")  # and no relay
    assert not await desk.views.reached(await on_record(office), 0.05)


async def test_what_no_row_can_bear_is_found_nowhere(office: Office) -> None:
    desk = await open_desk(office)
    await desk.caught_up()
    assert await desk.views.get(WAITING, "\0") is None
    assert not await desk.views.find(WAITING, "\0")


async def test_before_the_list_was_ever_made_it_is_unavailable(office: Office) -> None:
    views = Views(await office.store(), [WAITING], jetstream=await office.jetstream())
    with pytest.raises(Unavailable):
        await views.count(WAITING)


# ---------------------------------------------------------------- what cannot be folded


async def test_what_cannot_be_folded_harms_one_row_and_holds_nobody_up(office: Office) -> None:
    await office.relay()
    desk = await open_desk(office)
    quarantine = Quarantine(desk.store)
    never_came = BerkasId(made_up("a berkas that never came"))
    before, after = names(5), names(5)
    await office.come(*before)
    await office.complete(never_came)
    await office.judge(never_came)
    await office.come(*after)
    await desk.caught_up()

    assert len(await desk.kept()) == 10
    [damaged] = await desk.views.damaged(WAITING)
    assert (damaged.key, damaged.row) == (never_came, None)
    [item] = await quarantine.items()
    assert item.fault.source == "view:waiting"
    assert item.fault.key == never_came
    assert item.fault.reason.startswith("AssertionError at waiting.py:")
    with pytest.raises(OnlyRebuildMends):
        await quarantine.retry(item.id, {}, by=SITI)


async def test_a_damaged_row_stays_as_it_was_and_is_whole_again_after_a_release_that_mends_it(office: Office) -> None:
    def stumbling(row: Waiting | None, recorded: Recorded[WaitingFact]) -> Waiting | None:
        if recorded.fact.NAME == "PaperJudged.v1":
            raise ZeroDivisionError("a name, a NIK")
        return evolve(row, recorded)

    await office.relay()
    desk = await open_desk(office, replace(WAITING, evolve=stumbling))
    [berkas] = await office.come("one berkas")
    await office.complete(berkas)
    await office.judge(berkas)
    await desk.caught_up()
    row = await desk.views.get(WAITING, berkas)
    assert row
    assert row.row == (await folded(office))[berkas].before("PaperJudged.v1")
    assert row.damage == (await Quarantine(desk.store).items())[0].fault.reason
    assert "NIK" not in (row.damage or "")
    await desk.leave()

    desk = await open_desk(office, replace(WAITING, version=2))
    await until(desk.is_whole)
    assert await desk.kept() == await folded(office)
    assert not await Quarantine(desk.store).items()


@pytest.mark.parametrize("nomor", ["BKS-\0", "B" * 501])
async def test_a_row_that_postgres_cannot_keep_harms_nobody_else(office: Office, nomor: str) -> None:
    await office.relay()
    desk = await open_desk(office)
    odd = BerkasId(made_up("odd berkas"))
    await office.tell(replace(received(berkas=odd), nomor=nomor), odd, Desk.INTAKE)
    [good] = await office.come("one berkas")
    await desk.caught_up()
    assert [row.key for row in await desk.views.damaged(WAITING)] == [odd]
    assert list(await desk.kept()) == [good]


async def test_what_was_discarded_stays_so_with_who_and_why(office: Office) -> None:
    await office.relay()
    desk = await open_desk(office)
    quarantine = Quarantine(desk.store)
    await office.complete(BerkasId(made_up("a berkas that never came")))
    await desk.caught_up()
    [item] = await quarantine.items()
    await quarantine.discard(item.id, by=SITI, why="salah ketik")
    await quarantine.put(item.fault)
    assert not await quarantine.items()
    [act] = await quarantine.acts(item.id)
    assert (act.act, act.by, act.why) == ("discarded", SITI.id, "salah ketik")
    with pytest.raises(NotInQuarantine):
        await quarantine.discard(item.id, by=SITI, why="")


# ---------------------------------------------------------------- rebuilding


async def test_rebuilt_rows_are_those_that_people_saw(office: Office) -> None:
    desk = await busy_desk(office)
    seen, steps = await desk.kept(), list[tuple[int, int]]()
    rebuilt = await rebuild(
        desk.store,
        desk.all,
        log=await office.log(),
        keys=office.keys,
        progress=lambda done, of: steps.append((done, of)),
    )
    assert (rebuilt.compared, rebuilt.differing, rebuilt.damaged) == (True, [], 0)
    assert rebuilt.rows == len(seen) == 15
    assert steps[-1] == (rebuilt.position, rebuilt.position)
    assert await desk.kept() == seen


async def test_a_row_that_is_not_what_the_log_says_is_named_and_mended(office: Office) -> None:
    desk = await busy_desk(office)
    seen = await desk.kept()
    false = next(iter(seen))
    await desk.store.pool.execute("UPDATE verification.waiting_1 SET queue = 'elsewhere' WHERE key = $1", false)
    log = await office.log()
    checked = await rebuild(desk.store, desk.all, log=log, keys=office.keys, swap=False)
    assert checked.differing == [f"waiting {false}"]
    assert (await desk.views.count(WAITING))["elsewhere"] == 1
    rebuilt = await rebuild(desk.store, desk.all, log=log, keys=office.keys)
    assert rebuilt.differing == [f"waiting {false}"]
    assert await desk.kept() == seen


async def test_a_rebuild_while_facts_flow_misses_none(office: Office) -> None:
    desk = await busy_desk(office)
    for _ in range(3):
        flowing = asyncio.create_task(office.come(*names(60)))
        rebuilt = await rebuild(desk.store, desk.all, log=await office.log(), keys=office.keys)
        assert rebuilt.differing == []
        await flowing
    await desk.caught_up()
    assert await desk.kept() == await folded(office)


async def test_nothing_is_left_of_what_people_no_longer_see(office: Office) -> None:
    desk = await busy_desk(office)
    for _ in range(2):
        await rebuild(desk.store, desk.all, log=await office.log(), keys=office.keys)
    tables = await desk.store.pool.fetch("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'waiting%'")
    assert [row["relname"] for row in tables] == ["waiting_3"]


async def busy_desk(office: Office) -> VerificationDesk:
    await office.relay()
    desk = await open_desk(office)
    berkas = await office.come(*names(20))
    for one in berkas[:5]:
        await office.complete(one)
        await office.verify(one)
    await desk.caught_up()
    return desk


# ---------------------------------------------------------------- a restored log


async def test_lists_ahead_of_a_restored_log_are_made_anew(office: Office) -> None:
    store, jetstream = await office.store(), await office.jetstream()
    views = Views(store, [WAITING], jetstream=jetstream)
    for log in (await log_of("Upik", "Buyung", "Siti"), await log_of("Upik", "Ani")):
        relay = office.work(Relay(log, jetstream).run())
        cursor = office.work(Cursor(store, [WAITING], jetstream=jetstream, log=log, keys=office.keys).run())
        await until(lambda log=log: shows(views, log))
        await ended(cursor)
        await ended(relay)


async def shows(views: Views, log: EventLog) -> bool:
    """Whether the list is what this log says."""
    arrived = {str(one.envelope.stream).removeprefix("berkas-") async for page in log.read_all() for one in page}
    try:
        return {row.key for row in (await views.page(WAITING, "new")).rows} == arrived
    except Unavailable:
        return False


@dataclass(frozen=True, slots=True)
class Longer:
    """A row of the next release: it has more to say."""

    berkas_id: BerkasId
    officer: str


async def test_rows_of_another_release_are_unavailable_until_this_one_has_made_them_anew(office: Office) -> None:
    desk = await busy_desk(office)
    longer = View(
        name="waiting",
        row=Longer,
        facts=WAITING.facts,
        key=WAITING.key,
        evolve=lambda _, recorded: Longer(recorded.fact.berkas_id, recorded.fact.by.id),
        place=lambda row: Place(rank=NOON, queue=row.officer),
        version=2,
    )
    next_release = Views(desk.store, [longer], jetstream=await office.jetstream())
    with pytest.raises(Unavailable):
        await next_release.page(longer, "new")
    await desk.leave()
    await open_desk(office, longer)

    async def made_anew() -> bool:
        return set(await next_release.count(longer)) == {RINA.id, SITI.id}

    await until(made_anew)
    page = await next_release.page(longer, RINA.id)
    assert all(row.row and row.row.officer == RINA.id for row in page.rows)
