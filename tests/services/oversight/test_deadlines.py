"""Is it said of each promise once that it is about to be broken, and once that it is? (rule 4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import pytest

from services.oversight.decisions.berkas import DEADLINES, CheckDeadlines
from shared.contracts.fact import Fact, system
from shared.contracts.oversight import DeadlineMissed, DeadlineNear
from shared.contracts.rules.calendar import Calendar
from shared.contracts.rules.clocks import ONE_WEEK, ClockRule, Unit
from shared.contracts.rules.journey import NeverCame, Stage
from shared.contracts.rules.timeline import CircumstanceFact, Circumstances, observe
from shared.contracts.vocabulary import Clock, Desk
from tests.support.builders import (
    closed,
    document_sent,
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    found_complete,
    informed,
    lapsed,
    received,
    reopened,
    returned,
    siak_back,
    siak_down,
    siak_entered,
    signer_back,
    signer_unavailable,
    signing_requested,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.people import BERKAS, NOON, asked
from tests.support.scenario import scenario
from tests.support.stages import HISTORIES, OVER

pytestmark = pytest.mark.spine

OPEN = scenario(DEADLINES)
CALENDAR = Calendar.published(ZoneInfo("Asia/Jakarta"))
BY = system(Desk.OVERSIGHT)
TWO_WEEKS = ClockRule("janji", 14, Unit.CALENDAR_DAYS)
RULES: Mapping[Clock, ClockRule] = {Clock.SOP: ONE_WEEK, Clock.SERVICE: TWO_WEEKS}
HOUR = timedelta(hours=1)


def day(count: float) -> datetime:
    return NOON + timedelta(days=count)


def office(*facts: CircumstanceFact) -> Circumstances:
    return reduce(observe, facts, Circumstances())


def check(
    at: datetime,
    *,
    rules: Mapping[Clock, ClockRule] = RULES,
    circumstances: Circumstances = Circumstances(),  # noqa: B008 - frozen
) -> CheckDeadlines:
    """Two days before a deadline it is near."""
    head = asked(BY, now=at, once=f"check {at}")
    return CheckDeadlines(**head, rules=rules, calendar=CALENDAR, circumstances=circumstances, near=timedelta(days=2))


def near(clock: Clock, due: datetime, *, said: datetime) -> DeadlineNear:
    return DeadlineNear(berkas_id=BERKAS, clock=clock, due_at=due, by=BY, occurred_at=said)


def missed(clock: Clock, due: datetime, *, said: datetime) -> DeadlineMissed:
    return DeadlineMissed(berkas_id=BERKAS, clock=clock, due_at=due, by=BY, occurred_at=said)


AT_ENTRY: tuple[Fact, ...] = (received(at=day(-3)), found_complete(at=day(0)), verified(at=day(1)))
"""The service clock runs from noon and is due on day 14, the SOP clock a day later and is due on day 8."""


# ---------------------------------------------------------------- near, missed, once each


def test_long_before_a_deadline_nothing_is_said() -> None:
    OPEN.given(*AT_ENTRY).when(check(day(6) - HOUR)).then_nothing()


def test_a_deadline_is_near_two_days_before() -> None:
    OPEN.given(*AT_ENTRY).when(check(day(6))).then(near(Clock.SOP, day(8), said=day(6)))


def test_a_deadline_is_missed_once_it_has_passed() -> None:
    OPEN.given(*AT_ENTRY).when(check(day(8))).then(near(Clock.SOP, day(8), said=day(8)))
    late = day(8) + HOUR
    OPEN.given(*AT_ENTRY).when(check(late)).then(missed(Clock.SOP, day(8), said=late))


def test_each_is_said_once() -> None:
    warned = OPEN.given(*AT_ENTRY).after(check(day(6)))
    warned.when(check(day(7))).then_nothing()
    broken = warned.after(check(day(9)))
    broken.when(check(day(10))).then_nothing()
    broken.when(check(day(12) - HOUR)).then_nothing()


def test_the_two_promises_are_told_apart() -> None:
    given = OPEN.given(*AT_ENTRY)
    given.when(check(day(12))).then(missed(Clock.SOP, day(8), said=day(12)), near(Clock.SERVICE, day(14), said=day(12)))
    given.after(check(day(12))).when(check(day(15))).then(missed(Clock.SERVICE, day(14), said=day(15)))


def test_what_was_missed_unwarned_is_not_near_any_more() -> None:
    broken = OPEN.given(*AT_ENTRY).after(check(day(9)))
    assert broken.state.missed == {Clock.SOP}
    broken.when(check(day(9) + HOUR)).then_nothing()


def test_looking_twice_by_the_same_timer_says_it_once() -> None:
    OPEN.given(*AT_ENTRY).after(check(day(6))).when(check(day(6))).then_nothing()


def test_a_berkas_that_never_came_has_no_deadline() -> None:
    OPEN.when(check(day(6))).then_refused(NeverCame)


# ---------------------------------------------------------------- clocks that do not run


@pytest.mark.parametrize("stage", [Stage.AT_INTAKE, Stage.WITH_APPLICANT, *OVER])
def test_nothing_is_promised_before_it_is_complete_nor_after_its_end(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(check(day(400))).then_nothing()


DRAFTED = (*AT_ENTRY, siak_entered(at=day(2)), draft_printed(at=day(3)))


def test_what_entry_has_done_in_time_is_not_missed_later() -> None:
    OPEN.given(*DRAFTED).when(check(day(11))).then_nothing()
    OPEN.given(*DRAFTED).when(check(day(12))).then(near(Clock.SERVICE, day(14), said=day(12)))


def test_a_draft_that_comes_back_goes_on_using_up_entrys_week() -> None:
    back = (*DRAFTED, draft_returned(at=day(4)))
    OPEN.given(*back).when(check(day(7))).then(near(Clock.SOP, day(9), said=day(7)))


def test_what_was_sent_is_not_missed_any_more() -> None:
    sent = (
        *DRAFTED,
        draft_validated(at=day(4)),
        signing_requested(at=day(4)),
        document_signed(at=day(5)),
        document_sent(at=day(6)),
    )
    OPEN.given(*sent).when(check(day(400))).then_nothing()
    OPEN.given(*sent, closed(at=day(7))).when(check(day(400))).then_nothing()


def test_what_was_withdrawn_is_not_missed() -> None:
    OPEN.given(*AT_ENTRY, withdrawn(at=day(2))).when(check(day(400))).then_nothing()


def test_a_reopened_berkas_keeps_its_promise() -> None:
    told = (returned(at=day(2)), informed(at=day(2)), lapsed(told_at=day(2), at=day(20)), reopened(at=day(30)))
    facts = (received(at=day(-3)), found_complete(at=day(0)), *told)
    OPEN.given(*facts).when(check(day(41))).then(near(Clock.SERVICE, day(42), said=day(41)))


# ---------------------------------------------------------------- pauses

WAITING = (received(at=day(-3)), found_complete(at=day(0)), returned(at=day(12.5)))


def test_while_she_is_waited_for_no_deadline_comes_near() -> None:
    OPEN.given(*WAITING).when(check(day(13))).then(near(Clock.SERVICE, day(14), said=day(13)))
    OPEN.given(*WAITING, informed(at=day(12.5))).when(check(day(400))).then_nothing()


def test_when_she_has_answered_it_is_as_near_as_it_was() -> None:
    answered = (*WAITING, informed(at=day(12.5)), supplemented(at=day(20)))
    OPEN.given(*answered).when(check(day(21))).then(near(Clock.SERVICE, day(21.5), said=day(21)))


def test_what_was_late_before_the_pause_is_said_during_it() -> None:
    facts = (received(at=day(-3)), found_complete(at=day(0)), returned(at=day(15)), informed(at=day(15)))
    OPEN.given(*facts).when(check(day(16))).then(missed(Clock.SERVICE, day(14), said=day(16)))


@pytest.mark.parametrize(
    "outage",
    [(siak_down(at=day(5)), siak_back(at=day(10))), (signer_unavailable(at=day(5)), signer_back(at=day(10)))],
    ids=["SIAK", "signer"],
)
def test_an_outage_of_five_days_puts_both_deadlines_off_by_five_days(outage: tuple[CircumstanceFact, ...]) -> None:
    given = OPEN.given(*AT_ENTRY)
    given.when(check(day(9), circumstances=office(outage[0]))).then_nothing()
    given.when(check(day(10.5), circumstances=office(*outage))).then_nothing()
    given.when(check(day(11), circumstances=office(*outage))).then(near(Clock.SOP, day(13), said=day(11)))


# ---------------------------------------------------------------- rules


def test_a_changed_rule_is_read_over_the_same_facts() -> None:
    stricter = {Clock.SOP: ClockRule("baru", 3, Unit.CALENDAR_DAYS)}
    OPEN.given(*AT_ENTRY).when(check(day(5), rules=stricter)).then(missed(Clock.SOP, day(4), said=day(5)))


def test_an_office_may_count_working_days() -> None:
    weekdays = {Clock.SERVICE: ClockRule("hari kerja", 5, Unit.WORKING_DAYS)}
    OPEN.given(*AT_ENTRY).when(check(day(5), rules=weekdays)).then(near(Clock.SERVICE, day(7), said=day(5)))
