"""What do photos, prints and completeness leave? (SOP steps 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence

from services.intake.decisions.case import Case
from services.intake.decisions.commands import (
    Attach,
    DuplicateUndecided,
    FindComplete,
    FindIncomplete,
    IncomingPhoto,
    IntakeCommand,
    MarkUnreadable,
    NoPhotos,
    NoSuchPhoto,
    NothingLacks,
    PhotoCommand,
    PrintCommand,
    Receive,
    RecordFetched,
    RecordPrint,
    SkipPrint,
    StillLacking,
    Supplement,
)
from services.intake.decisions.endings import ended
from shared.contracts.fact import BlobRef, Fact
from shared.contracts.intake import (
    BerkasFoundComplete,
    BerkasFoundIncomplete,
    BerkasReceived,
    BerkasSupplemented,
    PhotoAttached,
    PhotoFetched,
    PhotosPrinted,
    PhotoUnreadable,
    PrintSkipped,
)
from shared.contracts.rules.journey import (
    ENDED,
    Journey,
    Stage,
    not_here,
)
from shared.contracts.rules.papers import lacking
from shared.contracts.vocabulary import BerkasId, PaperVerdict


def received(command: Receive) -> Sequence[Fact]:
    if not command.photos:
        raise NoPhotos
    received = BerkasReceived(
        berkas_id=command.berkas_id,
        nomor=command.nomor,
        tracking=command.tracking,
        channel=command.channel,
        layanan=command.layanan,
        variant=command.variant,
        sender=command.sender,
        arrived_on=command.arrived_on,
        catalogue=command.catalogue,
        photos=tuple(photo.photo_id for photo in command.photos),
        ending=command.ending,
        jorong=command.jorong,
        legal_day=command.legal_day,
        conversation_id=command.conversation_id,
        visit_id=command.visit_id,
        by=command.by,
        occurred_at=command.received_at,
    )
    return [received, *_photos(command, command.berkas_id)]


def supplemented(command: Supplement, journey: Journey) -> Sequence[Fact]:
    if not command.photos:
        raise NoPhotos
    supplemented = BerkasSupplemented(
        berkas_id=journey.berkas_id,
        photos=tuple(photo.photo_id for photo in command.photos),
        by=command.by,
        occurred_at=command.now,
    )
    return [supplemented, *_photos(command, journey.berkas_id)]


def _photos(command: Receive | Supplement, berkas_id: BerkasId) -> list[Fact]:
    facts: list[Fact] = []
    for photo in command.photos:
        if photo.original is not None:
            facts.append(_fetched(command, berkas_id, photo, photo.original))
        if photo.paper is not None:
            facts.append(
                PhotoAttached(
                    berkas_id=berkas_id,
                    photo_id=photo.photo_id,
                    paper=photo.paper,
                    by=command.by,
                    occurred_at=command.now,
                )
            )
    return facts


def _fetched(
    command: IntakeCommand, berkas_id: BerkasId, photo: IncomingPhoto | RecordFetched, original: BlobRef
) -> PhotoFetched:
    return PhotoFetched(
        berkas_id=berkas_id,
        photo_id=photo.photo_id,
        original=original,
        pages=photo.pages,
        file_name=photo.file_name,
        by=command.by,
        occurred_at=command.now,
    )


def judge_photo(command: PhotoCommand, journey: Journey, case: Case) -> Sequence[Fact]:
    """Bytes and their faults are recorded wherever the berkas lies; papers are sorted only before verification."""
    if command.photo_id not in case.photos:
        raise NoSuchPhoto(photo_id=command.photo_id)
    match command:
        case RecordFetched():
            if command.photo_id in case.fetched:
                return []
            return [_fetched(command, journey.berkas_id, command, command.original)]
        case MarkUnreadable():
            if command.photo_id not in journey.photos:
                return []  # marked already: unreadable photos are no longer counted
            return [
                PhotoUnreadable(
                    berkas_id=journey.berkas_id,
                    photo_id=command.photo_id,
                    reason=command.reason,
                    by=command.by,
                    occurred_at=command.now,
                )
            ]
        case Attach():
            if journey.stage not in (Stage.AT_INTAKE, Stage.WITH_APPLICANT):
                raise ended(journey) if journey.stage in ENDED else not_here(journey)
            if journey.photos.get(command.photo_id) == command.paper:
                return []
            return [
                PhotoAttached(
                    berkas_id=journey.berkas_id,
                    photo_id=command.photo_id,
                    paper=command.paper,
                    by=command.by,
                    occurred_at=command.now,
                )
            ]


def printed(command: PrintCommand, journey: Journey) -> Fact:
    match command:
        case RecordPrint():
            return PhotosPrinted(
                berkas_id=journey.berkas_id,
                sheet=command.sheet,
                pages=command.pages,
                by=command.by,
                occurred_at=command.now,
            )
        case SkipPrint():
            return PrintSkipped(
                berkas_id=journey.berkas_id, reason=command.reason, by=command.by, occurred_at=command.now
            )


def incomplete(command: FindIncomplete, journey: Journey) -> BerkasFoundIncomplete:
    if not command.lacks:
        raise NothingLacks
    return BerkasFoundIncomplete(
        berkas_id=journey.berkas_id,
        lacks=command.lacks,
        deadline=command.deadline,
        by=command.by,
        occurred_at=command.now,
    )


def complete(command: FindComplete, journey: Journey, case: Case) -> BerkasFoundComplete:
    if case.suspected:
        raise DuplicateUndecided(others=tuple(sorted(case.suspected)))
    if lacks := lacking(command.requirements, dict.fromkeys(journey.papers, PaperVerdict.GOOD)):
        raise StillLacking(lacks=lacks)
    return BerkasFoundComplete(
        berkas_id=journey.berkas_id,
        papers=tuple(sorted(journey.papers)),
        legal_day=command.legal_day,
        by=command.by,
        occurred_at=command.now,
    )
