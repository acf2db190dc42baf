"""How is a berkas shown to officers? Plain JSON shapes of its line in a list, and of the whole of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pydantic import BaseModel

from shared.contracts.fact import Fact, Recorded, berkas_stream
from shared.contracts.labels import choice, choices, happened, who
from shared.contracts.rules.clocks import Reading
from shared.contracts.rules.dossier import Dossier
from shared.contracts.rules.journey import DocumentProgress, Journey
from shared.contracts.rules.lane import Lane
from shared.contracts.rules.office import Standing
from shared.contracts.shapes import Sender
from shared.contracts.vocabulary import Channel, Clock, Layanan, PhotoId, Role, Variant
from shared.room import Room
from shared.web.errors import NoSuch


class Holder(BaseModel):
    """Who holds a berkas at this desk."""

    id: str
    role: Role


class ClockOut(BaseModel):
    """A clock as it stands: seconds counted and left, when it is due, what pauses it."""

    clock: Clock
    running: bool
    elapsed: float
    remaining: float
    due_at: datetime | None
    paused_by: Sequence[str]


class LaneOut(BaseModel):
    """One line of the desk's list. `age`: seconds since it came to where it is."""

    berkas_id: str
    nomor: str
    layanan: Layanan
    variant: Variant
    channel: Channel
    stage: str
    stage_label: str
    received_at: datetime
    since: datetime
    age: float
    legal_day: date | None
    jorong: str | None
    holder: Holder | None
    clocks: Sequence[ClockOut]
    version: int


class PageOut(BaseModel):
    """A page of a list, the most urgent first; `next` asks for the following one; `counts` of every list here."""

    items: Sequence[LaneOut]
    next: str | None
    counts: Mapping[str, int]


class PhotoOut(BaseModel):
    """One photo: what it shows, and warnings about its quality."""

    photo_id: str
    paper: str | None
    readable: bool
    media_type: str
    pages: int
    hints: Sequence[str]
    verdict: str | None


class DocumentOut(BaseModel):
    """One of the documents, and how far it has come; `check_code`: what its QR code leads to, once it is signed."""

    document_id: str
    kind: str
    kind_label: str
    origin: str
    revision: int
    drafted: bool
    validated: int
    requested: bool
    attempt: int
    under_way: bool
    signed_at: datetime | None
    check_code: str | None


class EventOut(BaseModel):
    """One line of the history: two clocks, the device's and ours. `detail`: which document, and what was chosen."""

    name: str
    label: str
    detail: str
    by: str
    occurred_at: datetime
    recorded_at: datetime
    version: int


class DossierOut(BaseModel):
    """One berkas. `version` is what a decision sends back as If-Match."""

    berkas_id: str
    nomor: str
    layanan: Layanan
    variant: Variant
    stage: str
    stage_label: str
    sender: str
    clocks: Sequence[ClockOut]
    photos: Sequence[PhotoOut]
    documents: Sequence[DocumentOut]
    lacks: Sequence[Mapping[str, str]]
    printed: bool
    history: Sequence[EventOut]
    version: int


def lane_out(room: Room, standing: Standing, lane: Lane) -> LaneOut:
    journey, now = lane.journey, room.now()
    holder = journey.holders.get(room.desk)
    return LaneOut(
        berkas_id=journey.berkas_id,
        nomor=lane.nomor,
        layanan=journey.layanan,
        variant=journey.variant,
        channel=lane.channel,
        stage=journey.stage,
        stage_label=choice(journey.stage),
        received_at=lane.received_at,
        since=lane.since,
        age=(now - lane.since).total_seconds(),
        legal_day=lane.legal_day,
        jorong=lane.jorong,
        holder=Holder(id=holder.id, role=holder.role) if holder else None,
        clocks=[_clock(reading) for reading in room.clocks(lane.timeline, standing)],
        version=lane.version,
    )


def _clock(reading: Reading) -> ClockOut:
    return ClockOut(
        clock=reading.clock,
        running=reading.running,
        elapsed=reading.elapsed.total_seconds(),
        remaining=reading.remaining.total_seconds(),
        due_at=reading.due_at,
        paused_by=[choice(pause) for pause in sorted(reading.paused_by)],
    )


async def dossier_out(room: Room, dossier: Dossier) -> DossierOut:
    received, journey = dossier.received, dossier.journey
    if received is None:
        raise NoSuch
    key = await room.keys.of(berkas_stream(journey.berkas_id))
    sender = key.open(received.sender, Sender)
    return DossierOut(
        berkas_id=journey.berkas_id,
        nomor=received.nomor,
        layanan=journey.layanan,
        variant=journey.variant,
        stage=journey.stage,
        stage_label=choice(journey.stage),
        sender=sender.name,
        clocks=[_clock(reading) for reading in room.clocks(dossier.timeline, await room.standing())],
        photos=[_photo(dossier, photo_id) for photo_id in dossier.photos],
        documents=[_document(document) for document in journey.documents],
        lacks=[{"paper": lack.paper, "reason": choice(lack.reason)} for lack in dossier.lacks],
        printed=journey.printed,
        history=[_event(recorded, journey) for recorded in dossier.history],
        version=dossier.version,
    )


def _photo(dossier: Dossier, photo_id: PhotoId) -> PhotoOut:
    fetched, paper = dossier.photos[photo_id], dossier.journey.photos.get(photo_id)
    judged = dossier.verdicts.get(paper) if paper else None
    return PhotoOut(
        photo_id=photo_id,
        paper=paper,
        readable=photo_id in dossier.journey.photos,
        media_type=fetched.original.media_type,
        pages=len(fetched.pages),
        hints=sorted({choice(hint) for page in fetched.pages for hint in page.hints}),
        verdict=judged.verdict if judged else None,
    )


def _document(document: DocumentProgress) -> DocumentOut:
    return DocumentOut(
        document_id=document.id,
        kind=document.plan.kind,
        kind_label=choice(document.plan.kind),
        origin=document.plan.origin,
        revision=document.revision,
        drafted=document.drafted,
        validated=document.validated,
        requested=document.requested,
        attempt=document.attempt,
        under_way=document.signing_under_way,
        signed_at=document.signed.signed_at if document.signed else None,
        check_code=document.signed.code if document.signed else None,
    )


def _event(recorded: Recorded[Fact], journey: Journey) -> EventOut:
    fact, envelope = recorded.fact, recorded.envelope
    return EventOut(
        name=envelope.name,
        label=happened(fact),
        detail=", ".join([*_document_of(fact, journey), *choices(fact)]),
        by=who(fact.by),
        occurred_at=fact.occurred_at,
        recorded_at=envelope.recorded_at,
        version=envelope.version,
    )


def _document_of(fact: Fact, journey: Journey) -> Sequence[str]:
    """Which of the documents it is about, if about one; facts of all desks name it alike."""
    document_id: object = getattr(fact, "document_id", None)
    return [choice(document.plan.kind) for document in journey.documents if document.id == document_id]
