"""What stands in the message of one word? Made when it is sent, so that nothing personal waits in a queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from services.delivery.ports import Attachment, OutgoingMessage
from services.delivery.room import DeliveryRoom
from services.delivery.texts import (
    DELAYS,
    KELILING,
    LACKS,
    NAGARI,
    NOBODY,
    REJECTIONS,
    SLOW,
    body,
    numbered,
    opening_hours,
)
from shared.contracts.delivery import DocumentHandedOver, DocumentPrinted, MessageDue
from shared.contracts.entry import EntryReturned
from shared.contracts.fact import Fact, berkas_stream
from shared.contracts.intake import BerkasFoundIncomplete, BerkasReceived
from shared.contracts.labels import choice
from shared.contracts.oversight import DeadlineMissed
from shared.contracts.requirements import paper_texts
from shared.contracts.rules.calendar import local_day
from shared.contracts.rules.clocks import Unit
from shared.contracts.rules.dossier import Dossier
from shared.contracts.rules.journey import NeverCame
from shared.contracts.shapes import Lack, Person, Sender
from shared.contracts.signing import BerkasRejected
from shared.contracts.verification import BerkasReturned
from shared.contracts.vocabulary import (
    BerkasId,
    Channel,
    Clock,
    Layanan,
    MessageFailure,
    MessageId,
    MessageKind,
    Place,
    SenderRelation,
)
from shared.documents.indonesian import tanggal
from shared.keys.port import StreamKey

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What is to be said, because of which fact, to whom."""

    due: MessageDue
    about: Fact
    dossier: Dossier
    received: BerkasReceived
    sender: Sender
    key: StreamKey


async def written(room: DeliveryRoom, berkas_id: BerkasId, message_id: MessageId) -> OutgoingMessage | MessageFailure:
    """The message as the applicant gets it; or why it cannot go.

    Raises:
        KeyError: a value is missing; a message with a hole is never sent.
        Unavailable: its document cannot be read now.
    """
    word = await _word(room, berkas_id, message_id)
    address = word.sender.account or word.sender.phone
    if address is None:
        return MessageFailure.UNREACHABLE
    if word.due.kind is MessageKind.DOKUMEN_SIAP and not may_have_documents(word.dossier):
        return MessageFailure.REFUSED
    return OutgoingMessage(
        message_id=message_id,
        to=address,
        text=body(word.due.kind, await _values(room, word), condolence=_mourns(word)),
        link=f"{room.office.base_url}/intake/status/{word.key.open(word.received.tracking, str)}",
        attachment=await _attachment(room, word),
    )


def may_have_documents(dossier: Dossier) -> bool:
    """Whether a signed PDF may go into the sender's chat: an officer has recorded what she is to the subjek."""
    in_chat = dossier.received is not None and dossier.received.channel is Channel.WHATSAPP
    return not in_chat or dossier.relation not in (None, SenderRelation.UNRELATED)


async def _word(room: DeliveryRoom, berkas_id: BerkasId, message_id: MessageId) -> Word:
    dossier = await room.dossier(berkas_id)
    if dossier.received is None:
        raise NeverCame
    facts = [one.fact for one in dossier.history]
    due = next(one for one in facts if isinstance(one, MessageDue) and one.message_id == message_id)
    key = await room.keys.of(berkas_stream(berkas_id))
    return Word(
        due=due,
        about=next(one.fact for one in dossier.history if one.envelope.fact_id == due.about),
        dossier=dossier,
        received=dossier.received,
        sender=key.open(dossier.received.sender, Sender),
        key=key,
    )


def _mourns(word: Word) -> bool:
    return word.dossier.journey.layanan is Layanan.AKTA_KEMATIAN and word.due.kind is MessageKind.BERKAS_DITERIMA


# ---------------------------------------------------------------- the values


async def _values(room: DeliveryRoom, word: Word) -> Mapping[str, str]:
    """What its text may name: what every text may, what the fact says, which document, and what was promised."""
    journey = word.dossier.journey
    document = journey.document(word.due.document_id) if word.due.document_id else None
    return {
        "nama": word.sender.name.strip() or NOBODY,
        "layanan": choice(journey.layanan),
        "nomor": word.received.nomor,
        "tanggal": tanggal(local_day(word.about.occurred_at, room.calendar.zone)),
        "batas": tanggal(room.answer_by(None)),
        **({"dokumen": choice(document.plan.kind)} if document else {}),
        **(await _promised(room, word)),
        **_said(room, word),
    }


async def _promised(room: DeliveryRoom, word: Word) -> Mapping[str, str]:
    readings = room.clocks(word.dossier.timeline, await room.standing())
    [service] = [reading for reading in readings if reading.clock is Clock.SERVICE]
    if service.due_at is None:
        return {}
    stood_still = [why for pause, why in DELAYS.items() if service.pauses[pause]]
    return {
        "tanggal_janji": tanggal(local_day(service.due_at, room.calendar.zone)),
        "tanggal_baru": tanggal(_promised_anew(room)),
        "sebab": " dan ".join(stood_still) or SLOW,
    }


def _promised_anew(room: DeliveryRoom) -> date:
    """As long again as was promised at first."""
    rule = room.rules[Clock.SERVICE]
    match rule.unit:
        case Unit.CALENDAR_DAYS:
            return room.today + rule.days * DAY
        case Unit.WORKING_DAYS:
            return room.calendar.add_working_days(room.today, rule.days)


def _said(room: DeliveryRoom, word: Word) -> Mapping[str, str]:
    """What this fact says that only its own message tells."""
    match word.about:
        case BerkasReceived(arrived_on=arrived_on):
            return {"batas_periksa": tanggal(room.calendar.add_working_days(arrived_on, 1))}
        case BerkasFoundIncomplete() | BerkasReturned() | EntryReturned():
            lacks = _listed(word.about.lacks, word.key)
            return {
                "kekurangan": lacks,
                "perbaikan": lacks,
                "batas": tanggal(_answer_by(room, word, word.about.deadline)),
            }
        case BerkasRejected(reason=reason):
            return {"alasan": REJECTIONS[reason]}
        case DeadlineMissed(due_at=due_at):
            return {"tanggal_janji": tanggal(local_day(due_at, room.calendar.zone))}
        case DocumentPrinted(place=place):
            where, when = _where(room, place)
            return {"tempat": where, "waktu": when}
        case DocumentHandedOver(receiver=receiver):
            return {"penerima": word.key.open(receiver, Person).name}
        case _:  # every other fact is told by its date alone
            return {}


def _answer_by(room: DeliveryRoom, word: Word, deadline: date | None) -> date:
    """The last day of the time she was given; once she has been told, it counts from then (rule 8)."""
    given, told_at = deadline or room.answer_by(None), word.dossier.journey.told_at
    if told_at is None:
        return given
    zone = room.calendar.zone
    return local_day(told_at, zone) + (given - local_day(word.about.occurred_at, zone))


def _listed(lacks: tuple[Lack, ...], key: StreamKey) -> str:
    """Each paper by the name people know, with what to do about it."""
    return numbered([f"{paper_texts()[lack.paper].label} ({_to_do(lack, key)})" for lack in lacks])


def _to_do(lack: Lack, key: StreamKey) -> str:
    return f"{LACKS[lack.reason]}: {key.open(lack.note, str)}" if lack.note else LACKS[lack.reason]


def _where(room: DeliveryRoom, place: Place) -> tuple[str, str]:
    match place:
        case Place.LOKET | Place.PEMOHON:
            return f"loket {room.office.dinas}, {room.office.tempat}", opening_hours(room.calendar.week)
        case Place.PETUGAS_NAGARI:
            return NAGARI
        case Place.PETUGAS_KHUSUS:
            return KELILING


# ---------------------------------------------------------------- what goes with it


async def _attachment(room: DeliveryRoom, word: Word) -> Attachment | None:
    """The signed PDF goes with the message that announces it."""
    if word.due.kind is not MessageKind.DOKUMEN_SIAP or word.due.document_id is None:
        return None
    document = word.dossier.journey.document(word.due.document_id)
    signed = word.dossier.documents[word.due.document_id].signed
    if document is None or signed is None:
        return None
    data = await room.blobs.open(berkas_stream(word.dossier.journey.berkas_id), signed.pdf)
    return Attachment(file_name=f"{choice(document.plan.kind)}.pdf", media_type=signed.pdf.media_type, data=data)
