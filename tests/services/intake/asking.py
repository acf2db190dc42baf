"""What is intake asked when a test does not care? One small function per command, of the berkas of people.py."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from services.intake.decisions.commands import (
    Attach,
    ChangeLayanan,
    DismissDuplicate,
    FindComplete,
    FindIncomplete,
    IncomingPhoto,
    Lapse,
    MarkUnreadable,
    Merge,
    Receive,
    RecordFetched,
    RecordPrint,
    RecordRelation,
    Reopen,
    SkipPrint,
    Supplement,
    SuspectDuplicate,
    Withdraw,
)
from shared.contracts.fact import By, system
from shared.contracts.requirements import RequirementId, catalogue, layanan_of
from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import (
    BerkasId,
    Channel,
    Desk,
    DuplicateGround,
    Paper,
    PhotoId,
    PrintSkipReason,
    SenderRelation,
    UnreadableReason,
    Variant,
    WithdrawReason,
)
from tests.support.builders import DEADLINE, fetched
from tests.support.people import (
    BERKAS,
    NO_BIRTH_LETTER,
    NOMOR,
    NOON,
    PHOTO,
    RINA,
    SENDER,
    TODAY,
    TRACKING,
    Asked,
    asked,
    blob,
    made_up,
    sealed,
)
from tests.support.stages import OTHER

LATEST = 1000
"""A screen drawn after everything that a test tells."""
SECOND = PhotoId(made_up("second photo"))
TWO_WEEKS = timedelta(days=14)


class Head(TypedDict, total=False):
    by: By
    now: datetime
    once: str


def _head(head: Head, by: By = RINA) -> Asked:
    return asked(head.get("by", by), now=head.get("now", NOON), once=head.get("once", "once"))


def incoming(photo: PhotoId = PHOTO, paper: Paper | None = None, *, rests: bool = False) -> IncomingPhoto:
    """A photo that comes in; its bytes rest with us already, or are fetched later."""
    if not rests:
        return IncomingPhoto(photo_id=photo, paper=paper)
    bytes_at_rest = fetched(photo)
    return IncomingPhoto(photo_id=photo, paper=paper, original=bytes_at_rest.original, pages=bytes_at_rest.pages)


def receive(
    *photos: IncomingPhoto, channel: Channel = Channel.WHATSAPP, legal_day: date | None = None, **head: Unpack[Head]
) -> Receive:
    return Receive(
        **_head(head),
        berkas_id=BERKAS,
        nomor=NOMOR,
        tracking=sealed(TRACKING),
        channel=channel,
        layanan=layanan_of(Variant.KELAHIRAN),
        variant=Variant.KELAHIRAN,
        sender=sealed(SENDER),
        arrived_on=TODAY,
        catalogue="2024-10-07",
        photos=photos,
        received_at=head.get("now", NOON),
        legal_day=legal_day,
    )


def supplement(*photos: IncomingPhoto, **head: Unpack[Head]) -> Supplement:
    return Supplement(**_head(head), photos=photos or (incoming(SECOND),))


def record_fetched(photo: PhotoId = PHOTO, **head: Unpack[Head]) -> RecordFetched:
    bytes_at_rest = fetched(photo)
    return RecordFetched(**_head(head), photo_id=photo, original=bytes_at_rest.original, pages=bytes_at_rest.pages)


def mark_unreadable(photo: PhotoId = PHOTO, **head: Unpack[Head]) -> MarkUnreadable:
    return MarkUnreadable(**_head(head), photo_id=photo, reason=UnreadableReason.BLURRED)


def attach(paper: Paper, photo: PhotoId = PHOTO, **head: Unpack[Head]) -> Attach:
    return Attach(**_head(head), photo_id=photo, paper=paper)


def record_print(**head: Unpack[Head]) -> RecordPrint:
    return RecordPrint(**_head(head), sheet=blob("print sheet"), pages=2)


def skip_print(reason: PrintSkipReason = PrintSkipReason.PRINTER_BROKEN, **head: Unpack[Head]) -> SkipPrint:
    return SkipPrint(**_head(head), reason=reason)


def find_incomplete(
    *lacks: Lack, seen: int = LATEST, deadline: date = DEADLINE, **head: Unpack[Head]
) -> FindIncomplete:
    return FindIncomplete(**_head(head), seen=seen, lacks=lacks or (NO_BIRTH_LETTER,), deadline=deadline)


def find_complete(
    variant: Variant = Variant.KELAHIRAN,
    *,
    when: tuple[RequirementId, ...] = (),
    seen: int = LATEST,
    legal_day: date | None = None,
    **head: Unpack[Head],
) -> FindComplete:
    """By the real catalogue; `when`: the conditions that hold."""
    asked_for = catalogue("2024-10-07").variants[variant].asked(when=when)
    return FindComplete(**_head(head), seen=seen, requirements=asked_for, legal_day=legal_day)


def change_layanan(
    variant: Variant = Variant.KK_PERUBAHAN, *, seen: int = LATEST, **head: Unpack[Head]
) -> ChangeLayanan:
    return ChangeLayanan(**_head(head), seen=seen, layanan=layanan_of(variant), variant=variant)


def withdraw(**head: Unpack[Head]) -> Withdraw:
    return Withdraw(**_head(head), reason=WithdrawReason.ASKED)


def lapse(after: timedelta = TWO_WEEKS, *, visited_at: datetime | None = None, **head: Unpack[Head]) -> Lapse:
    return Lapse(**_head(head, system(Desk.INTAKE)), after=after, visited_at=visited_at)


def reopen(**head: Unpack[Head]) -> Reopen:
    return Reopen(**_head(head))


def suspect(other: BerkasId = OTHER, **head: Unpack[Head]) -> SuspectDuplicate:
    return SuspectDuplicate(**_head(head, system(Desk.INTAKE)), other=other, ground=DuplicateGround.SAME_PHOTO)


def dismiss(other: BerkasId = OTHER, **head: Unpack[Head]) -> DismissDuplicate:
    return DismissDuplicate(**_head(head), other=other)


def merge(into: BerkasId = OTHER, *, goes_on: bool = True, seen: int = LATEST, **head: Unpack[Head]) -> Merge:
    return Merge(**_head(head), seen=seen, into=into, goes_on=goes_on)


def record_relation(relation: SenderRelation = SenderRelation.FAMILY, **head: Unpack[Head]) -> RecordRelation:
    return RecordRelation(**_head(head), relation=relation)
