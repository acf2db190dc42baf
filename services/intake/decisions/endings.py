"""What do a corrected layanan, an ending, a reopening and a duplicate leave?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.intake.decisions.case import Case
from services.intake.decisions.commands import (
    ChangeLayanan,
    DismissDuplicate,
    DuplicateCommand,
    Ended,
    InSiakAlready,
    Lapse,
    Merge,
    NotSuspected,
    NotTold,
    NotVisited,
    OtherEnded,
    Reopen,
    Supplement,
    SuspectDuplicate,
    TooEarly,
    Withdraw,
)
from shared.contracts.fact import Fact
from shared.contracts.intake import (
    BerkasLapsed,
    BerkasMerged,
    BerkasReopened,
    BerkasWithdrawn,
    DuplicateDismissed,
    DuplicateSuspected,
    LayananChanged,
)
from shared.contracts.rules.journey import BEFORE_SIAK, Journey, refuse_from_signing_on


def changed(command: ChangeLayanan, journey: Journey) -> Sequence[Fact]:
    if journey.stage not in BEFORE_SIAK:
        raise InSiakAlready(stage=journey.stage)
    if (command.layanan, command.variant) == (journey.layanan, journey.variant):
        return []
    return [
        LayananChanged(
            berkas_id=journey.berkas_id,
            layanan=command.layanan,
            variant=command.variant,
            note=command.note,
            by=command.by,
            occurred_at=command.now,
        )
    ]


def withdrawn(command: Withdraw, journey: Journey) -> BerkasWithdrawn:
    refuse_from_signing_on(journey)
    return BerkasWithdrawn(berkas_id=journey.berkas_id, reason=command.reason, by=command.by, occurred_at=command.now)


def lapsed(command: Lapse, journey: Journey, case: Case) -> BerkasLapsed:
    refuse_from_signing_on(journey)
    told_at = journey.told_at
    if told_at is None:
        raise NotTold
    lapses_at = _silent_since(command, told_at, case) + command.after
    if command.now < lapses_at:
        raise TooEarly(lapses_at=lapses_at)
    return BerkasLapsed(berkas_id=journey.berkas_id, told_at=told_at, by=command.by, occurred_at=command.now)


def _silent_since(command: Lapse, told_at: datetime, case: Case) -> datetime:
    if not case.motor:
        return told_at
    if command.visited_at is None or command.visited_at < told_at:
        raise NotVisited
    return command.visited_at


def reopened(command: Reopen | Supplement, journey: Journey) -> BerkasReopened:
    return BerkasReopened(berkas_id=journey.berkas_id, by=command.by, occurred_at=command.now)


def judge_duplicate(command: DuplicateCommand, journey: Journey, case: Case) -> Sequence[Fact]:
    berkas_id, by, now = journey.berkas_id, command.by, command.now
    match command:
        case SuspectDuplicate(other=other):
            if other == berkas_id or other in case.suspected or other in case.dismissed:
                return []
            return [DuplicateSuspected(berkas_id=berkas_id, other=other, ground=command.ground, by=by, occurred_at=now)]
        case DismissDuplicate(other=other):
            if other in case.dismissed:
                return []
            if other not in case.suspected:
                raise NotSuspected(other=other)
            return [DuplicateDismissed(berkas_id=berkas_id, other=other, by=by, occurred_at=now)]
        case Merge(into=into):
            if into not in case.suspected:
                raise NotSuspected(other=into)
            if not command.goes_on:
                raise OtherEnded(other=into)
            if journey.stage not in BEFORE_SIAK:
                raise InSiakAlready(stage=journey.stage)
            refuse_from_signing_on(journey)
            return [BerkasMerged(berkas_id=berkas_id, into=into, by=by, occurred_at=now)]


def ended(journey: Journey) -> Ended:
    return Ended(stage=journey.stage, by=journey.moved_by, at=journey.moved_at)
