"""What may an officer do, and what has she looked at? (the officer's stream)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shared.contracts.fact import Fact
from shared.contracts.oversight import RecordOpened, RightsChanged
from shared.contracts.vocabulary import BerkasId, Desk, OfficerId, Role
from shared.decider import Command, Decider


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRights(Command):
    officer: OfficerId
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLook(Command):
    """Record that the officer looked at a berkas's personal data."""

    berkas_id: BerkasId
    desk: Desk


OfficerCommand: TypeAlias = ChangeRights | NoteLook
OfficerFact: TypeAlias = RightsChanged | RecordOpened


@dataclass(frozen=True, slots=True)
class Rights:
    roles: tuple[Role, ...] | None = None


def decide(command: OfficerCommand, state: Rights) -> Sequence[Fact]:
    match command:
        case ChangeRights():
            if state.roles is not None and set(state.roles) == set(command.roles):
                return []
            return [RightsChanged(officer=command.officer, roles=command.roles, by=command.by, occurred_at=command.now)]
        case NoteLook():
            return [
                RecordOpened(berkas_id=command.berkas_id, desk=command.desk, by=command.by, occurred_at=command.now)
            ]


def evolve(state: Rights, fact: OfficerFact) -> Rights:
    match fact:
        case RightsChanged():
            return Rights(fact.roles)
        case RecordOpened():
            return state


RIGHTS = Decider(initial=Rights(), decide=decide, evolve=evolve, facts=(RightsChanged, RecordOpened))
