"""Which rules are in force, and who may do two people's work? (the office's stream)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from shared.contracts.fact import Fact
from shared.contracts.oversight import DutiesCombined, RuleChanged
from shared.contracts.vocabulary import OfficerId, RuleKind
from shared.decider import Command, Decider
from shared.errors import Refused


class EndsBeforeItBegins(Refused):
    """A surat tugas ends on or after the day it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CombineDuties(Command):
    """Put a surat tugas on the log: `officer` may verify and enter the same berkas from `since` to `until`."""

    officer: OfficerId
    letter: str
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRule(Command):
    kind: RuleKind
    version: str
    since: date


OfficeCommand: TypeAlias = CombineDuties | ChangeRule
OfficeFact: TypeAlias = DutiesCombined | RuleChanged


@dataclass(frozen=True, slots=True)
class Office:
    """Every surat tugas so far."""

    duties: tuple[DutiesCombined, ...] = ()


def decide(command: OfficeCommand, state: Office) -> Sequence[Fact]:
    match command:
        case CombineDuties():
            if command.until < command.since:
                raise EndsBeforeItBegins
            combined = DutiesCombined(
                officer=command.officer,
                letter=command.letter,
                since=command.since,
                until=command.until,
                by=command.by,
                occurred_at=command.now,
            )
            return [] if _stands(combined, state) else [combined]
        case ChangeRule():
            return [
                RuleChanged(
                    kind=command.kind,
                    version=command.version,
                    since=command.since,
                    by=command.by,
                    occurred_at=command.now,
                )
            ]


def evolve(state: Office, fact: OfficeFact) -> Office:
    match fact:
        case DutiesCombined():
            return Office((*state.duties, fact))
        case RuleChanged():
            return state


def _stands(combined: DutiesCombined, state: Office) -> bool:
    same = (combined.officer, combined.letter, combined.since, combined.until)
    return any(same == (letter.officer, letter.letter, letter.since, letter.until) for letter in state.duties)


OFFICE_RULES = Decider(initial=Office(), decide=decide, evolve=evolve, facts=(DutiesCombined, RuleChanged))
