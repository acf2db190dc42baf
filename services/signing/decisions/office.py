"""Who may sign, and can anybody now? Dated appointments; while nobody can, the clocks of all are paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from shared.contracts.fact import Fact
from shared.contracts.shapes import Text
from shared.contracts.signing import SignerAppointed, SignerBack, SignerUnavailable
from shared.contracts.vocabulary import OfficerId, SignerTitle
from shared.decider import Command, Decider
from shared.errors import Refused


class EndsBeforeItBegins(Refused):
    """An appointment ends on or after the day it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appoint(Command):
    """Appoint a signer from a day on; `certificate`: SHA-256 of her certificate."""

    officer: OfficerId
    title: SignerTitle
    since: date
    until: date | None = None
    certificate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUnavailable(Command):
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBack(Command):
    pass


OfficeCommand: TypeAlias = Appoint | ReportUnavailable | ReportBack
OfficeFact: TypeAlias = SignerAppointed | SignerUnavailable | SignerBack


@dataclass(frozen=True, slots=True)
class Signers:
    """Whether signing stands still; whom an appointment covers is read from rules/office.py."""

    unavailable: bool = False


def decide(command: OfficeCommand, state: Signers) -> Sequence[Fact]:
    match command:
        case Appoint():
            if command.until is not None and command.until < command.since:
                raise EndsBeforeItBegins
            return [
                SignerAppointed(
                    officer=command.officer,
                    title=command.title,
                    since=command.since,
                    until=command.until,
                    certificate=command.certificate,
                    by=command.by,
                    occurred_at=command.now,
                )
            ]
        case ReportUnavailable():
            if state.unavailable:
                return []
            return [SignerUnavailable(note=command.note, by=command.by, occurred_at=command.now)]
        case ReportBack():
            if not state.unavailable:
                return []
            return [SignerBack(by=command.by, occurred_at=command.now)]


def evolve(state: Signers, fact: OfficeFact) -> Signers:
    match fact:
        case SignerAppointed():
            return state
        case SignerUnavailable():
            return Signers(unavailable=True)
        case SignerBack():
            return Signers()


SIGNERS = Decider(
    initial=Signers(),
    decide=decide,
    evolve=evolve,
    facts=(SignerAppointed, SignerUnavailable, SignerBack),
)
