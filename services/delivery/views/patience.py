"""Which applicants have been silent for long: asked for papers, or with their documents?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from shared.contracts.delivery import (
    ApplicantInformed,
    BerkasClosed,
    ComplaintAnswered,
    ComplaintReceived,
    DocumentSent,
    MessageDue,
)
from shared.contracts.entry import EntryReturned
from shared.contracts.fact import Recorded
from shared.contracts.intake import (
    BerkasFoundComplete,
    BerkasFoundIncomplete,
    BerkasLapsed,
    BerkasMerged,
    BerkasReopened,
    BerkasSupplemented,
    BerkasWithdrawn,
    LayananChanged,
)
from shared.contracts.signing import BerkasRejected
from shared.contracts.verification import BerkasReturned
from shared.contracts.vocabulary import BerkasId, ComplaintId, Desk, FactId, MessageKind
from shared.view import Due, Place, View

REMIND = "remind"
CLOSE = "close"
USUAL_PATIENCE = timedelta(days=14)
DAY = timedelta(days=1)


# ---------------------------------------------------------------- asked for papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an applicant was asked for: by the fact `lacking`, which gave her so much `patience` from being told."""

    berkas_id: BerkasId
    lacking: FactId
    asked_at: datetime
    patience: timedelta
    told_at: datetime | None = None
    told_by: FactId | None = None


Lacking: TypeAlias = BerkasFoundIncomplete | BerkasReturned | EntryReturned
Over: TypeAlias = (
    BerkasSupplemented
    | BerkasFoundComplete
    | BerkasWithdrawn
    | BerkasLapsed
    | BerkasReopened
    | BerkasMerged
    | LayananChanged
    | BerkasRejected
)
AskedFact: TypeAlias = Lacking | Over | ApplicantInformed | MessageDue


def asked(row: Asked | None, recorded: Recorded[AskedFact]) -> Asked | None:
    """Begun when something lacks; over when she answers, when she was reminded, or with the berkas."""
    fact, fact_id = recorded.fact, recorded.envelope.fact_id
    match fact, row:
        case EntryReturned(to=Desk.VERIFICATION), _:
            return None
        case ((BerkasFoundIncomplete() | BerkasReturned() | EntryReturned()), _):
            return Asked(berkas_id=fact.berkas_id, lacking=fact_id, asked_at=fact.occurred_at, patience=_patience(fact))
        case ApplicantInformed(), Asked(told_at=None) if fact.about == row.lacking:
            return replace(row, told_at=fact.occurred_at, told_by=fact_id)
        case ApplicantInformed(), _:
            return row
        case MessageDue(), _:
            return None if fact.kind is MessageKind.BERKAS_SEGERA_DITUTUP else row
        case (
            (
                BerkasSupplemented()
                | BerkasFoundComplete()
                | BerkasWithdrawn()
                | BerkasLapsed()
                | BerkasReopened()
                | BerkasMerged()
                | LayananChanged()
                | BerkasRejected()
            ),
            _,
        ):
            return None


def _patience(fact: Lacking) -> timedelta:
    """As many days as she was given."""
    return fact.deadline - fact.occurred_at.date() if fact.deadline else USUAL_PATIENCE


def to_remind(row: Asked) -> Place:
    """Reminded when three quarters of her time have gone."""
    if row.told_at is None or row.told_by is None:
        return Place(rank=row.asked_at)
    return Place(rank=row.asked_at, due=Due(row.told_at + row.patience * 3 / 4, REMIND, row.told_by))


ASKED: View[Asked, AskedFact] = View(
    name="asked",
    row=Asked,
    facts=(
        BerkasFoundIncomplete,
        BerkasReturned,
        EntryReturned,
        BerkasSupplemented,
        BerkasFoundComplete,
        BerkasWithdrawn,
        BerkasLapsed,
        BerkasReopened,
        BerkasMerged,
        LayananChanged,
        BerkasRejected,
        ApplicantInformed,
        MessageDue,
    ),
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=asked,
    place=to_remind,
)


# ---------------------------------------------------------------- with their documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """Documents that reached an applicant's device, and nobody said more. `since`: the last of them, or an answer."""

    berkas_id: BerkasId
    since: datetime
    cause: FactId
    complaints: tuple[ComplaintId, ...] = ()


UnconfirmedFact: TypeAlias = DocumentSent | ComplaintReceived | ComplaintAnswered | BerkasClosed


def unconfirmed(row: Unconfirmed | None, recorded: Recorded[UnconfirmedFact]) -> Unconfirmed | None:
    """Begun when a document is sent; begun anew with every further one, and with every complaint answered."""
    fact, cause = recorded.fact, recorded.envelope.fact_id
    match fact, row:
        case DocumentSent(), None:
            return Unconfirmed(berkas_id=fact.berkas_id, since=fact.occurred_at, cause=cause)
        case BerkasClosed(), _:
            return None
        case _, None:
            return None
        case DocumentSent(), Unconfirmed():
            return replace(row, since=fact.occurred_at, cause=cause)
        case ComplaintReceived(), Unconfirmed():
            return replace(row, complaints=(*row.complaints, fact.complaint_id))
        case ComplaintAnswered(), Unconfirmed():
            left = tuple(complaint for complaint in row.complaints if complaint != fact.complaint_id)
            return replace(row, since=fact.occurred_at, cause=cause, complaints=left)


def to_close(row: Unconfirmed) -> Place:
    """Looked at from then on; how long is waited is the office's setting."""
    return Place(rank=row.since, due=None if row.complaints else Due(row.since, CLOSE, row.cause))


UNCONFIRMED: View[Unconfirmed, UnconfirmedFact] = View(
    name="unconfirmed",
    row=Unconfirmed,
    facts=(DocumentSent, ComplaintReceived, ComplaintAnswered, BerkasClosed),
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=unconfirmed,
    place=to_close,
)
