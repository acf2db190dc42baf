"""Is the motorcycle's trip planned, under way, over? (SOP step 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from shared.contracts.fact import Fact
from shared.contracts.intake import VisitCancelled, VisitEnded, VisitScheduled, VisitStarted
from shared.contracts.shapes import Text
from shared.contracts.vocabulary import OfficerId, VisitId
from shared.decider import Command, Decider
from shared.errors import Refused


class NeverScheduled(Refused):
    """There is no such visit."""


class AlreadyScheduled(Refused):
    """This visit is planned already."""


class AlreadyStarted(Refused):
    """The motorcycle has left already."""


class NotStarted(Refused):
    """The visit has not begun."""


class VisitOver(Refused):
    """The visit has ended or was cancelled."""


class EquipmentUnchecked(Refused):
    """Before leaving, what is on the motorcycle is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleVisit(Command):
    visit_id: VisitId
    jorong: str
    on: date
    officers: tuple[OfficerId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartVisit(Command):
    equipment: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndVisit(Command):
    """`helped`: how many people applied or were shown how."""

    helped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelVisit(Command):
    note: Text


VisitCommand: TypeAlias = ScheduleVisit | StartVisit | EndVisit | CancelVisit
VisitFact: TypeAlias = VisitScheduled | VisitStarted | VisitEnded | VisitCancelled


@dataclass(frozen=True, slots=True)
class NoVisit:
    pass


@dataclass(frozen=True, slots=True)
class Planned:
    visit: VisitScheduled


@dataclass(frozen=True, slots=True)
class Riding:
    visit: VisitScheduled


@dataclass(frozen=True, slots=True)
class Done:
    visit: VisitScheduled


State: TypeAlias = NoVisit | Planned | Riding | Done


def decide(command: VisitCommand, state: State) -> Sequence[Fact]:
    by, now = command.by, command.now
    match command, state:
        case ScheduleVisit(), NoVisit():
            return [
                VisitScheduled(
                    visit_id=command.visit_id,
                    jorong=command.jorong,
                    on=command.on,
                    officers=command.officers,
                    by=by,
                    occurred_at=now,
                )
            ]
        case StartVisit(), Planned(visit):
            if not command.equipment:
                raise EquipmentUnchecked
            return [VisitStarted(visit_id=visit.visit_id, equipment=command.equipment, by=by, occurred_at=now)]
        case EndVisit(), Riding(visit):
            return [VisitEnded(visit_id=visit.visit_id, helped=command.helped, by=by, occurred_at=now)]
        case CancelVisit(), (Planned(visit) | Riding(visit)):
            return [VisitCancelled(visit_id=visit.visit_id, note=command.note, by=by, occurred_at=now)]
        case ScheduleVisit(), (Planned() | Riding() | Done()):
            raise AlreadyScheduled
        case StartVisit(), Riding():
            raise AlreadyStarted
        case EndVisit(), Planned():
            raise NotStarted
        case ((StartVisit() | EndVisit() | CancelVisit()), Done()):
            raise VisitOver
        case ((StartVisit() | EndVisit() | CancelVisit()), NoVisit()):
            raise NeverScheduled


def evolve(state: State, fact: VisitFact) -> State:
    match fact, state:
        case VisitScheduled(), (NoVisit() | Planned() | Riding() | Done()):
            return Planned(fact)
        case VisitStarted(), Planned(visit):
            return Riding(visit)
        case ((VisitEnded() | VisitCancelled()), (Planned(visit) | Riding(visit))):
            return Done(visit)
        case ((VisitStarted() | VisitEnded() | VisitCancelled()), (NoVisit() | Planned() | Riding() | Done())):
            return state


VISIT = Decider(
    initial=NoVisit(),
    decide=decide,
    evolve=evolve,
    facts=(VisitScheduled, VisitStarted, VisitEnded, VisitCancelled),
)
