"""Does oversight see where every berkas lies, and watch each promise for as long as it may be broken?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from services.oversight.handlers import check
from services.oversight.views import CHECK, QUEUE, SOON, WATCHES, place
from shared.contracts.fact import Fact, berkas_stream, system
from shared.contracts.oversight import DeadlineMissed, DeadlineNear
from shared.contracts.rules.journey import Stage
from shared.contracts.vocabulary import Clock, Desk
from shared.timers import NotYet
from shared.view import Due
from tests.support.builders import (
    closed,
    found_complete,
    informed,
    lapsed,
    merged,
    received,
    rejected,
    reopened,
    returned,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.histories import history
from tests.support.people import BERKAS, NOMOR, NOON
from tests.support.rooms import MemoryOffice, elapsed
from tests.support.stages import HISTORIES, OTHER, OVER, UNDER_WAY

pytestmark = pytest.mark.spine


def day(count: float) -> datetime:
    return NOON + timedelta(days=count)


# ---------------------------------------------------------------- where the work lies


@pytest.mark.parametrize("stage", UNDER_WAY)
def test_every_berkas_is_listed_where_it_lies(stage: Stage) -> None:
    found = place(QUEUE.fold(history(*HISTORIES[stage]))[BERKAS])
    assert (found.queue, found.handles) == (stage.value, (NOMOR,))


@pytest.mark.parametrize("stage", OVER)
def test_what_has_ended_is_listed_nowhere_but_found_for_ever(stage: Stage) -> None:
    found = place(QUEUE.fold(history(*HISTORIES[stage]))[BERKAS])
    assert (found.queue, found.handles) == (None, (NOMOR,))


def test_a_legal_day_comes_before_age() -> None:
    found = place(QUEUE.fold(history(received(), found_complete(legal_day=date(2026, 4, 30))))[BERKAS])
    assert found.legal_day == date(2026, 4, 30)


# ---------------------------------------------------------------- what is watched


def due(*facts: Fact) -> Due | None:
    rows = WATCHES.fold(history(*facts))
    return WATCHES.place(rows[BERKAS]).due if rows else None


NEAR = DeadlineNear(berkas_id=BERKAS, clock=Clock.SERVICE, due_at=day(7), by=system(Desk.OVERSIGHT), occurred_at=day(5))
MISSED = DeadlineMissed(
    berkas_id=BERKAS, clock=Clock.SERVICE, due_at=day(7), by=system(Desk.OVERSIGHT), occurred_at=day(8)
)


def test_nothing_is_watched_before_anything_was_promised() -> None:
    assert due(received(), informed()) is None


def test_a_clock_that_runs_is_looked_at_because_of_what_last_changed_it() -> None:
    facts = (received(), found_complete(at=day(0)))
    assert due(*facts) == Due(day(0) + SOON, CHECK, history(*facts)[-1].envelope.fact_id)


def test_what_was_said_is_a_cause_to_look_again() -> None:
    facts = (received(), found_complete(at=day(0)), NEAR)
    assert due(*facts) == Due(day(0) + SOON, CHECK, history(*facts)[-1].envelope.fact_id)


def test_a_promise_that_was_broken_is_watched_no_more() -> None:
    assert due(received(), found_complete(at=day(0)), MISSED) is None


def test_the_other_promise_is_still_watched() -> None:
    watched = due(received(), found_complete(at=day(0)), MISSED, verified(at=day(9)))
    assert watched is not None
    assert watched.at == day(9) + SOON


@pytest.mark.parametrize("end", [closed(), rejected(), merged(OTHER)], ids=lambda fact: fact.NAME)
def test_what_ended_for_good_is_watched_no_more(end: Fact) -> None:
    assert WATCHES.fold(history(received(), found_complete(), end)) == {}


def test_what_lapsed_is_watched_again_when_it_is_reopened() -> None:
    lapsing = (received(), found_complete(at=day(0)), returned(at=day(1)), informed(at=day(1)), lapsed(at=day(20)))
    assert due(*lapsing) is None
    reopening = due(*lapsing, reopened(at=day(30)))
    assert reopening is not None
    assert reopening.at == day(30) + SOON


def test_what_was_withdrawn_is_watched_again_when_it_is_reopened() -> None:
    assert due(received(), found_complete(at=day(0)), withdrawn(at=day(1))) is None
    assert due(received(), found_complete(at=day(0)), withdrawn(at=day(1)), reopened(at=day(2))) is not None


# ---------------------------------------------------------------- what it does by itself


async def look(office: MemoryOffice, at: datetime) -> None:
    office.clock.at = at
    room = office.room(Desk.OVERSIGHT)
    for one in await elapsed(room, WATCHES, CHECK):
        await check(one, room)


def said(office: MemoryOffice) -> list[type[Fact]]:
    return [type(fact) for fact in office.facts(berkas_stream(BERKAS)) if fact.DESK is Desk.OVERSIGHT]


async def test_a_deadline_is_said_to_be_near_and_then_missed_by_nobodys_press() -> None:
    office = MemoryOffice()
    await office.happened(received(at=day(0)), found_complete(at=day(0)))
    days = office.settings.rules[Clock.SERVICE].days
    with pytest.raises(NotYet):
        await look(office, day(1))
    await look(office, day(days) - timedelta(hours=1))
    assert said(office) == [DeadlineNear]
    with pytest.raises(NotYet):
        await look(office, day(days) - timedelta(minutes=1))
    await look(office, day(days) + timedelta(hours=1))
    assert said(office) == [DeadlineNear, DeadlineMissed]
    await look(office, day(days + 30))
    assert said(office) == [DeadlineNear, DeadlineMissed]


async def test_a_paused_clock_is_looked_at_again_and_says_nothing() -> None:
    office = MemoryOffice()
    await office.happened(received(), found_complete(), returned(at=day(1)), informed(at=day(1)))
    with pytest.raises(NotYet):
        await look(office, day(400))
    await office.happened(supplemented(at=day(400)))
    assert said(office) == []
