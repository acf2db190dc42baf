"""Does SIAK work? By one press of anyone; while it does not, the clocks of all are paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shared.contracts.entry import SiakBack, SiakDown
from shared.contracts.fact import Fact
from shared.decider import Command, Decider


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSiakDown(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSiakBack(Command):
    pass


OfficeCommand: TypeAlias = ReportSiakDown | ReportSiakBack
OfficeFact: TypeAlias = SiakDown | SiakBack


@dataclass(frozen=True, slots=True)
class Works:
    pass


@dataclass(frozen=True, slots=True)
class Down:
    since: SiakDown


State: TypeAlias = Works | Down


def decide(command: OfficeCommand, state: State) -> Sequence[Fact]:
    match command, state:
        case ReportSiakDown(), Works():
            return [SiakDown(by=command.by, occurred_at=command.now)]
        case ReportSiakBack(), Down():
            return [SiakBack(by=command.by, occurred_at=command.now)]
        case (ReportSiakDown(), Down()) | (ReportSiakBack(), Works()):
            return []


def evolve(state: State, fact: OfficeFact) -> State:
    match fact:
        case SiakDown():
            return Down(fact) if isinstance(state, Works) else state
        case SiakBack():
            return Works()


SIAK_STATUS = Decider(initial=Works(), decide=decide, evolve=evolve, facts=(SiakDown, SiakBack))
