"""How does one word reach the applicant? Claimed, written, handed over once, its outcome recorded (rule 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import structlog

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import (
    MessageCommand,
    RecordAccepted,
    RecordDelivered,
    RecordFailed,
    RecordUnknown,
    StartSending,
)
from services.delivery.ports import Attachment, MessageRefused, OutgoingMessage, Taken
from services.delivery.room import DeliveryRoom
from services.delivery.texts import CONDOLENCE, SOON, message
from services.delivery.views import Word
from shared.contracts.delivery import MessageDue
from shared.contracts.entry import EntryReturned
from shared.contracts.fact import Fact, berkas_stream, system
from shared.contracts.intake import BerkasFoundIncomplete
from shared.contracts.labels import choice
from shared.contracts.requirements import paper_texts
from shared.contracts.rules.calendar import local_day, next_allowed
from shared.contracts.rules.dossier import Dossier
from shared.contracts.shapes import Lack, Sender
from shared.contracts.signing import BerkasRejected
from shared.contracts.verification import BerkasReturned
from shared.contracts.vocabulary import BerkasId, Clock, Desk, Layanan, MessageFailure, MessageKind
from shared.documents.indonesian import tanggal
from shared.execute import Cause
from shared.keys.port import StreamKey
from shared.timers import NotYet

_LOG = structlog.get_logger(__name__)


async def send_word(room: DeliveryRoom, berkas_id: BerkasId, word: Word, cause: Cause) -> None:
    """One attempt. Whoever records the start first tries; what is neither taken nor refused is unknown.

    Raises:
        NotYet: the office is silent at this hour (rule 13); nothing was tried.
    """
    now = room.now()
    if (allowed := next_allowed(now, room.calendar.zone)) > now:
        raise NotYet(allowed - now)
    stream = berkas_stream(berkas_id)
    start = StartSending(
        command_id=cause.command_id("start"), by=system(Desk.DELIVERY), now=now, message_id=word.message_id
    )
    started = await room.execute(DELIVERY, stream, start, cause=cause)
    if started.known:
        return
    [begun] = started.facts
    attempt = Cause(begun.envelope.fact_id, "outcome", begun.envelope.correlation_id)
    outcome = await _tried(room, berkas_id, replace(word, attempt=word.attempt + 1), attempt)
    await room.execute(DELIVERY, stream, outcome, cause=attempt)


async def _tried(room: DeliveryRoom, berkas_id: BerkasId, word: Word, begun: Cause) -> MessageCommand:
    """Hand the message over once, and say what became of it."""
    command_id, by, message_id, attempt = begun.command_id(), system(Desk.DELIVERY), word.message_id, word.attempt
    try:
        taken = await room.messenger.send(await _written(room, berkas_id, word))
    except MessageRefused as refused:
        return RecordFailed(
            command_id=command_id,
            by=by,
            now=room.now(),
            message_id=message_id,
            attempt=attempt,
            failure=refused.failure,
            code=refused.channel_code,
        )
    except Exception:  # noqa: BLE001 - once begun, whatever went wrong, the outcome is unknown and is recorded
        _LOG.exception("message_outcome_unknown", message_id=message_id)
        return RecordUnknown(command_id=command_id, by=by, now=room.now(), message_id=message_id, attempt=attempt)
    match taken:
        case Taken.ACCEPTED:
            return RecordAccepted(command_id=command_id, by=by, now=room.now(), message_id=message_id, attempt=attempt)
        case Taken.DELIVERED:
            return RecordDelivered(command_id=command_id, by=by, now=room.now(), message_id=message_id)


# ---------------------------------------------------------------- writing it


async def _written(room: DeliveryRoom, berkas_id: BerkasId, word: Word) -> OutgoingMessage:
    """The message as the applicant gets it: made when sent, so that nothing personal waits in a queue."""
    dossier = await room.dossier(berkas_id)
    due = _due(dossier, word)
    key = await room.keys.of(berkas_stream(berkas_id))
    received = dossier.received
    if received is None:
        raise MessageRefused(MessageFailure.CONFIGURATION)
    sender = key.open(received.sender, Sender)
    address = sender.account or sender.phone
    if address is None:
        raise MessageRefused(MessageFailure.UNREACHABLE)
    return OutgoingMessage(
        message_id=word.message_id,
        to=address,
        text=message(word.kind, await _values(room, dossier, due, sender, key)),
        attachment=await _attachment(room, dossier, due),
    )


async def _values(
    room: DeliveryRoom, dossier: Dossier, due: MessageDue, sender: Sender, key: StreamKey
) -> Mapping[str, str]:
    """Everything a text may name; each text takes what it needs."""
    received, journey, zone = dossier.received, dossier.journey, room.calendar.zone
    if received is None:
        raise MessageRefused(MessageFailure.CONFIGURATION)
    about = _about(dossier, due)
    document = journey.document(due.document_id) if due.document_id else None
    readings = {reading.clock: reading for reading in room.clocks(dossier.timeline, await room.standing())}
    promised = readings[Clock.SERVICE].due_at
    return {
        "nama": sender.name or "Pemohon",
        "layanan": choice(journey.layanan),
        "nomor": received.nomor,
        "tanggal": tanggal(local_day(about.occurred_at if about else received.occurred_at, zone)),
        "batas_periksa": tanggal(room.calendar.add_working_days(received.arrived_on, 1)),
        "batas": tanggal(_deadline(about) or room.answer_by(None)),
        "tanggal_janji": tanggal(local_day(promised, zone)) if promised else SOON,
        "kekurangan": _lacks(dossier.lacks, key),
        "dokumen": choice(document.plan.kind) if document else "",
        "tempat": room.office.tempat,
        "alasan": choice(about.reason) if isinstance(about, BerkasRejected) else "",
        "duka": CONDOLENCE.format(nama=sender.name) if _mourns(dossier, due) else "",
    }


def _lacks(lacks: tuple[Lack, ...], key: StreamKey) -> str:
    """As a list on one line, "1) …; 2) …": each paper by the name people know, with what to do."""
    texts = paper_texts()
    said = [f"{texts[lack.paper].label} ({_why(lack, key)})" for lack in lacks]
    return "; ".join(f"{number}) {one}" for number, one in enumerate(said, start=1))


def _why(lack: Lack, key: StreamKey) -> str:
    reason = choice(lack.reason).lower()
    return f"{reason}: {key.open(lack.note, str)}" if lack.note else reason


def _mourns(dossier: Dossier, due: MessageDue) -> bool:
    return dossier.journey.layanan is Layanan.AKTA_KEMATIAN and due.kind is MessageKind.BERKAS_DITERIMA


def _deadline(about: Fact | None) -> date | None:
    match about:
        case BerkasFoundIncomplete() | BerkasReturned() | EntryReturned():
            return about.deadline
        case _:
            return None


def _due(dossier: Dossier, word: Word) -> MessageDue:
    [due] = [
        recorded.fact
        for recorded in dossier.history
        if isinstance(recorded.fact, MessageDue) and recorded.fact.message_id == word.message_id
    ]
    return due


def _about(dossier: Dossier, due: MessageDue) -> Fact | None:
    return next((one.fact for one in dossier.history if one.envelope.fact_id == due.about), None)


async def _attachment(room: DeliveryRoom, dossier: Dossier, due: MessageDue) -> Attachment | None:
    """The signed PDF goes with the message that announces it."""
    if due.kind is not MessageKind.DOKUMEN_SIAP or due.document_id is None:
        return None
    paperwork = dossier.documents.get(due.document_id)
    if paperwork is None or paperwork.signed is None:
        raise MessageRefused(MessageFailure.CONFIGURATION)
    pdf = paperwork.signed.pdf
    data = await room.blobs.open(berkas_stream(dossier.journey.berkas_id), pdf)
    document = dossier.journey.document(due.document_id)
    name = choice(document.plan.kind) if document else "Dokumen"
    return Attachment(file_name=f"{name}.pdf", media_type=pdf.media_type, data=data)
