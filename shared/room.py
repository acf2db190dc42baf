"""What does a desk work with? Its log, its lists, its keys and papers: handed in, never reached for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from shared.blobs.port import Blobs
from shared.bus.views import Views
from shared.contracts.fact import OFFICE, Fact, berkas_stream
from shared.contracts.requirements import Requirement, RequirementId, catalogue
from shared.contracts.rules.calendar import Calendar, local_day
from shared.contracts.rules.clocks import ClockRule, Reading, read
from shared.contracts.rules.dossier import Dossier, grow
from shared.contracts.rules.journey import NeverCame
from shared.contracts.rules.office import Standing, stand
from shared.contracts.rules.timeline import Timeline
from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import BerkasId, Clock, Desk, OfficerId, StreamId
from shared.decider import Command, Decider
from shared.eventlog.counter import Numbers
from shared.eventlog.port import EventLog
from shared.execute import Cause, Executed, as_recorded, execute
from shared.folds import Fold, Folds
from shared.keys.port import Keys
from shared.office import OfficeSettings

C = TypeVar("C", bound=Command)
S = TypeVar("S")
F = TypeVar("F", bound=Fact)
T = TypeVar("T")
P = ParamSpec("P")

PATIENCE = 2.0
"""Seconds that a screen waits for its own fact to reach its list."""


_DOSSIER = Fold("dossier", Dossier(), lambda dossier, stored: grow(dossier, as_recorded(stored)))
_STANDING = Fold("standing", Standing(), lambda office, stored: stand(office, as_recorded(stored).fact))


class Cpu(Protocol):
    """Runs what takes long in another process; function, arguments and result can be pickled."""

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One desk's place of work.

    `folds`: what it remembers of the log. `folder`: where its adapters keep what is neither fact nor blob.
    """

    desk: Desk
    log: EventLog
    folds: Folds
    views: Views
    keys: Keys
    blobs: Blobs
    numbers: Numbers
    office: OfficeSettings
    calendar: Calendar
    rules: Mapping[Clock, ClockRule]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    cpu: Cpu
    folder: Path

    @property
    def today(self) -> date:
        """The office's day."""
        return local_day(self.now(), self.calendar.zone)

    async def dossier(self, berkas_id: BerkasId) -> Dossier:
        """The berkas as it stands now. Raises NeverCame."""
        dossier = await self.folds.of(_DOSSIER, berkas_stream(berkas_id))
        if dossier.received is None:
            raise NeverCame
        return dossier

    async def standing(self) -> Standing:
        """The office as it stands now."""
        return await self.folds.of(_STANDING, OFFICE)

    def clocks(self, timeline: Timeline, office: Standing) -> Sequence[Reading]:
        """Both promises as they stand now."""
        return [
            read(clock, timeline, office.circumstances, rule=rule, calendar=self.calendar, now=self.now())
            for clock, rule in self.rules.items()
        ]

    async def seal(self, berkas_id: BerkasId, text: str) -> Sealed[str]:
        """Text under the berkas's key."""
        return (await self.keys.of(berkas_stream(berkas_id))).seal(text)

    async def seal_some(self, berkas_id: BerkasId, text: str | None) -> Sealed[str] | None:
        """Text that may be left out."""
        return None if text is None else await self.seal(berkas_id, text)

    async def requirements(
        self, berkas_id: BerkasId, *, when: Collection[RequirementId] = ()
    ) -> tuple[Requirement, ...]:
        """What the catalogue in force when it came asks of this berkas; `when`: the conditions that hold."""
        dossier = await self.dossier(berkas_id)
        return catalogue(dossier.catalogue).variants[dossier.journey.variant].asked(when=when)

    async def combined(self, officer: OfficerId) -> bool:
        """Whether a surat tugas combines this officer's duties today."""
        return (await self.standing()).combined(officer, self.today)

    def answer_by(self, days: int | None) -> date:
        """The last day (the office's) on which an applicant's answer is waited for."""
        return self.today + timedelta(days=days or self.office.lapse_days)

    async def execute(
        self, decider: Decider[C, S, F], stream: StreamId, command: C, *, cause: Cause | None = None
    ) -> Executed:
        """Judge and record (shared/execute.py)."""
        return await execute(self.log, decider, stream, command, cause=cause, folds=self.folds)

    async def act(self, decider: Decider[C, S, F], stream: StreamId, command: C) -> Executed:
        """Judge, record, and wait a little until this desk's list shows it: what an officer's press does."""
        executed = await self.execute(decider, stream, command)
        await self.views.reached(executed.facts, PATIENCE)
        return executed

    async def do(self, decider: Decider[C, S, F], berkas_id: BerkasId, command: C) -> Executed:
        """The same on a berkas's stream."""
        return await self.act(decider, berkas_stream(berkas_id), command)
