"""How long has the office taken, and until when has it promised? Two clocks, read from a timeline (rule 4).

Nothing here is stored: change the rule, recompute the past.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import chain

from shared.contracts.rules.calendar import Calendar, local_day, start_of
from shared.contracts.rules.spans import Span, Spans, intersection, total, union, without
from shared.contracts.rules.timeline import Circumstances, Switch, Timeline
from shared.contracts.vocabulary import Clock, Pause

_DAY = timedelta(days=1)
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


# ---------------------------------------------------------------- the rule


class Unit(StrEnum):
    """Which days count: all, or the office's working days; each from midnight to midnight."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """What was promised."""

    version: str
    days: int
    unit: Unit

    @property
    def allowance(self) -> timedelta:
        return self.days * _DAY


ONE_WEEK = ClockRule("sop", 7, Unit.CALENDAR_DAYS)
"""SOP step 5: maksimal 1 minggu."""


# ---------------------------------------------------------------- what a clock shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A clock as it stands now.

    `elapsed` is what counts against the allowance: days that count, less the pauses, overlaps counted once.
    `pauses` says of each kind apart how much it took. `due_at` is when the allowance is (or was) used up if nothing
    pauses the clock from now on; while a pause lasts it moves with now. None before the clock ever ran.
    """

    clock: Clock
    rule: ClockRule
    running: bool
    paused_by: frozenset[Pause]
    elapsed: timedelta
    pauses: Mapping[Pause, timedelta]
    due_at: datetime | None

    @property
    def remaining(self) -> timedelta:
        """Less than nothing once it is late."""
        return self.rule.allowance - self.elapsed

    @property
    def late(self) -> bool:
        return self.remaining < timedelta()


def read(
    clock: Clock,
    timeline: Timeline,
    circumstances: Circumstances,
    *,
    rule: ClockRule,
    calendar: Calendar,
    now: datetime,
) -> Reading:
    """What this clock shows at `now`, by this rule and calendar."""
    switch = _runs(clock, timeline)
    running = switch.is_on(now)
    pausing = _pauses(timeline, circumstances)
    runs = _counting(switch.until(now), rule.unit, calendar)
    paused = {kind: pause.until(now) for kind, pause in pausing.items()}
    counted = without(runs, union(span for spans in paused.values() for span in spans))
    return Reading(
        clock=clock,
        rule=rule,
        running=running,
        paused_by=frozenset(kind for kind, pause in pausing.items() if running and pause.is_on(now)),
        elapsed=total(counted),
        pauses={kind: total(intersection(runs, spans)) for kind, spans in paused.items()},
        due_at=_due_at(switch, counted, rule, calendar, now),
    )


def _runs(clock: Clock, timeline: Timeline) -> Switch:
    match clock:
        case Clock.SOP:
            return timeline.sop
        case Clock.SERVICE:
            return timeline.service


def _pauses(timeline: Timeline, circumstances: Circumstances) -> Mapping[Pause, Switch]:
    return {
        Pause.APPLICANT: timeline.applicant,
        Pause.SIAK_DOWN: circumstances.siak_down,
        Pause.SIGNER_UNAVAILABLE: circumstances.signer_unavailable,
    }


def _due_at(switch: Switch, counted: Spans, rule: ClockRule, calendar: Calendar, now: datetime) -> datetime | None:
    if not switch.ever:
        return None
    stopped = now if switch.since is not None else switch.past[-1].end
    return _used_up(rule.allowance, chain(counted, _counting_from(stopped, rule.unit, calendar)))


def _used_up(allowance: timedelta, spans: Iterable[Span]) -> datetime | None:
    """When these spans together have lasted that long; None if they never do."""
    left = allowance
    for span in spans:
        if left <= span.length:
            return span.start + left
        left -= span.length
    return None


def _counting(runs: Spans, unit: Unit, calendar: Calendar) -> Spans:
    """What counts of the runs."""
    return union(span for run in runs for span in _counting_within(run, unit, calendar))


def _counting_within(run: Span, unit: Unit, calendar: Calendar) -> Iterator[Span]:
    for span in _counting_from(run.start, unit, calendar):
        if span.start >= run.end:
            return
        yield Span(span.start, min(span.end, run.end))


def _counting_from(start: datetime, unit: Unit, calendar: Calendar) -> Iterator[Span]:
    """The time that counts from `start` on, without end."""
    match unit:
        case Unit.CALENDAR_DAYS:
            yield Span(start, _END_OF_TIME)
        case Unit.WORKING_DAYS:
            zone = calendar.zone
            for day in calendar.working_days(local_day(start, zone)):
                yield Span(max(start, start_of(day, zone)), start_of(day + _DAY, zone))
