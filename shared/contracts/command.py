"""What does every command carry, whichever desk it is for? (Rules of several desks are asked by commands, too)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.contracts.fact import By
from shared.contracts.vocabulary import CommandId


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What somebody asks a desk to do.

    `command_id` is the form's token, `Idempotency-Key` or device id for a person, `caused(cause, rule)` for a reaction
    or timer. `now` is handed in.
    """

    command_id: CommandId
    by: By
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Command):
    """A command that judges what a screen showed: `seen` is the stream's version there."""

    seen: int
