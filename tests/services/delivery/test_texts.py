"""What do applicants read? Every message as it reaches them, and the rules that all of them keep (messages.md)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delivery.handlers.writing import written
from services.delivery.ports import Attachment, OutgoingMessage
from services.delivery.texts import (
    BODIES,
    CONDOLENCE,
    DELAYS,
    FOOTER,
    LACKS,
    LONGEST_LIST,
    REJECTIONS,
    body,
    numbered,
    opening_hours,
    parameter,
)
from shared.contracts.fact import Fact, Recorded, system
from shared.contracts.oversight import DeadlineMissed
from shared.contracts.rules.calendar import FIVE_DAYS, SENIN_KAMIS
from shared.contracts.rules.clocks import Unit
from shared.contracts.shapes import Person, Sender
from shared.contracts.vocabulary import (
    Clock,
    Desk,
    DocumentId,
    LackReason,
    Layanan,
    MessageFailure,
    MessageKind,
    Paper,
    Place,
    RejectReason,
    SenderRelation,
    Variant,
)
from shared.office import ClockSettings
from tests.services.delivery.desk import PDF, STREAM, DeliveryDesk
from tests.support.builders import (
    document_printed,
    found_complete,
    found_incomplete,
    handed_over,
    informed,
    lapsed,
    rejected,
    relation_recorded,
    returned,
    siak_back,
    siak_down,
    signer_back,
    signer_unavailable,
    verified,
    withdrawn,
)
from tests.support.people import BERKAS, KUTIPAN, NOON, SENDER, TRACKING
from tests.support.rooms import SETTINGS, MemoryOffice

pytestmark = pytest.mark.spine

DAY = timedelta(days=1)
DEADLINE = date(2026, 3, 16)
HER_KK = Paper.KK_LAMA


async def message(
    desk: DeliveryDesk, about: Recorded[Fact], kind: MessageKind, document_id: DocumentId | None = None
) -> OutgoingMessage:
    """What is sent because of this fact."""
    message_id = await desk.is_due(about, kind, document_id)
    outgoing = await written(desk.room(), BERKAS, message_id)
    assert isinstance(outgoing, OutgoingMessage)
    return outgoing


async def text(
    desk: DeliveryDesk, about: Recorded[Fact], kind: MessageKind, document_id: DocumentId | None = None
) -> str:
    """What she reads, but for the footer."""
    whole = (await message(desk, about, kind, document_id)).text
    assert whole.endswith(f"\n\n{FOOTER}")
    return whole.removesuffix(f"\n\n{FOOTER}")


async def told(desk: DeliveryDesk, about: Fact, kind: MessageKind, document_id: DocumentId | None = None) -> str:
    """What she reads because this has happened."""
    [recorded] = await desk.office.happened(about)
    return await text(desk, recorded, kind, document_id)


# ---------------------------------------------------------------- every message


async def test_her_berkas_came() -> None:
    desk = DeliveryDesk()
    assert await text(desk, await desk.comes(), MessageKind.BERKAS_DITERIMA) == (
        "Terima kasih, Bapak/Ibu Upik Contoh. Berkas Akta Kelahiran sudah kami terima pada 2 Maret 2026 dengan nomor "
        "BKS-2026-000123. Simpan nomor ini untuk menanyakan berkas Anda. Petugas akan memeriksa kelengkapannya paling "
        "lambat 3 Maret 2026 dan mengabari Anda di sini."
    )


async def test_who_reports_a_death_is_not_thanked() -> None:
    desk = DeliveryDesk()
    came = await desk.comes(layanan=Layanan.AKTA_KEMATIAN, variant=Variant.KEMATIAN)
    assert (await text(desk, came, MessageKind.BERKAS_DITERIMA)).startswith(
        "Kami turut berduka cita, Bapak/Ibu Upik Contoh. Berkas Akta Kematian sudah kami terima pada 2 Maret 2026"
    )


async def test_papers_lack() -> None:
    desk = DeliveryDesk()
    await desk.comes()
    lacks = (
        await desk.lack(Paper.SURAT_KETERANGAN_LAHIR, LackReason.MISSING),
        await desk.lack(Paper.BUKU_NIKAH, LackReason.UNREADABLE, "halaman kedua"),
    )
    incomplete = found_incomplete(*lacks, deadline=DEADLINE)
    assert await told(desk, incomplete, MessageKind.BERKAS_BELUM_LENGKAP) == (
        "Bapak/Ibu Upik Contoh, berkas Akta Kelahiran nomor BKS-2026-000123 belum lengkap. Yang masih diperlukan: "
        "1) Surat keterangan lahir (belum ada); 2) Buku nikah (fotonya belum terbaca, mohon difoto ulang di tempat "
        "terang: halaman kedua). Silakan foto surat aslinya, bukan fotokopi, lalu kirim di sini paling lambat "
        "16 Maret 2026. Foto yang sudah Anda kirim tetap kami simpan, tidak perlu dikirim ulang. Jika kesulitan, "
        "balas BANTUAN."
    )


async def test_something_must_be_mended() -> None:
    desk = DeliveryDesk()
    await desk.comes()
    back = returned(await desk.lack(HER_KK, LackReason.NOT_ORIGINAL), deadline=DEADLINE)
    assert await told(desk, back, MessageKind.BERKAS_PERLU_DIPERBAIKI) == (
        "Bapak/Ibu Upik Contoh, berkas Akta Kelahiran nomor BKS-2026-000123 sudah diperiksa dan perlu diperbaiki. Yang "
        "perlu diperbaiki: Kartu Keluarga yang sekarang (mohon foto surat aslinya, bukan fotokopi). Silakan kirim "
        "perbaikannya di sini paling lambat 16 Maret 2026. Nomor berkas Anda tetap, jadi tidak perlu mengulang dari "
        "awal. Jika kurang jelas, balas BANTUAN."
    )


async def test_each_message_tells_what_its_own_fact_found() -> None:
    desk = DeliveryDesk()
    await desk.comes()
    first, later = (
        found_incomplete(await desk.lack(Paper.BUKU_NIKAH, LackReason.MISSING), deadline=DEADLINE),
        returned(await desk.lack(HER_KK, LackReason.EXPIRED), deadline=DEADLINE),
    )
    [incomplete, _] = await desk.office.happened(first, later)
    assert "Buku nikah (belum ada)" in await text(desk, incomplete, MessageKind.BERKAS_BELUM_LENGKAP)


async def test_her_berkas_is_verified_and_being_worked_on() -> None:
    desk = DeliveryDesk()
    await desk.comes()
    await desk.office.happened(found_complete())
    assert await told(desk, verified(at=NOON + DAY), MessageKind.BERKAS_TERVERIFIKASI) == (
        "Kabar baik, Bapak/Ibu Upik Contoh. Berkas Akta Kelahiran nomor BKS-2026-000123 sudah lengkap dan lolos "
        "verifikasi. Kami perkirakan selesai paling lambat 9 Maret 2026. Saat ini tidak ada yang perlu Anda lakukan; "
        "kami akan mengabari di sini."
    )
    assert await told(desk, verified(at=NOON + 2 * DAY), MessageKind.BERKAS_DIPROSES) == (
        "Bapak/Ibu Upik Contoh, berkas Akta Kelahiran nomor BKS-2026-000123 sedang diproses. Datanya sudah dimasukkan "
        "ke sistem kependudukan dan sekarang menunggu pemeriksaan serta tanda tangan elektronik Kepala Dinas. Kami "
        "perkirakan selesai paling lambat 9 Maret 2026. Saat ini tidak ada yang perlu Anda lakukan."
    )


async def test_her_document_is_ready_and_goes_along() -> None:
    desk = DeliveryDesk()
    [signed] = await desk.is_signed()
    outgoing = await message(desk, signed, MessageKind.DOKUMEN_SIAP, KUTIPAN.document_id)
    assert outgoing.attachment == Attachment(
        file_name="Kutipan Akta Kelahiran.pdf", media_type="application/pdf", data=PDF
    )
    assert outgoing.text.startswith(
        "Bapak/Ibu Upik Contoh, dokumen Kutipan Akta Kelahiran untuk berkas nomor BKS-2026-000123 sudah ditandatangani "
        "secara elektronik dan terlampir pada pesan ini. Mohon periksa nama, tanggal, dan alamatnya."
    )


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (
            Place.LOKET,
            "loket Dinas Kependudukan dan Pencatatan Sipil, Lubuk Contoh pada " + opening_hours(FIVE_DAYS) + ".",
        ),
        (Place.PETUGAS_NAGARI, "kantor wali nagari Anda pada jam kerja kantor nagari."),
        (Place.PETUGAS_KHUSUS, "jorong Anda dari petugas motor keliling pada kunjungan berikutnya."),
    ],
)
async def test_her_print_waits_for_her(place: Place, where: str) -> None:
    desk = DeliveryDesk()
    await desk.is_signed()
    told_ = await told(desk, document_printed(place=place), MessageKind.DOKUMEN_MENUNGGU_DIAMBIL, KUTIPAN.document_id)
    assert told_ == (
        "Bapak/Ibu Upik Contoh, dokumen Kutipan Akta Kelahiran untuk berkas nomor BKS-2026-000123 sudah dicetak dan "
        f"dapat diterima di {where} Mohon bawa KTP-el atau tanda pengenal lain dan sebutkan nomor berkas. Jika "
        "diwakilkan, mohon sertakan surat kuasa. Jika belum bisa datang, balas pesan ini."
    )


async def test_somebody_received_it_for_her() -> None:
    desk = DeliveryDesk()
    await desk.is_signed()
    key = await desk.office.keys.of(STREAM)
    handed = replace(handed_over(), receiver=key.seal(Person(name="Buyung Contoh", nik="1308994103900001")))
    assert await told(desk, handed, MessageKind.DOKUMEN_DISERAHKAN, KUTIPAN.document_id) == (
        "Bapak/Ibu Upik Contoh, dokumen Kutipan Akta Kelahiran untuk berkas nomor BKS-2026-000123 sudah diserahkan "
        "kepada Buyung Contoh pada 2 Maret 2026. Jika Anda tidak mengenal penerimanya, ada data yang salah, atau ada "
        "yang meminta uang, segera balas pesan ini. Terima kasih sudah mengurus dokumen keluarga Anda."
    )


async def test_her_berkas_will_soon_lapse_counted_from_when_she_was_told() -> None:
    desk = DeliveryDesk()
    await desk.comes()
    [incomplete] = await desk.office.happened(
        found_incomplete(await desk.lack(HER_KK, LackReason.MISSING), deadline=DEADLINE)
    )
    await desk.office.happened(informed(about=incomplete.envelope.fact_id, at=NOON + 3 * DAY))
    assert await text(desk, incomplete, MessageKind.BERKAS_SEGERA_DITUTUP) == (
        "Bapak/Ibu Upik Contoh, berkas Akta Kelahiran nomor BKS-2026-000123 masih menunggu kiriman Anda: Kartu "
        "Keluarga yang sekarang (belum ada). Jika belum ada kabar sampai 19 Maret 2026, berkas kami tutup sementara. "
        "Berkas dapat dibuka lagi dengan nomor yang sama dan foto Anda tidak perlu dikirim ulang. Jika kesulitan, "
        "balas BANTUAN; petugas siap membantu."
    )


async def test_her_berkas_lapsed() -> None:
    desk = DeliveryDesk()
    await desk.comes()
    assert await told(desk, lapsed(), MessageKind.BERKAS_DITUTUP) == (
        "Bapak/Ibu Upik Contoh, karena belum ada kabar dari Anda, berkas Akta Kelahiran nomor BKS-2026-000123 kami "
        "tutup sementara. Berkas dapat dibuka lagi kapan saja dengan nomor yang sama: cukup kirim surat yang kurang "
        "atau balas BUKA. Foto yang sudah Anda kirim tetap kami simpan."
    )


async def test_she_withdrew() -> None:
    desk = DeliveryDesk()
    await desk.comes()
    assert await told(desk, withdrawn(), MessageKind.BERKAS_DIBATALKAN) == (
        "Bapak/Ibu Upik Contoh, sesuai permintaan pada 2 Maret 2026, berkas Akta Kelahiran nomor BKS-2026-000123 sudah "
        "dibatalkan dan tidak diproses lagi. Jika Anda tidak meminta pembatalan ini, balas BUKA paling lambat 16 Maret "
        "2026. Anda dapat mengajukan lagi kapan saja tanpa biaya."
    )


@pytest.mark.parametrize("reason", RejectReason)
async def test_it_cannot_be_granted_and_she_hears_why_and_what_she_can_do(reason: RejectReason) -> None:
    desk = DeliveryDesk()
    await desk.comes()
    assert await told(desk, rejected(reason), MessageKind.BERKAS_DITOLAK) == (
        "Bapak/Ibu Upik Contoh, mohon maaf, permohonan Akta Kelahiran nomor BKS-2026-000123 belum dapat kami kabulkan "
        f"karena {REJECTIONS[reason]}. Jika Anda berkeberatan atau punya surat lain yang mendukung, balas pesan ini "
        "atau datang ke kantor; petugas akan membantu. Anda dapat mengajukan lagi kapan saja tanpa biaya."
    )


def missed(days: int) -> DeadlineMissed:
    """The promise of a berkas that was complete at noon, so many days later."""
    at = NOON + timedelta(days=days)
    by = system(Desk.OVERSIGHT)
    return DeadlineMissed(berkas_id=BERKAS, clock=Clock.SERVICE, due_at=at, by=by, occurred_at=at)


@pytest.mark.parametrize(
    ("stood_still", "why", "days"),
    [
        ((), "pekerjaan kami memerlukan waktu lebih lama", 7),
        (
            (siak_down(at=NOON + DAY), siak_back(at=NOON + 2 * DAY)),
            "sistem kependudukan (SIAK) sempat tidak dapat digunakan",
            8,
        ),
        (
            (signer_unavailable(at=NOON + DAY), signer_back(at=NOON + 2 * DAY)),
            "penandatanganan elektronik sempat terhenti",
            8,
        ),
    ],
)
async def test_we_are_late_and_say_why_and_until_when(stood_still: tuple[Fact, ...], why: str, days: int) -> None:
    desk = DeliveryDesk()
    await desk.comes()
    await desk.office.happened(found_complete(), *stood_still)
    desk.office.clock.later(timedelta(days=days, hours=1))
    assert await told(desk, missed(days), MessageKind.BERKAS_TERLAMBAT) == (
        f"Bapak/Ibu Upik Contoh, mohon maaf, berkas Akta Kelahiran nomor BKS-2026-000123 belum selesai pada {2 + days} "
        f"Maret 2026 seperti yang kami janjikan, karena {why}. Berkas Anda tetap kami kerjakan dan kami perkirakan "
        f"selesai paling lambat {9 + days} Maret 2026. Tidak ada yang perlu Anda kirim ulang; kami akan mengabari di "
        "sini begitu selesai."
    )


async def test_a_promise_in_working_days_is_renewed_in_working_days() -> None:
    clock = ClockSettings(days=5, unit=Unit.WORKING_DAYS)
    desk = DeliveryDesk(MemoryOffice(SETTINGS.model_copy(update={"service_clock": clock})))
    await desk.comes()
    await desk.office.happened(found_complete())
    assert "selesai paling lambat 9 Maret 2026" in await told(desk, missed(0), MessageKind.BERKAS_TERLAMBAT)


# ---------------------------------------------------------------- to whom


async def test_it_goes_to_the_account_that_wrote_with_a_link_to_her_own_berkas() -> None:
    desk = DeliveryDesk()
    outgoing = await message(desk, await desk.comes(), MessageKind.BERKAS_DITERIMA)
    assert outgoing.to == SENDER.account
    assert outgoing.link == f"{SETTINGS.base_url}/intake/status/{TRACKING}"
    shown = repr(outgoing)
    assert not any(secret in shown for secret in (outgoing.to, outgoing.text, outgoing.link, SENDER.name))


async def test_where_the_account_is_unknown_to_the_number() -> None:
    desk = DeliveryDesk()
    came = await desk.comes(Sender(name="Upik Contoh", phone="+62 000"))
    assert (await message(desk, came, MessageKind.BERKAS_DITERIMA)).to == "+62 000"


async def test_whom_we_know_nothing_of_nothing_reaches() -> None:
    desk = DeliveryDesk()
    message_id = await desk.is_due(await desk.comes(Sender(name="Upik Contoh")), MessageKind.BERKAS_DITERIMA)
    assert await written(desk.room(), BERKAS, message_id) is MessageFailure.UNREACHABLE


async def test_who_has_no_name_is_addressed_all_the_same() -> None:
    desk = DeliveryDesk()
    came = await desk.comes(Sender(name=" ", account="WA.1"))
    assert "Terima kasih, Bapak/Ibu Pemohon." in await text(desk, came, MessageKind.BERKAS_DITERIMA)


async def test_a_document_goes_to_nobody_who_turned_out_to_be_unrelated() -> None:
    desk = DeliveryDesk()
    [signed] = await desk.is_signed()
    message_id = await desk.is_due(signed, MessageKind.DOKUMEN_SIAP, KUTIPAN.document_id)
    await desk.office.happened(relation_recorded(SenderRelation.UNRELATED))
    assert await written(desk.room(), BERKAS, message_id) is MessageFailure.REFUSED


# ---------------------------------------------------------------- what all of them keep

ALL = {**{kind: text for kind, text in BODIES.items() if kind is not MessageKind.BALASAN}, "condolence": CONDOLENCE}


@pytest.mark.parametrize("template", ALL.values(), ids=ALL.keys())
def test_no_variable_stands_first_last_or_beside_another(template: str) -> None:
    pieces = [(literal, name) for literal, name, _, _ in Formatter().parse(template)]
    assert pieces[0][0], "begins with words"
    assert pieces[-1][1] is None, "ends with words"
    assert all(literal.strip(" ") for literal, _ in pieces)


@pytest.mark.parametrize("template", ALL.values(), ids=ALL.keys())
def test_every_message_carries_the_nomor_on_one_line(template: str) -> None:
    assert "{nomor}" in template or template is BODIES[MessageKind.KUNJUNGAN_BATAL]
    assert "\n" not in template


@pytest.mark.parametrize("template", ALL.values(), ids=ALL.keys())
def test_no_message_asks_for_a_number_or_for_money(template: str) -> None:
    assert not re.search(r"\b(NIK|nomor KK|PIN|OTP|rekening|transfer|bayar|sebutkan NIK)\b", template)


@pytest.mark.parametrize("words", [*LACKS.values(), *REJECTIONS.values(), *DELAYS.values()])
def test_what_stands_in_a_sentence_reads_on(words: str) -> None:
    assert words == words.strip(" .")
    assert words[0].islower()


def test_every_reason_has_its_words() -> None:
    assert set(LACKS) == set(LackReason)
    assert set(REJECTIONS) == set(RejectReason)
    assert set(BODIES) == set(MessageKind)


def test_a_message_with_a_hole_is_never_written() -> None:
    with pytest.raises(KeyError):
        body(MessageKind.BERKAS_DITERIMA, {"nama": "Upik Contoh"})


@given(st.text())
def test_a_parameter_stands_on_one_line(value: str) -> None:
    kept = parameter(value)
    assert not re.search(r"[\n\r\t]| {2,}", kept)
    assert kept == kept.strip()


@pytest.mark.parametrize(
    "typed", ["1308994103900001", "1308 9941 0390 0001", "13.08.99.410390.0001", "NIK 1308994103900001!"]
)
def test_no_nik_goes_into_a_chat_whoever_typed_it(typed: str) -> None:
    assert not re.search(r"\d{4}", parameter(typed))
    assert parameter("nomor BKS-2026-000123, 16 Maret 2026") == "nomor BKS-2026-000123, 16 Maret 2026"


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=400), min_size=1, max_size=8))
def test_a_list_is_short_enough_for_a_template(items: list[str]) -> None:
    listed = numbered(items)
    assert len(listed) <= LONGEST_LIST
    whole = "; ".join(f"{n}) {item}" for n, item in enumerate(items, start=1)) if len(items) > 1 else items[0]
    assert listed == whole or (len(whole) > LONGEST_LIST and listed.endswith("; rincian di tautan"))


def test_one_thing_needs_no_number() -> None:
    assert numbered(["KK"]) == "KK"
    assert numbered(["KK", "buku nikah"]) == "1) KK; 2) buku nikah"


def test_opening_hours_are_said_as_people_say_them() -> None:
    assert opening_hours(FIVE_DAYS) == (
        "Senin sampai Kamis pukul 07.30 sampai 16.00 dan Jumat pukul 07.30 sampai 16.30"
    )
    saturdays = (SENIN_KAMIS, None, SENIN_KAMIS, None, None, SENIN_KAMIS, None)
    assert opening_hours(saturdays) == (
        "Senin pukul 07.30 sampai 16.00, Rabu pukul 07.30 sampai 16.00 dan Sabtu pukul 07.30 sampai 16.00"
    )
    assert opening_hours((SENIN_KAMIS,) * 7) == "Senin sampai Minggu pukul 07.30 sampai 16.00"
