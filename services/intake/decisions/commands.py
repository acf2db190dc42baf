"""What may the intake desk be asked about a berkas, and why may it refuse?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from shared.contracts.fact import BlobRef
from shared.contracts.intake import PhotoPage
from shared.contracts.requirements import Requirement
from shared.contracts.rules.holding import AddNote, ProposeRejection, Release, Take
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Lack, Sender, Text
from shared.contracts.vocabulary import (
    BerkasId,
    Channel,
    ConversationId,
    DuplicateGround,
    Ending,
    Layanan,
    Nomor,
    Paper,
    PhotoId,
    PrintSkipReason,
    SenderRelation,
    UnreadableReason,
    Variant,
    VisitId,
    WithdrawReason,
)
from shared.decider import Command, Judgement
from shared.errors import Refused


class Ended(Refused):
    """The application has ended; a new one is free of charge."""  # stage, by, at


class WrongVariant(Refused):
    """This variant belongs to another layanan."""  # layanan, variant


class NoPhotos(Refused):
    """An application or a supplement brings at least one photo."""


class NoSuchPhoto(Refused):
    """This berkas has no such photo."""  # photo_id


class NothingLacks(Refused):
    """Telling the applicant what lacks names at least one paper and its reason."""


class StillLacking(Refused):
    """Required papers are missing."""  # lacks: tuple[Lack, ...]


class DuplicateUndecided(Refused):
    """It may be the same application as another; decide that first."""  # others: tuple[BerkasId, ...]


class NotSuspected(Refused):
    """This berkas is not suspected to be the same as that one."""  # other


class OtherEnded(Refused):
    """The other application has ended: nothing would go on."""  # other


class InSiakAlready(Refused):
    """The application stands in SIAK; what is asked for can be corrected only after the work came back."""  # stage


class NotTold(Refused):
    """The applicant was not told what lacks; silence does not count yet."""


class NotVisited(Refused):
    """The motorcycle was not in that jorong since the applicant was told; silence does not count yet."""


class TooEarly(Refused):
    """The time to answer is not over."""  # lapses_at: datetime


class NotEndedSo(Refused):
    """Only a lapsed or withdrawn application can be reopened."""  # stage


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPhoto:
    """A photo that came in. Without bytes yet (a channel's reference), `original` is None and it is fetched later."""

    photo_id: PhotoId
    original: BlobRef | None = None
    pages: tuple[PhotoPage, ...] = ()
    paper: Paper | None = None
    file_name: Sealed[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(Command):
    """Take an application in. The same submission again is the same berkas."""

    berkas_id: BerkasId
    nomor: Nomor
    tracking: Sealed[str]
    channel: Channel
    layanan: Layanan
    variant: Variant
    sender: Sealed[Sender]
    arrived_on: date
    catalogue: str
    photos: tuple[IncomingPhoto, ...]
    received_at: datetime
    ending: Ending | None = None
    jorong: str | None = None
    legal_day: date | None = None
    conversation_id: ConversationId | None = None
    visit_id: VisitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(Command):
    """Add photos. Reopens a lapsed application."""

    photos: tuple[IncomingPhoto, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFetched(Command):
    """The bytes of a photo rest with us now."""

    photo_id: PhotoId
    original: BlobRef
    pages: tuple[PhotoPage, ...]
    file_name: Sealed[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkUnreadable(Command):
    photo_id: PhotoId
    reason: UnreadableReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach(Command):
    """Say which paper a photo shows; said again, it moves. A photo that was called unreadable is readable again."""

    photo_id: PhotoId
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPrint(Command):
    """The print sheet was made for the operator."""

    sheet: BlobRef
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipPrint(Command):
    reason: PrintSkipReason


@dataclass(frozen=True, slots=True, kw_only=True)
class FindIncomplete(Judgement):
    """Tell the applicant everything that lacks, in one message."""

    lacks: tuple[Lack, ...]
    deadline: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FindComplete(Judgement):
    """Send the berkas on to verification: every paper of `requirements` is there."""

    requirements: tuple[Requirement, ...]
    legal_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLayanan(Judgement):
    layanan: Layanan
    variant: Variant
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    reason: WithdrawReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse(Command):
    """End a silent application (rule 8): `after` counts from the moment the applicant was told.

    What came by the motorcycle counts from its next visit to that jorong, `visited_at`.
    """

    after: timedelta
    visited_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectDuplicate(Command):
    other: BerkasId
    ground: DuplicateGround


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissDuplicate(Command):
    other: BerkasId


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Judgement):
    """This berkas is the same application as `into`: it ends, the other (if it has not ended itself) `goes_on`."""

    into: BerkasId
    goes_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRelation(Command):
    relation: SenderRelation


PhotoCommand: TypeAlias = RecordFetched | MarkUnreadable | Attach
PrintCommand: TypeAlias = RecordPrint | SkipPrint
CompletenessCommand: TypeAlias = FindIncomplete | FindComplete
DuplicateCommand: TypeAlias = SuspectDuplicate | DismissDuplicate | Merge
HoldCommand: TypeAlias = Take | Release | AddNote | ProposeRejection
IntakeCommand: TypeAlias = (
    Receive
    | Supplement
    | PhotoCommand
    | PrintCommand
    | CompletenessCommand
    | ChangeLayanan
    | Withdraw
    | Lapse
    | Reopen
    | DuplicateCommand
    | RecordRelation
    | HoldCommand
)
