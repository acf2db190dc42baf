"""Who holds a berkas at a desk, and what may be noted on it? The same at every desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shared.contracts.any_desk import BerkasReleased, BerkasTaken, NoteAdded, RejectionProposed
from shared.contracts.command import Command
from shared.contracts.fact import BerkasFact
from shared.contracts.rules.journey import Journey, refuse_once_signed
from shared.contracts.shapes import Text
from shared.contracts.vocabulary import Desk, RejectReason
from shared.errors import Refused


class HeldByAnother(Refused):
    """A colleague holds this berkas."""  # by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Take(Command):
    """Take the berkas; `over` takes it from a colleague who is away, visibly."""

    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Command):
    """Put it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """A remark among colleagues."""

    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRejection(Command):
    """Ask the Kasi to reject the application."""

    reason: RejectReason
    note: Text


HoldingCommand: TypeAlias = Take | Release | AddNote | ProposeRejection


def hold(command: HoldingCommand, desk: Desk, journey: Journey) -> Sequence[BerkasFact]:
    """What taking, releasing, noting and proposing leave; the berkas lies at this desk."""
    by, now, berkas_id, holder = command.by, command.now, journey.berkas_id, journey.holders.get(desk)
    match command:
        case Take():
            if holder is not None and holder.id == by.id:
                return []
            if holder is not None and not command.over:
                raise HeldByAnother(by=holder)
            return [BerkasTaken(berkas_id=berkas_id, desk=desk, by=by, occurred_at=now)]
        case Release():
            if holder is None:
                return []
            if holder.id != by.id:
                raise HeldByAnother(by=holder)
            return [BerkasReleased(berkas_id=berkas_id, desk=desk, by=by, occurred_at=now)]
        case AddNote():
            return [NoteAdded(berkas_id=berkas_id, desk=desk, note=command.note, by=by, occurred_at=now)]
        case ProposeRejection():
            refuse_once_signed(journey)
            return [
                RejectionProposed(
                    berkas_id=berkas_id, desk=desk, reason=command.reason, note=command.note, by=by, occurred_at=now
                )
            ]
