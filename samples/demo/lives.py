"""Which four berkas go through the office, and what happens to each? Their lives up to the signature, and after it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from samples.album import SamplePaper
from samples.berkas import APPLICATIONS
from samples.demo import documents
from samples.demo.acts import (
    Berkas,
    Office,
    draft,
    enter,
    find_complete,
    find_incomplete,
    mark_unreadable,
    receive,
    return_to_applicant,
    supplement,
    validate,
    verify,
)
from samples.demo.delivery import collect, confirmed, handed_over, sent, told_in_person
from samples.demo.signing import decline, return_draft
from shared.contracts.vocabulary import (
    Channel,
    DocumentKind,
    Ending,
    LackReason,
    Layanan,
    MessageKind,
    Paper,
    Role,
    TellingChannel,
    UnreadableReason,
)

Papers = Sequence[SamplePaper]

_KHUSUS = Role.PETUGAS_KHUSUS


@dataclass(frozen=True, slots=True)
class Life:
    """One berkas: `before` takes it to the Kadis, `after` from there to the applicant."""

    layanan: Layanan
    before: Callable[[Office, Papers], Coroutine[Any, Any, Berkas]]
    after: Callable[[Office, Berkas], Coroutine[Any, Any, None]]


# ---------------------------------------------------------------- KK: straight through, cetak sendiri


async def _kk(office: Office, papers: Papers) -> Berkas:
    berkas = await receive(office, APPLICATIONS[Layanan.KK], papers)
    changed = ["pernyataan_perubahan"]
    await find_complete(office, berkas, when=changed)
    await verify(office, berkas, when=changed)
    await enter(office, berkas, {DocumentKind.KK: documents.kk_perubahan()})
    await validate(office, berkas)
    return berkas


# ---------------------------------------------------------------- birth: incomplete at first; printed in the nagari


async def _kelahiran(office: Office, papers: Papers) -> Berkas:
    letter, blurred = Paper.SURAT_KETERANGAN_LAHIR, UnreadableReason.BLURRED
    berkas = await receive(office, APPLICATIONS[Layanan.AKTA_KELAHIRAN], _first(papers), ending=Ending.DIANTAR)
    await mark_unreadable(office, berkas, letter, blurred)
    await find_incomplete(office, berkas, letter, LackReason.UNREADABLE)
    await supplement(office, berkas, _later(papers))
    await find_complete(office, berkas)
    await verify(office, berkas)
    drafts = {
        DocumentKind.KUTIPAN_AKTA_KELAHIRAN: documents.kutipan_kelahiran(office.today),
        DocumentKind.KK: documents.kk_kelahiran(),
    }
    await enter(office, berkas, drafts)
    await validate(office, berkas)
    return berkas


async def _through_the_nagari(office: Office, berkas: Berkas) -> None:
    await sent(office, berkas)
    await handed_over(office, berkas, by=Role.PETUGAS_NAGARI)


# ---------------------------------------------------------------- death: by motorcycle, returned by verification


async def _kematian(office: Office, papers: Papers) -> Berkas:
    letter, application = Paper.SURAT_KEMATIAN, APPLICATIONS[Layanan.AKTA_KEMATIAN]
    visit_id = await _ride_out(office, application.household.jorong.title())
    berkas = await receive(
        office,
        application,
        _first(papers),
        taker=_KHUSUS,
        channel=Channel.MOTOR,
        ending=Ending.DIANTAR,
        visit_id=visit_id,
    )
    await told_in_person(office, berkas, MessageKind.BERKAS_DITERIMA, by=_KHUSUS, channel=TellingChannel.LISAN)
    await _ride_home(office, visit_id)
    await find_complete(office, berkas)
    await return_to_applicant(office, berkas, letter, LackReason.UNREADABLE)
    kind, channel = MessageKind.BERKAS_PERLU_DIPERBAIKI, TellingChannel.TELEPON
    await told_in_person(office, berkas, kind, by=Role.OPERATOR_WA, channel=channel)
    await supplement(office, berkas, _later(papers), taker=_KHUSUS)
    await mark_unreadable(office, berkas, letter, UnreadableReason.TOO_DARK)
    await find_complete(office, berkas)
    await verify(office, berkas)
    drafts = {
        DocumentKind.KUTIPAN_AKTA_KEMATIAN: documents.kutipan_kematian(office.today),
        DocumentKind.KK: documents.kk_kematian(),
    }
    await enter(office, berkas, drafts)
    await validate(office, berkas)
    return berkas


async def _by_motorcycle(office: Office, berkas: Berkas) -> None:
    await handed_over(office, berkas, by=_KHUSUS, told=TellingChannel.TELEPON)
    await collect(office, berkas, Paper.KK_LAMA, by=_KHUSUS)


async def _ride_out(office: Office, jorong: str) -> str:
    """Step 1: the equipped motorcycle goes to a jorong."""
    screen = office.people[_KHUSUS]
    trip = {"jorong": jorong, "on": office.today.isoformat(), "officers": [screen.login.officer]}
    visit_id: str = (await screen.press("/intake/visits", trip))["visit_id"]
    equipment = ["HP layanan", "Power bank", "Printer", "Kertas HVS A4 80 gram", "Formulir"]
    await screen.press(f"/intake/visits/{visit_id}/start", {"equipment": equipment})
    office.tell.did("Motor keliling", screen.login.called, f"berangkat ke Jorong {jorong}, perlengkapan diperiksa")
    return visit_id


async def _ride_home(office: Office, visit_id: str) -> None:
    screen = office.people[_KHUSUS]
    await screen.press(f"/intake/visits/{visit_id}/end", {"helped": 1})
    office.tell.did("Motor keliling", screen.login.called, "kembali, satu keluarga dibantu")


# ---------------------------------------------------------------- moving out: draft returned, signature declined once


async def _pindah(office: Office, papers: Papers) -> Berkas:
    berkas = await receive(office, APPLICATIONS[Layanan.PINDAH_DATANG], papers)
    await find_complete(office, berkas)
    await verify(office, berkas)
    drafts = {
        DocumentKind.SKPWNI: documents.skpwni(office.today, alasan="Pekerjan"),
        DocumentKind.KK: documents.kk_pindah(),
    }
    await enter(office, berkas, drafts)
    await return_draft(office, berkas, DocumentKind.SKPWNI, "alasan", "Tertulis “Pekerjan”.")
    await draft(office, berkas, DocumentKind.SKPWNI, documents.skpwni(office.today))
    await validate(office, berkas)
    await decline(office, berkas, DocumentKind.SKPWNI, "cocokkan lagi alamat tujuan dengan F-1.03")
    await validate(office, berkas)
    return berkas


LIVES: Sequence[Life] = (
    Life(Layanan.KK, _kk, confirmed),
    Life(Layanan.AKTA_KELAHIRAN, _kelahiran, _through_the_nagari),
    Life(Layanan.AKTA_KEMATIAN, _kematian, _by_motorcycle),
    Life(Layanan.PINDAH_DATANG, _pindah, confirmed),
)


def _first(papers: Papers) -> Papers:
    """What is sent at once."""
    return [one for one in papers if not one.supplement]


def _later(papers: Papers) -> Papers:
    """What is sent once the office has asked."""
    return [one for one in papers if one.supplement]
