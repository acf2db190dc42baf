"""Which fact leads to which message? Each switchable by the office (messages.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, get_args
from uuid import UUID, uuid5

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import TellApplicant
from services.delivery.handlers.writing import may_have_documents
from services.delivery.room import DeliveryRoom
from shared.bus.reaction import Heard
from shared.contracts.delivery import DocumentHandedOver, DocumentPrinted
from shared.contracts.entry import EntryReturned, SiakEntered
from shared.contracts.fact import berkas_stream, system
from shared.contracts.intake import (
    BerkasFoundIncomplete,
    BerkasLapsed,
    BerkasReceived,
    BerkasWithdrawn,
    SenderRelationRecorded,
)
from shared.contracts.oversight import DeadlineMissed
from shared.contracts.signing import BerkasRejected, DocumentSigned
from shared.contracts.verification import BerkasReturned, BerkasVerified
from shared.contracts.vocabulary import Clock, Desk, DocumentId, FactId, MessageId, MessageKind, Place

ToldFact: TypeAlias = (
    BerkasReceived
    | BerkasFoundIncomplete
    | BerkasReturned
    | EntryReturned
    | BerkasVerified
    | SiakEntered
    | BerkasWithdrawn
    | BerkasLapsed
    | BerkasRejected
    | DeadlineMissed
    | DocumentPrinted
    | DocumentHandedOver
)
TOLD: tuple[type[ToldFact], ...] = get_args(ToldFact)

DocumentFact: TypeAlias = DocumentSigned | SenderRelationRecorded


async def tell(heard: Heard[ToldFact], room: DeliveryRoom) -> None:
    """A fact the applicant cares about: she is to be told."""
    for command in what_to_tell(heard, room):
        await room.execute(DELIVERY, berkas_stream(heard.fact.berkas_id), command, cause=heard.cause)


async def tell_documents(heard: Heard[DocumentFact], room: DeliveryRoom) -> None:
    """A signed document goes out once somebody recorded who the sender is to the subjek."""
    for command in await documents_to_tell(heard, room):
        await room.execute(DELIVERY, berkas_stream(heard.fact.berkas_id), command, cause=heard.cause)


def kind_of(fact: ToldFact) -> MessageKind | None:
    """What to say because of a fact; None where it does not concern the applicant."""
    match fact:
        case BerkasReceived():
            return MessageKind.BERKAS_DITERIMA
        case BerkasFoundIncomplete():
            return MessageKind.BERKAS_BELUM_LENGKAP
        case BerkasReturned():
            return MessageKind.BERKAS_PERLU_DIPERBAIKI
        case EntryReturned():
            return MessageKind.BERKAS_PERLU_DIPERBAIKI if fact.to is Desk.INTAKE else None
        case BerkasVerified():
            return MessageKind.BERKAS_TERVERIFIKASI
        case SiakEntered():
            return MessageKind.BERKAS_DIPROSES
        case BerkasWithdrawn():
            return MessageKind.BERKAS_DIBATALKAN
        case BerkasLapsed():
            return MessageKind.BERKAS_DITUTUP
        case BerkasRejected():
            return MessageKind.BERKAS_DITOLAK
        case DeadlineMissed():
            return MessageKind.BERKAS_TERLAMBAT if fact.clock is Clock.SERVICE else None
        case DocumentPrinted():
            return None if fact.place is Place.PEMOHON else MessageKind.DOKUMEN_MENUNGGU_DIAMBIL
        case DocumentHandedOver():
            return MessageKind.DOKUMEN_DISERAHKAN


def what_to_tell(heard: Heard[ToldFact], room: DeliveryRoom) -> Iterator[TellApplicant]:
    """The message a fact leads to, if the office sends such messages."""
    fact = heard.fact
    kind = kind_of(fact)
    if kind is None or kind not in room.office.messages:
        return
    document_id = fact.document_id if isinstance(fact, DocumentPrinted | DocumentHandedOver) else None
    yield _tell(heard, room, kind, heard.envelope.fact_id, document_id)


async def documents_to_tell(heard: Heard[DocumentFact], room: DeliveryRoom) -> Sequence[TellApplicant]:
    """One message per signed document, each with its PDF; none to somebody unrelated, or before that is known."""
    if MessageKind.DOKUMEN_SIAP not in room.office.messages:
        return []
    dossier = await room.dossier(heard.fact.berkas_id)
    if not may_have_documents(dossier):
        return []
    return [
        _tell(heard, room, MessageKind.DOKUMEN_SIAP, one.envelope.fact_id, one.fact.document_id)
        for one in dossier.history
        if isinstance(one.fact, DocumentSigned)
    ]


def message_about(about: FactId, kind: MessageKind) -> MessageId:
    """The same fact and kind always make the same message: told once per fact."""
    return MessageId(str(uuid5(UUID(about), kind)))


def _tell(
    heard: Heard[ToldFact] | Heard[DocumentFact],
    room: DeliveryRoom,
    kind: MessageKind,
    about: FactId,
    document_id: DocumentId | None,
) -> TellApplicant:
    return TellApplicant(
        command_id=heard.command_id(f"{kind}/{document_id or ''}"),
        by=system(Desk.DELIVERY),
        now=room.now(),
        message_id=message_about(about, kind),
        kind=kind,
        about=about,
        document_id=document_id,
    )
