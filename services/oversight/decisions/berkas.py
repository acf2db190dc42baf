"""Is a promise about to be broken, or broken? (rule 4; each said once per clock)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeAlias

from shared.contracts.fact import Fact
from shared.contracts.oversight import DeadlineMissed, DeadlineNear
from shared.contracts.rules.calendar import Calendar
from shared.contracts.rules.clocks import ClockRule, read
from shared.contracts.rules.journey import NeverCame, Stage
from shared.contracts.rules.timeline import TIMELINE_FACTS, Circumstances, Timeline, TimelineFact, follow
from shared.contracts.vocabulary import Clock
from shared.decider import Command, Decider


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDeadlines(Command):
    """Look at both clocks by the rules in force; `near`: how long before a deadline it is said to be near."""

    rules: Mapping[Clock, ClockRule]
    calendar: Calendar
    circumstances: Circumstances
    near: timedelta


DeadlineFact: TypeAlias = DeadlineNear | DeadlineMissed
OversightFact: TypeAlias = TimelineFact | DeadlineFact


@dataclass(frozen=True, slots=True)
class Watched:
    """A berkas's clocks, and what was said of them."""

    timeline: Timeline = field(default_factory=Timeline)
    near: frozenset[Clock] = frozenset()
    missed: frozenset[Clock] = frozenset()


def decide(command: CheckDeadlines, state: Watched) -> Sequence[Fact]:
    if state.timeline.journey.stage is Stage.NOWHERE:
        raise NeverCame
    return [fact for clock, rule in command.rules.items() for fact in _check(command, state, clock, rule)]


def evolve(state: Watched, fact: OversightFact) -> Watched:
    match fact:
        case DeadlineNear():
            return replace(state, near=state.near | {fact.clock})
        case DeadlineMissed():
            return replace(state, missed=state.missed | {fact.clock})
        case timeline_fact:
            return replace(state, timeline=follow(state.timeline, timeline_fact))


def _check(command: CheckDeadlines, state: Watched, clock: Clock, rule: ClockRule) -> Sequence[Fact]:
    reading = read(clock, state.timeline, command.circumstances, rule=rule, calendar=command.calendar, now=command.now)
    if not reading.running or reading.due_at is None or clock in state.missed:
        return []
    berkas_id, due_at = state.timeline.journey.berkas_id, reading.due_at
    if reading.late:
        return [DeadlineMissed(berkas_id=berkas_id, clock=clock, due_at=due_at, by=command.by, occurred_at=command.now)]
    if not reading.paused_by and reading.remaining <= command.near and clock not in state.near:
        return [DeadlineNear(berkas_id=berkas_id, clock=clock, due_at=due_at, by=command.by, occurred_at=command.now)]
    return []


DEADLINES = Decider(
    initial=Watched(),
    decide=decide,
    evolve=evolve,
    facts=(*TIMELINE_FACTS, DeadlineNear, DeadlineMissed),
)
