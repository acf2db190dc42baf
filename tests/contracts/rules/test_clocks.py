"""Do the two clocks run, pause and promise as the office does? (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import pytest

from shared.contracts.rules.calendar import Calendar
from shared.contracts.rules.clocks import ONE_WEEK, ClockRule, Reading, Unit, read
from shared.contracts.rules.timeline import (
    CircumstanceFact,
    Circumstances,
    Timeline,
    TimelineFact,
    follow,
    observe,
)
from shared.contracts.vocabulary import Clock, Desk, MessageKind, Pause
from tests.support.builders import (
    document_sent,
    document_signed,
    draft_printed,
    draft_returned,
    entry_returned,
    found_complete,
    found_incomplete,
    handed_over,
    informed,
    lapsed,
    received,
    rejected,
    reopened,
    returned,
    siak_back,
    siak_down,
    siak_entered,
    signer_back,
    signer_unavailable,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.people import KARTU, KUTIPAN, NOON

pytestmark = pytest.mark.spine

CALENDAR = Calendar.published(ZoneInfo("Asia/Jakarta"))
FIVE_WORKING_DAYS = ClockRule("kantor-2", 5, Unit.WORKING_DAYS)
DAY = timedelta(days=1)


def day(count: float) -> datetime:
    """So many days after noon of Monday 2 March 2026."""
    return NOON + count * DAY


def timeline(*facts: TimelineFact) -> Timeline:
    return reduce(follow, facts, Timeline())


def office(*facts: CircumstanceFact) -> Circumstances:
    return reduce(observe, facts, Circumstances())


def shown(
    clock: Clock,
    facts: Iterable[TimelineFact],
    *,
    now: datetime,
    circumstances: Circumstances = Circumstances(),  # noqa: B008 - frozen
    rule: ClockRule = ONE_WEEK,
) -> Reading:
    return read(clock, timeline(*facts), circumstances, rule=rule, calendar=CALENDAR, now=now)


AT_VERIFICATION = (received(at=day(-1)), found_complete(at=day(0)))
AT_ENTRY = (*AT_VERIFICATION, verified(at=day(1)))
ENTERED = (*AT_ENTRY, siak_entered(KUTIPAN, KARTU, at=day(2)))
AT_KASI = (*ENTERED, draft_printed(KUTIPAN, at=day(3)), draft_printed(KARTU, at=day(4)))
SIGNED = (*AT_KASI, document_signed(KUTIPAN, at=day(5)), document_signed(KARTU, at=day(5)))
SENT = (*SIGNED, document_sent(KUTIPAN, at=day(5.5)), document_sent(KARTU, at=day(6)))


# ---------------------------------------------------------------- the service clock


def test_the_service_clock_does_not_run_before_the_berkas_is_complete() -> None:
    reading = shown(Clock.SERVICE, [received(at=day(0))], now=day(3))
    assert (reading.running, reading.elapsed, reading.due_at) == (False, timedelta(), None)


def test_the_service_clock_promises_one_week_from_the_day_the_berkas_is_complete() -> None:
    reading = shown(Clock.SERVICE, AT_VERIFICATION, now=day(2))
    assert (reading.running, reading.elapsed, reading.due_at) == (True, 2 * DAY, day(7))


def test_the_service_clock_runs_until_the_last_document_is_sent() -> None:
    assert shown(Clock.SERVICE, SENT[:-1], now=day(9)).running
    reading = shown(Clock.SERVICE, SENT, now=day(9))
    assert (reading.running, reading.elapsed, reading.late, reading.due_at) == (False, 6 * DAY, False, day(7))


def test_without_whatsapp_the_service_clock_runs_until_the_last_document_is_handed_over() -> None:
    handed = (*SIGNED, handed_over(KUTIPAN, at=day(7)), handed_over(KARTU, at=day(8)))
    reading = shown(Clock.SERVICE, handed, now=day(20))
    assert (reading.running, reading.elapsed, reading.late) == (False, 8 * DAY, True)


def test_a_late_clock_says_since_when() -> None:
    reading = shown(Clock.SERVICE, AT_VERIFICATION, now=day(9))
    assert (reading.late, reading.remaining, reading.due_at) == (True, -2 * DAY, day(7))


def test_the_service_clock_goes_on_where_it_was_when_a_berkas_comes_back() -> None:
    again = (*AT_ENTRY, returned(at=day(2)), supplemented(at=day(3)), found_complete(at=day(4)))
    assert shown(Clock.SERVICE, again, now=day(5)).elapsed == 5 * DAY


@pytest.mark.parametrize("ending", [withdrawn(at=day(3)), rejected(at=day(3)), lapsed(at=day(3))])
def test_a_berkas_that_ends_stops_its_clock(ending: TimelineFact) -> None:
    assert shown(Clock.SERVICE, [*AT_VERIFICATION, ending], now=day(9)).elapsed == 3 * DAY


def test_a_reopened_berkas_goes_on_with_what_was_left() -> None:
    facts = [*AT_VERIFICATION, withdrawn(at=day(3)), reopened(at=day(10))]
    reading = shown(Clock.SERVICE, facts, now=day(11))
    assert (reading.elapsed, reading.due_at) == (4 * DAY, day(14))


# ---------------------------------------------------------------- the SOP clock


def test_the_sop_clock_runs_from_verification_until_every_draft_stands() -> None:
    assert shown(Clock.SOP, AT_VERIFICATION, now=day(3)).due_at is None
    assert shown(Clock.SOP, AT_ENTRY, now=day(3)).elapsed == 2 * DAY
    assert shown(Clock.SOP, AT_KASI[:-1], now=day(5)).running
    assert shown(Clock.SOP, AT_KASI, now=day(9)).elapsed == 3 * DAY


def test_the_sop_clock_runs_again_when_a_draft_is_returned_to_entry() -> None:
    facts = [*AT_KASI, draft_returned(KARTU, at=day(5)), draft_printed(KARTU, revision=2, at=day(7))]
    assert shown(Clock.SOP, facts, now=day(9)).elapsed == 5 * DAY


def test_entry_does_not_stop_its_clock_by_giving_work_back_until_the_applicant_is_told() -> None:
    given_back = [*AT_ENTRY, entry_returned(at=day(2))]
    assert shown(Clock.SOP, given_back, now=day(4)).elapsed == 3 * DAY
    told = [*given_back, informed(MessageKind.BERKAS_PERLU_DIPERBAIKI, at=day(3))]
    assert shown(Clock.SOP, told, now=day(4)).elapsed == 2 * DAY
    answered = [*told, supplemented(at=day(5))]
    assert shown(Clock.SOP, answered, now=day(9)).elapsed == 2 * DAY


def test_work_given_back_to_verification_is_not_entrys() -> None:
    facts = [*AT_ENTRY, entry_returned(Desk.VERIFICATION, at=day(2))]
    assert not shown(Clock.SOP, facts, now=day(4)).running


# ---------------------------------------------------------------- pauses


def test_the_clock_waits_for_the_applicant_from_when_she_was_told_until_she_answers() -> None:
    facts = [*AT_VERIFICATION, returned(at=day(1)), informed(at=day(2)), supplemented(at=day(5))]
    paused = shown(Clock.SERVICE, facts[:-1], now=day(4))
    assert (paused.running, paused.paused_by, paused.elapsed) == (True, {Pause.APPLICANT}, 2 * DAY)
    after = shown(Clock.SERVICE, facts, now=day(6))
    assert (after.paused_by, after.elapsed, after.pauses[Pause.APPLICANT]) == (frozenset(), 3 * DAY, 3 * DAY)
    assert after.due_at == day(10)


def test_writing_to_a_dead_number_stops_nobodys_clock() -> None:
    facts = [*AT_VERIFICATION, returned(at=day(1))]
    assert shown(Clock.SERVICE, facts, now=day(4)).elapsed == 4 * DAY


def test_news_that_asks_for_nothing_pauses_nothing() -> None:
    facts = [*AT_VERIFICATION, informed(MessageKind.BERKAS_TERVERIFIKASI, at=day(1))]
    assert shown(Clock.SERVICE, facts, now=day(4)).elapsed == 4 * DAY


def test_what_lacked_before_the_clock_ran_is_no_pause_of_it() -> None:
    facts = [
        received(at=day(-9)),
        found_incomplete(at=day(-8)),
        informed(at=day(-7)),
        supplemented(at=day(-2)),
        found_complete(at=day(0)),
    ]
    reading = shown(Clock.SERVICE, facts, now=day(1))
    assert (reading.elapsed, reading.pauses[Pause.APPLICANT]) == (DAY, timedelta())


@pytest.mark.parametrize(
    ("kind", "begins", "ends"),
    [
        (Pause.SIAK_DOWN, siak_down(at=day(1)), siak_back(at=day(3))),
        (Pause.SIGNER_UNAVAILABLE, signer_unavailable(at=day(1)), signer_back(at=day(3))),
    ],
)
def test_the_clocks_of_all_pause_while_the_office_cannot_work(
    kind: Pause, begins: CircumstanceFact, ends: CircumstanceFact
) -> None:
    for clock, elapsed in ((Clock.SERVICE, 2 * DAY), (Clock.SOP, DAY)):
        reading = shown(clock, AT_ENTRY, circumstances=office(begins, ends), now=day(4))
        assert (reading.elapsed, reading.pauses[kind]) == (elapsed, 2 * DAY)


def test_pauses_that_overlap_are_shown_apart_and_taken_off_once() -> None:
    both = office(siak_down(at=day(1)), signer_unavailable(at=day(2)), siak_back(at=day(3)), signer_back(at=day(4)))
    reading = shown(Clock.SERVICE, AT_VERIFICATION, circumstances=both, now=day(5))
    assert reading.pauses == {
        Pause.APPLICANT: timedelta(),
        Pause.SIAK_DOWN: 2 * DAY,
        Pause.SIGNER_UNAVAILABLE: 2 * DAY,
    }
    assert (reading.elapsed, reading.due_at) == (2 * DAY, day(10))


def test_siak_reported_down_twice_is_down_since_the_first_report() -> None:
    twice = office(siak_down(at=day(1)), siak_down(at=day(2)), siak_back(at=day(3)), siak_back(at=day(4)))
    assert shown(Clock.SERVICE, AT_VERIFICATION, circumstances=twice, now=day(5)).pauses[Pause.SIAK_DOWN] == 2 * DAY


def test_a_device_whose_clock_is_behind_takes_no_time_off() -> None:
    facts = [*AT_VERIFICATION, returned(at=day(3)), informed(at=day(4)), supplemented(at=day(2))]
    assert shown(Clock.SERVICE, facts, now=day(5)).elapsed == 5 * DAY


# ---------------------------------------------------------------- the rule


def test_five_working_days_leave_out_the_weekend() -> None:
    reading = shown(Clock.SERVICE, AT_VERIFICATION, rule=FIVE_WORKING_DAYS, now=day(1))
    assert (reading.elapsed, reading.due_at) == (DAY, day(7))


def test_working_days_end_on_a_friday_night_and_not_on_a_monday() -> None:
    monday, saturday = (datetime(2026, 3, date, tzinfo=CALENDAR.zone).astimezone(UTC) for date in (2, 7))
    facts = [received(at=monday), found_complete(at=monday)]
    assert shown(Clock.SERVICE, facts, rule=FIVE_WORKING_DAYS, now=day(1)).due_at == saturday


def test_working_days_leave_out_idulfitri() -> None:
    tuesday = datetime(2026, 3, 17, 5, tzinfo=UTC)
    facts = [received(at=tuesday), found_complete(at=tuesday)]
    reading = shown(Clock.SERVICE, facts, rule=FIVE_WORKING_DAYS, now=datetime(2026, 3, 24, 5, tzinfo=UTC))
    rest_of_tuesday = timedelta(hours=12)
    assert reading.elapsed == rest_of_tuesday
    assert reading.due_at == datetime(2026, 3, 31, 5, tzinfo=UTC)


def test_a_pause_over_the_weekend_takes_no_working_day() -> None:
    weekend = office(siak_down(at=day(4.5)), siak_back(at=day(6.5)))
    reading = shown(Clock.SERVICE, AT_VERIFICATION, rule=FIVE_WORKING_DAYS, circumstances=weekend, now=day(8))
    assert (reading.pauses[Pause.SIAK_DOWN], reading.due_at) == (timedelta(), day(7))


def test_a_changed_rule_recomputes_the_past() -> None:
    stricter = replace(ONE_WEEK, version="sop-2", days=5)
    assert not shown(Clock.SERVICE, SENT, now=day(30)).late
    reading = shown(Clock.SERVICE, SENT, rule=stricter, now=day(30))
    assert (reading.late, reading.due_at, reading.rule.version) == (True, day(5), "sop-2")
