"""Does the office's calendar know its days, its hours and its nights?"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.rules.calendar import (
    Calendar,
    Hours,
    legal_day_of_birth,
    local_day,
    next_allowed,
    published_holidays,
    start_of,
)

pytestmark = pytest.mark.spine

WIB = ZoneInfo("Asia/Jakarta")
OFFICE = Calendar.published(WIB)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - aware by timezones


def wib(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=WIB)


def test_the_day_of_an_instant_is_the_offices() -> None:
    assert local_day(datetime(2026, 3, 1, 16, 59, tzinfo=UTC), WIB) == date(2026, 3, 1)
    assert local_day(datetime(2026, 3, 1, 17, 0, tzinfo=UTC), WIB) == date(2026, 3, 2)


@given(DAYS)
def test_a_day_begins_on_itself_and_ends_the_instant_before_the_next(day: date) -> None:
    assert local_day(start_of(day, WIB), WIB) == day
    assert local_day(start_of(day, WIB) - timedelta(microseconds=1), WIB) == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 2), True),
        (date(2026, 3, 7), False),
        (date(2026, 3, 8), False),
        (date(2026, 3, 19), False),
        (date(2026, 3, 24), False),
        (date(2026, 3, 25), True),
    ],
)
def test_nobody_works_at_weekends_holidays_and_cuti_bersama(day: date, *, works: bool) -> None:
    assert OFFICE.is_working_day(day) is works


def test_the_published_holidays_are_whole_years() -> None:
    counts = [
        (year, sum(1 for h in published_holidays() if h.day.year == year and h.joint is joint))
        for year in (2025, 2026)
        for joint in (False, True)
    ]
    assert counts == [(2025, 17), (2025, 11), (2026, 17), (2026, 8)]
    assert all(one.day <= next_.day for one, next_ in pairwise(published_holidays()))


def test_working_days_are_counted_over_idulfitri() -> None:
    assert OFFICE.add_working_days(date(2026, 3, 17), 1) == date(2026, 3, 25)
    assert OFFICE.add_working_days(date(2026, 3, 17), 0) == date(2026, 3, 17)


@given(DAYS, st.integers(1, 30), st.integers(0, 30))
def test_counting_working_days_in_two_steps_comes_out_the_same(day: date, some: int, more: int) -> None:
    there = OFFICE.add_working_days(OFFICE.add_working_days(day, some), more)
    assert there == OFFICE.add_working_days(day, some + more)
    assert OFFICE.is_working_day(there)


def test_an_office_that_works_on_saturdays_says_so() -> None:
    day = Hours(time(8), time(12))
    office = Calendar(WIB, frozenset(), (day, day, day, day, day, day, None))
    assert office.is_working_day(date(2026, 3, 7))
    assert not office.is_working_day(date(2026, 3, 8))


@pytest.mark.parametrize("week", [(None,) * 7, (Hours(time(8), time(12)),) * 6])
def test_a_week_without_work_or_of_six_days_is_refused(week: tuple[Hours | None, ...]) -> None:
    with pytest.raises(ValueError, match="seven days"):
        Calendar(WIB, frozenset(), week)


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        (wib(2, 7, 29), False),
        (wib(2, 7, 30), True),
        (wib(2, 15, 59), True),
        (wib(2, 16, 0), False),
        (wib(6, 16, 0), True),
        (wib(7, 10, 0), False),
        (wib(19, 10, 0), False),
    ],
)
def test_the_counter_is_open_in_office_hours_only(when: datetime, *, is_open: bool) -> None:
    assert OFFICE.is_open(when.astimezone(UTC)) is is_open


@pytest.mark.parametrize(
    ("when", "allowed"),
    [
        (wib(2, 6, 59), wib(2, 7)),
        (wib(2, 7), wib(2, 7)),
        (wib(2, 19, 59), wib(2, 19, 59)),
        (wib(2, 20), wib(3, 7)),
        (wib(2, 23, 59), wib(3, 7)),
        (wib(3, 0), wib(3, 7)),
    ],
)
def test_nobody_is_written_to_at_night(when: datetime, allowed: datetime) -> None:
    assert next_allowed(when.astimezone(UTC), WIB) == allowed


@given(INSTANTS)
def test_a_message_waits_eleven_hours_at_most_and_then_waits_no_more(when: datetime) -> None:
    allowed = next_allowed(when, WIB)
    assert timedelta() <= allowed - when <= timedelta(hours=11)
    assert next_allowed(allowed, WIB) == allowed


def test_a_birth_is_reported_within_sixty_days() -> None:
    assert legal_day_of_birth(date(2026, 1, 1)) == date(2026, 3, 2)
