"""Which fact leads to which message, and to whom may a document go? (messages.md; rule 12)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from services.delivery.handlers.telling import TOLD, ToldFact, kind_of, tell, tell_documents
from shared.bus.reaction import Heard
from shared.contracts.delivery import DocumentHandedOver, DocumentPrinted
from shared.contracts.fact import system
from shared.contracts.intake import SenderRelationRecorded
from shared.contracts.oversight import DeadlineMissed
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import Channel, Clock, Desk, MessageKind, Place, SenderRelation
from shared.office import TOLD_BY_DEFAULT
from tests.services.delivery.desk import DeliveryDesk
from tests.support.builders import (
    document_printed,
    entry_returned,
    found_incomplete,
    handed_over,
    lapsed,
    received,
    rejected,
    relation_recorded,
    returned,
    siak_entered,
    verified,
    withdrawn,
)
from tests.support.people import BERKAS, KARTU, KUTIPAN, NOON
from tests.support.rooms import SETTINGS, MemoryOffice, heard

pytestmark = pytest.mark.spine


def missed(clock: Clock) -> DeadlineMissed:
    return DeadlineMissed(berkas_id=BERKAS, clock=clock, due_at=NOON, by=system(Desk.OVERSIGHT), occurred_at=NOON)


KINDS: Sequence[tuple[ToldFact, MessageKind | None]] = [
    (received(), MessageKind.BERKAS_DITERIMA),
    (found_incomplete(), MessageKind.BERKAS_BELUM_LENGKAP),
    (returned(), MessageKind.BERKAS_PERLU_DIPERBAIKI),
    (entry_returned(Desk.INTAKE), MessageKind.BERKAS_PERLU_DIPERBAIKI),
    (entry_returned(Desk.VERIFICATION), None),
    (verified(), MessageKind.BERKAS_TERVERIFIKASI),
    (siak_entered(), MessageKind.BERKAS_DIPROSES),
    (withdrawn(), MessageKind.BERKAS_DIBATALKAN),
    (lapsed(), MessageKind.BERKAS_DITUTUP),
    (rejected(), MessageKind.BERKAS_DITOLAK),
    (missed(Clock.SERVICE), MessageKind.BERKAS_TERLAMBAT),
    (missed(Clock.SOP), None),
    (document_printed(place=Place.PETUGAS_KHUSUS), MessageKind.DOKUMEN_MENUNGGU_DIAMBIL),
    (document_printed(place=Place.PETUGAS_NAGARI), MessageKind.DOKUMEN_MENUNGGU_DIAMBIL),
    (document_printed(place=Place.LOKET), MessageKind.DOKUMEN_MENUNGGU_DIAMBIL),
    (document_printed(place=Place.PEMOHON), None),
    (handed_over(), MessageKind.DOKUMEN_DISERAHKAN),
]
SAID = [(fact, kind) for fact, kind in KINDS if kind]


@pytest.mark.parametrize(("fact", "kind"), KINDS)
def test_what_concerns_her_has_its_message(fact: ToldFact, kind: MessageKind | None) -> None:
    assert kind_of(fact) is kind


def test_every_fact_that_is_listened_for_is_in_that_table() -> None:
    assert {type(fact) for fact, _ in KINDS} == set(TOLD)


def office(*messages: MessageKind) -> MemoryOffice:
    """An office that sends these messages alone."""
    return MemoryOffice(SETTINGS.model_copy(update={"messages": frozenset(messages)}))


@pytest.mark.parametrize(
    ("fact", "kind"), [(fact, kind) for fact, kind in KINDS if kind and not isinstance(fact, type(received()))]
)
async def test_she_is_told_of_it_once_where_the_office_tells_it(fact: ToldFact, kind: MessageKind) -> None:
    desk = DeliveryDesk(office(kind))
    await desk.is_signed()
    [recorded] = await desk.office.happened(fact)
    for _ in range(2):
        await tell(heard(recorded), desk.room())
    document_id = KUTIPAN.document_id if isinstance(fact, DocumentPrinted | DocumentHandedOver) else None
    assert desk.due == [(kind, document_id)]


@pytest.mark.parametrize(("fact", "kind"), SAID)
async def test_what_the_office_has_switched_off_is_not_told(fact: ToldFact, kind: MessageKind) -> None:
    desk = DeliveryDesk(office(*set(MessageKind) - {kind}))
    await desk.is_signed()
    [recorded] = await desk.office.happened(fact)
    await tell(heard(recorded), desk.room())
    assert desk.due == []


def test_what_is_told_unless_an_office_says_otherwise() -> None:
    """Those of messages.md, and what nobody should learn by silence: closed, refused, late."""
    assert {
        MessageKind.BERKAS_DITERIMA,
        MessageKind.BERKAS_BELUM_LENGKAP,
        MessageKind.BERKAS_PERLU_DIPERBAIKI,
        MessageKind.DOKUMEN_SIAP,
        MessageKind.DOKUMEN_MENUNGGU_DIAMBIL,
        MessageKind.BERKAS_SEGERA_DITUTUP,
        MessageKind.BERKAS_DIBATALKAN,
        MessageKind.BERKAS_DITUTUP,
        MessageKind.BERKAS_DITOLAK,
        MessageKind.BERKAS_TERLAMBAT,
    } == TOLD_BY_DEFAULT


# ---------------------------------------------------------------- the documents

READY = MessageKind.DOKUMEN_SIAP
RELATED = [relation for relation in SenderRelation if relation is not SenderRelation.UNRELATED]


async def all_heard(desk: DeliveryDesk) -> None:
    """Every signature and every relation on the log reaches the reaction, the last ones first."""
    dossier = await desk.room().dossier(BERKAS)
    for one in reversed(dossier.history):
        if isinstance(one.fact, DocumentSigned | SenderRelationRecorded):
            await tell_documents(Heard(one.fact, one.envelope, "tell-documents"), desk.room())


@pytest.mark.parametrize("relation", RELATED)
async def test_each_signed_document_goes_by_its_own_message_once(relation: SenderRelation) -> None:
    desk = DeliveryDesk()
    await desk.is_signed(KUTIPAN, KARTU, relation=relation)
    await all_heard(desk)
    await all_heard(desk)
    assert sorted(desk.due) == sorted([(READY, KUTIPAN.document_id), (READY, KARTU.document_id)])


async def test_nothing_goes_out_before_somebody_recorded_what_the_sender_is_to_the_subjek() -> None:
    desk = DeliveryDesk()
    await desk.is_signed(KUTIPAN, KARTU, relation=None)
    await all_heard(desk)
    assert desk.due == []
    await desk.office.happened(relation_recorded(SenderRelation.FAMILY))
    await all_heard(desk)
    assert len(desk.due) == 2


async def test_nothing_goes_to_somebody_unrelated() -> None:
    desk = DeliveryDesk()
    await desk.is_signed(relation=SenderRelation.UNRELATED)
    await all_heard(desk)
    assert desk.due == []


async def test_the_relation_recorded_last_counts() -> None:
    desk = DeliveryDesk()
    await desk.is_signed(relation=SenderRelation.FAMILY)
    await desk.office.happened(relation_recorded(SenderRelation.UNRELATED))
    await all_heard(desk)
    assert desk.due == []


@pytest.mark.parametrize("channel", [Channel.MOTOR, Channel.LOKET])
@pytest.mark.parametrize("relation", [None, SenderRelation.UNRELATED])
async def test_who_did_not_write_to_us_is_told_by_an_officer_that_it_is_ready(
    channel: Channel, relation: SenderRelation | None
) -> None:
    desk = DeliveryDesk()
    await desk.is_signed(relation=relation, channel=channel)
    await all_heard(desk)
    assert desk.due == [(READY, KUTIPAN.document_id)]


async def test_an_office_that_sends_no_documents_sends_none() -> None:
    desk = DeliveryDesk(office(*set(MessageKind) - {READY}))
    await desk.is_signed()
    await all_heard(desk)
    assert desk.due == []


async def test_each_goes_out_when_it_is_heard_of_whichever_was_signed_first() -> None:
    desk = DeliveryDesk()
    [kutipan, kartu] = await desk.is_signed(KUTIPAN, KARTU)
    await tell_documents(heard(kartu), desk.room())
    await tell_documents(heard(kutipan), desk.room())
    assert sorted(desk.due) == sorted([(READY, KUTIPAN.document_id), (READY, KARTU.document_id)])
