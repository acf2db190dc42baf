"""What comes of an entry: which documents, drawn how, and what is odd about the people in it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from fastapi.exceptions import RequestValidationError

from services.entry.api.drafts import made_draft
from services.entry.api.siak import PlanIn, SubjekIn, odd, planned
from services.entry.decisions.commands import NoForm, NoSuchDocument
from shared.contracts.fact import Fact, berkas_stream
from shared.contracts.rules.numbers import Sex
from shared.contracts.shapes import PlannedDocument
from shared.contracts.vocabulary import Desk, DocumentKind, Layanan, Origin, Variant
from tests.documents.samples import KELAHIRAN
from tests.support.builders import draft_printed, received, siak_entered
from tests.support.histories import up_to_entry
from tests.support.people import BERKAS, KUTIPAN, SURAT
from tests.support.people import planned as document_of
from tests.support.rooms import SETTINGS, MemoryOffice

pytestmark = pytest.mark.spine

STREAM = berkas_stream(BERKAS)
OURS = document_of(DocumentKind.KUTIPAN_AKTA_KELAHIRAN, Origin.OFFICE)
FIELDS: dict[str, object] = msgspec.to_builtins(KELAHIRAN)


async def plan(office: MemoryOffice, *asked: PlanIn) -> tuple[PlannedDocument, ...]:
    room = office.room(Desk.ENTRY)
    return await planned(room, await room.dossier(BERKAS), asked)


def came_for(layanan: Layanan, variant: Variant) -> tuple[Fact, ...]:
    return (received(layanan=layanan, variant=variant), *up_to_entry()[1:])


# ---------------------------------------------------------------- which documents


async def test_without_a_word_from_the_officer_the_catalogue_says_what_comes_of_it() -> None:
    office = MemoryOffice()
    await office.happened(*up_to_entry())
    documents = await plan(office)
    assert [document.kind for document in documents] == [DocumentKind.KUTIPAN_AKTA_KELAHIRAN, DocumentKind.KK]
    assert {document.origin for document in documents} == {SETTINGS.origin}


async def test_in_every_round_they_are_the_same_documents() -> None:
    office = MemoryOffice()
    await office.happened(*up_to_entry())
    first = await plan(office)
    again = await plan(office, PlanIn(kind=DocumentKind.KK, origin=Origin.OFFICE))
    assert [document.document_id for document in again] == [first[1].document_id]


async def test_who_moves_out_of_a_family_leaves_two_family_cards() -> None:
    office = MemoryOffice()
    await office.happened(*came_for(Layanan.KK, Variant.KK_BARU_PISAH))
    two = PlanIn(kind=DocumentKind.KK, origin=Origin.SIAK), PlanIn(kind=DocumentKind.KK, origin=Origin.SIAK)
    first, second = await plan(office, *two)
    assert first.document_id != second.document_id
    assert [document.document_id for document in await plan(office, *two)] == [first.document_id, second.document_id]


async def test_the_number_that_siak_gave_is_sealed() -> None:
    office = MemoryOffice()
    await office.happened(*up_to_entry())
    numbered = PlanIn(kind=DocumentKind.KUTIPAN_AKTA_KELAHIRAN, origin=Origin.SIAK, number="1308-LU-15032026-0007")
    [document] = await plan(office, numbered)
    assert document.number is not None
    assert (await office.keys.of(STREAM)).open(document.number, str) == "1308-LU-15032026-0007"


# ---------------------------------------------------------------- what is odd (rule 10)


def test_what_is_odd_is_a_warning_and_nothing_more() -> None:
    subjek = SubjekIn(nama="Upik", nik="1308994103900001", tanggal_lahir=date(1990, 3, 2), jenis_kelamin=Sex.LAKI_LAKI)
    assert odd(subjek, Layanan.AKTA_KELAHIRAN) == ("nik_other_birth_date", "nik_other_sex", "name_one_word")


def test_only_newborns_are_held_to_the_rule_of_names() -> None:
    assert odd(SubjekIn(nama="Upik"), Layanan.KK) == ()


def test_who_says_nothing_is_warned_of_nothing() -> None:
    assert odd(SubjekIn(), Layanan.AKTA_KELAHIRAN) == ()
    assert odd(SubjekIn(nik="not a number"), Layanan.KK) == ()


# ---------------------------------------------------------------- its drafts


async def office_with(document: PlannedDocument) -> MemoryOffice:
    """Entered, with this one document to draw."""
    office = MemoryOffice()
    await office.happened(*up_to_entry(), siak_entered(document))
    return office


async def test_a_draft_is_drawn_kept_and_says_what_it_shows() -> None:
    office = await office_with(KUTIPAN)
    room = office.room(Desk.ENTRY)
    drafted = await made_draft(room, await room.dossier(BERKAS), KUTIPAN.document_id, FIELDS)
    assert (drafted.revision, drafted.changed, drafted.content) == (1, (), None)
    assert (await office.blobs.open(STREAM, drafted.draft)).startswith(b"%PDF-")
    assert (await office.keys.of(STREAM)).open(drafted.data, dict[str, object]) == FIELDS


async def test_what_the_office_signs_itself_is_drawn_once_more_without_the_drafts_marks() -> None:
    room = (await office_with(OURS)).room(Desk.ENTRY)
    drafted = await made_draft(room, await room.dossier(BERKAS), OURS.document_id, FIELDS)
    assert drafted.content is not None
    assert drafted.content.sha256 != drafted.draft.sha256


async def test_the_next_revision_names_the_fields_that_changed() -> None:
    office = await office_with(KUTIPAN)
    room = office.room(Desk.ENTRY)
    first = await made_draft(room, await room.dossier(BERKAS), KUTIPAN.document_id, FIELDS)
    await office.happened(replace(draft_printed(), data=first.data))
    mended = {**FIELDS, "nama": "Upik Contoh Sekali", "catatan": "perbaikan nama"}
    second = await made_draft(room, await room.dossier(BERKAS), KUTIPAN.document_id, mended)
    assert (second.revision, second.changed) == (2, ("catatan", "nama"))


async def test_every_fault_of_a_form_is_named_by_its_field() -> None:
    room = (await office_with(KUTIPAN)).room(Desk.ENTRY)
    faulty = {**FIELDS, "tanggal_lahir": "kemarin", "anak_ke": "pertama"}
    with pytest.raises(RequestValidationError) as refusal:
        await made_draft(room, await room.dossier(BERKAS), KUTIPAN.document_id, faulty)
    assert {fault["loc"] for fault in refusal.value.errors()} == {("body", "tanggal_lahir"), ("body", "anak_ke")}
    assert "kemarin" not in str(refusal.value.errors())


async def test_what_has_no_form_or_was_not_planned_is_not_drawn() -> None:
    room = (await office_with(SURAT)).room(Desk.ENTRY)
    dossier = await room.dossier(BERKAS)
    with pytest.raises(NoForm):
        await made_draft(room, dossier, SURAT.document_id, FIELDS)
    with pytest.raises(NoSuchDocument):
        await made_draft(room, dossier, KUTIPAN.document_id, FIELDS)
