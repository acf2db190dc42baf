"""Which laws hold for the clocks, whatever happens, in whatever order?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.rules.calendar import Calendar
from shared.contracts.rules.clocks import ClockRule, Reading, Unit, read
from shared.contracts.rules.spans import Span
from shared.contracts.rules.timeline import (
    CircumstanceFact,
    Circumstances,
    Switch,
    Timeline,
    TimelineFact,
    follow,
    observe,
)
from shared.contracts.vocabulary import Clock
from tests.support.builders import (
    closed,
    document_sent,
    draft_printed,
    draft_returned,
    entry_returned,
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
    supplemented,
    verified,
    withdrawn,
)
from tests.support.people import NOON

pytestmark = pytest.mark.spine

CALENDAR = Calendar.published(ZoneInfo("Asia/Jakarta"))
HOURS = st.integers(0, 24 * 5).map(lambda count: timedelta(hours=count))

HAPPENINGS: list[Callable[[datetime], TimelineFact]] = [
    lambda at: found_complete(at=at),
    lambda at: returned(at=at),
    lambda at: informed(at=at),
    lambda at: supplemented(at=at),
    lambda at: verified(at=at),
    lambda at: siak_entered(at=at),
    lambda at: draft_printed(at=at),
    lambda at: draft_returned(at=at),
    lambda at: entry_returned(at=at),
    lambda at: document_sent(at=at),
    lambda at: withdrawn(at=at),
    lambda at: lapsed(at=at),
    lambda at: reopened(at=at),
    lambda at: closed(at=at),
]
OFFICE_HAPPENINGS: list[Callable[[datetime], CircumstanceFact]] = [
    lambda at: siak_down(at=at),
    lambda at: siak_back(at=at),
    lambda at: signer_unavailable(at=at),
    lambda at: signer_back(at=at),
]


def after(gaps: Sequence[timedelta]) -> list[datetime]:
    """Each so long after the one before, the first after noon."""
    return [NOON + sum(gaps[: count + 1], timedelta()) for count in range(len(gaps))]


def told(happenings: Sequence[tuple[timedelta, Callable[[datetime], TimelineFact]]]) -> Timeline:
    """A berkas complete at noon, and what happened then."""
    times = after([gap for gap, _ in happenings])
    facts = [make(at) for at, (_, make) in zip(times, happenings, strict=True)]
    return reduce(follow, [received(), found_complete(), *facts], Timeline())


def observed(happenings: Sequence[tuple[timedelta, Callable[[datetime], CircumstanceFact]]]) -> Circumstances:
    times = after([gap for gap, _ in happenings])
    facts = [make(at) for at, (_, make) in zip(times, happenings, strict=True)]
    return reduce(observe, facts, Circumstances())


TIMELINES = st.lists(st.tuples(HOURS, st.sampled_from(HAPPENINGS)), max_size=12).map(told)
OFFICES = st.lists(st.tuples(HOURS, st.sampled_from(OFFICE_HAPPENINGS)), max_size=6).map(observed)
RULES = st.builds(ClockRule, st.just("kantor"), st.integers(1, 14), st.sampled_from(Unit))
CLOCKS = st.sampled_from(Clock)
LATER = st.integers(0, 24 * 60).map(lambda count: NOON + timedelta(hours=count))


SHORT = st.integers(0, 24).map(lambda count: timedelta(hours=count))


@st.composite
def switches(draw: st.DrawFn, *, still_on: bool = False) -> Switch:
    """On and off up to three times within a week, and off at the end unless it is still on."""
    gaps = draw(st.lists(st.tuples(SHORT, SHORT), max_size=3))
    edges = after([gap for pair in gaps for gap in pair] + [draw(SHORT)])
    past = tuple(Span(start, end) for start, end in zip(edges[0:-1:2], edges[1:-1:2], strict=True))
    return Switch(past, since=edges[-1] if still_on else None)


def last_turn(timeline: Timeline, office: Circumstances) -> datetime:
    """When anything last began or ended."""
    switches = (timeline.sop, timeline.service, timeline.applicant, office.siak_down, office.signer_unavailable)
    ended = [span.end for switch in switches for span in switch.past]
    return max([NOON, *ended, *(switch.since for switch in switches if switch.since)])


def shown(clock: Clock, timeline: Timeline, office: Circumstances, rule: ClockRule, now: datetime) -> Reading:
    return read(clock, timeline, office, rule=rule, calendar=CALENDAR, now=now)


@given(CLOCKS, TIMELINES, OFFICES, RULES, LATER, HOURS)
def test_a_clock_never_runs_backwards(
    clock: Clock, timeline: Timeline, office: Circumstances, rule: ClockRule, now: datetime, more: timedelta
) -> None:
    before, after = (shown(clock, timeline, office, rule, when) for when in (now, now + more))
    assert timedelta() <= before.elapsed <= after.elapsed <= before.elapsed + more


@given(CLOCKS, TIMELINES, OFFICES, RULES, LATER)
def test_a_pause_never_shortens_what_is_left(
    clock: Clock, timeline: Timeline, office: Circumstances, rule: ClockRule, now: datetime
) -> None:
    with_pauses, without = (shown(clock, timeline, one, rule, now) for one in (office, Circumstances()))
    assert with_pauses.remaining >= without.remaining
    assert (with_pauses.due_at is None) is (without.due_at is None)
    if with_pauses.due_at and without.due_at:
        assert with_pauses.due_at >= without.due_at


@given(CLOCKS, TIMELINES, RULES, LATER, HOURS, HOURS, HOURS)
def test_a_pause_split_in_two_adjacent_ones_is_the_same_pause(
    clock: Clock,
    timeline: Timeline,
    rule: ClockRule,
    now: datetime,
    until: timedelta,
    first: timedelta,
    second: timedelta,
) -> None:
    begins, middle, ends = NOON + until, NOON + until + first, NOON + until + first + second
    facts = [siak_down(at=begins), siak_back(at=middle), siak_down(at=middle), siak_back(at=ends)]
    split, whole = (reduce(observe, some, Circumstances()) for some in (facts, [facts[0], facts[3]]))
    assert shown(clock, timeline, split, rule, now) == shown(clock, timeline, whole, rule, now)


@given(switches(still_on=True), switches(), switches(), switches(), st.sampled_from(Unit), SHORT)
def test_a_running_clock_is_due_when_what_remains_has_passed(
    runs: Switch, applicant: Switch, siak_down: Switch, signer_unavailable: Switch, unit: Unit, since: timedelta
) -> None:
    timeline = Timeline(service=runs, applicant=applicant)
    office = Circumstances(siak_down, signer_unavailable)
    rule = ClockRule("kantor", 10, unit)
    now = last_turn(timeline, office) + since
    reading = shown(Clock.SERVICE, timeline, office, rule, now)
    assert reading.running
    assert not reading.paused_by
    assert not reading.late
    assert reading.due_at is not None
    if unit is Unit.CALENDAR_DAYS:
        assert reading.due_at - now == reading.remaining
    then = shown(Clock.SERVICE, timeline, office, rule, reading.due_at)
    assert then.elapsed == rule.allowance
    assert then.due_at == reading.due_at


@given(CLOCKS, TIMELINES, OFFICES, RULES, LATER)
def test_a_late_clock_was_due_before_now(
    clock: Clock, timeline: Timeline, office: Circumstances, rule: ClockRule, now: datetime
) -> None:
    reading = shown(clock, timeline, office, rule, now)
    if reading.late:
        assert reading.due_at is not None
        assert reading.due_at < now


@given(CLOCKS, TIMELINES, OFFICES, LATER)
def test_what_is_not_elapsed_was_paused(clock: Clock, timeline: Timeline, office: Circumstances, now: datetime) -> None:
    rule = ClockRule("kantor", 7, Unit.CALENDAR_DAYS)
    reading = shown(clock, timeline, office, rule, now)
    ran = shown(clock, Timeline(sop=timeline.sop, service=timeline.service), Circumstances(), rule, now).elapsed
    assert reading.elapsed <= ran
    assert max(reading.pauses.values()) <= ran - reading.elapsed <= sum(reading.pauses.values(), timedelta())
