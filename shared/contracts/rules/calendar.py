"""Which day is it at the office, is it a working day, and may the office write to somebody now?

The zone is handed in (WIB, Asia/Jakarta, unless the office lies elsewhere). Days are the office's, instants are aware.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from importlib.resources import files

import msgspec

BIRTH_REPORT_DAYS = 60
"""A birth is reported within 60 days; later the Kepala Dinas decides (UU 24/2013 Art. 27, 32)."""

MESSAGES_FROM, MESSAGES_UNTIL = time(7), time(20)
"""Nothing unsolicited is sent outside these hours (rule 13)."""

_DAY = timedelta(days=1)


# ---------------------------------------------------------------- days


def local_day(when: datetime, zone: tzinfo) -> date:
    """The office's day of an instant."""
    return when.astimezone(zone).date()


def start_of(day: date, zone: tzinfo) -> datetime:
    """The instant (UTC) at which the office's day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def legal_day_of_birth(born: date) -> date:
    """The last day on which a birth is reported in time."""
    return born + BIRTH_REPORT_DAYS * _DAY


def next_allowed(when: datetime, zone: tzinfo) -> datetime:
    """`when` itself if the office may write to people then, else the next 07.00."""
    local = when.astimezone(zone)
    if MESSAGES_FROM <= local.time() < MESSAGES_UNTIL:
        return when
    day = local.date() if local.time() < MESSAGES_FROM else local.date() + _DAY
    return datetime.combine(day, MESSAGES_FROM, zone).astimezone(UTC)


# ---------------------------------------------------------------- the office's week and its holidays


@dataclass(frozen=True, slots=True)
class Hours:
    """When the counter is open on a day, local time."""

    opens: time
    closes: time


SENIN_KAMIS, JUMAT = Hours(time(7, 30), time(16)), Hours(time(7, 30), time(16, 30))
FIVE_DAYS = (SENIN_KAMIS, SENIN_KAMIS, SENIN_KAMIS, SENIN_KAMIS, JUMAT, None, None)
"""The usual week of an office in Indonesia, Monday first (Perpres 21/2023: 37.5 hours without breaks)."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """`joint`: cuti bersama, on which some offices keep a counter open."""

    day: date
    name: str
    joint: bool = False


class _Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    basis: str
    holidays: dict[date, str]
    joint: dict[date, str]


@cache
def published_holidays() -> tuple[Holiday, ...]:
    """The national holidays known to this release, in order; after the last of them only weekends are known."""
    text = files("shared.contracts.rules").joinpath("holidays.json").read_bytes()
    years = msgspec.json.decode(text, type=dict[str, _Year])
    national = [Holiday(day, name) for year in years.values() for day, name in year.holidays.items()]
    joint = [Holiday(day, name, joint=True) for year in years.values() for day, name in year.joint.items()]
    return tuple(sorted(national + joint, key=lambda holiday: holiday.day))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days and hours on which the office works; what differs between offices is handed in.

    `week`: the hours of Monday to Sunday, None on a day off.
    """

    zone: tzinfo
    holidays: frozenset[date]
    week: tuple[Hours | None, ...] = FIVE_DAYS

    def __post_init__(self) -> None:
        """Refuse a week that is none, or in which nobody ever works."""
        if len(self.week) != len(FIVE_DAYS) or not any(self.week):
            raise ValueError("a week has seven days, and work on one of them at least")

    @classmethod
    def published(cls, zone: tzinfo) -> Calendar:
        """The usual week, with every holiday of this release's data."""
        return cls(zone, frozenset(holiday.day for holiday in published_holidays()))

    def hours(self, day: date) -> Hours | None:
        """When the office is open on that day; None on a day off."""
        return None if day in self.holidays else self.week[day.weekday()]

    def is_working_day(self, day: date) -> bool:
        return self.hours(day) is not None

    def working_days(self, first: date) -> Iterator[date]:
        """The working days from `first` on, without end."""
        day = first
        while True:
            if self.is_working_day(day):
                yield day
            day += _DAY

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; the next one for 1, and `day` itself for 0."""
        days = self.working_days(day + _DAY)
        for _ in range(count):
            day = next(days)
        return day

    def is_open(self, when: datetime) -> bool:
        """Whether this instant lies within office hours."""
        local = when.astimezone(self.zone)
        hours = self.hours(local.date())
        return hours is not None and hours.opens <= local.time() < hours.closes
