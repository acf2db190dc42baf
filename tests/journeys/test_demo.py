"""Does `berkas demo` show a newcomer what it promises, and say so when something is not as it should be?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

import samples
from samples import demo, people
from samples.demo.acts import Berkas as Played
from samples.demo.acts import Office as Stage
from samples.demo.narrator import Narrator
from samples.demo.office import daytime
from samples.demo.proof import Verify, history, proven
from samples.demo.screen import signed_in
from services.signing.ports import Checked, Verdict
from shared.contracts.vocabulary import Layanan, OfficerId, Role
from shared.documents.indonesian import WIB
from shared.web.showing import EventOut
from tests.documents.reading import pictures, qr_codes
from tests.journeys.walk import Berkas
from tests.support.lives import Screens
from tests.support.office import CAST, PASSPHRASE, Office
from tests.support.people import NOON, RINA
from tests.support.web import password_of

pytestmark = pytest.mark.spine

MINUTE = 60.0
DOCUMENTS = {
    "BKS-2026-{}-kk.pdf": 4,
    "BKS-2026-{}-kutipan-akta-kelahiran.pdf": 1,
    "BKS-2026-{}-kutipan-akta-kematian.pdf": 1,
    "BKS-2026-{}-skpwni.pdf": 1,
    "BKS-2026-{}-lembar-cetak.pdf": 4,
}
"""What it leaves, by name, and how many of each."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One run of the demo; `busy`: how many wanted each core meanwhile."""

    code: int
    said: str
    seconds: float
    busy: float
    out: Path

    def pdfs(self, kind: str = "") -> Sequence[Path]:
        return sorted(self.out.glob(f"*{kind}.pdf"))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    out = tmp_path_factory.mktemp("demo")
    started = monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "services", "demo", "--out", str(out)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    seconds, busy = monotonic() - started, os.getloadavg()[0] / (os.cpu_count() or 1)
    return Shown(ran.returncode, ran.stdout + ran.stderr, seconds, busy, out)


def test_everything_is_so_and_the_shell_is_told(shown: Shown) -> None:
    assert shown.code == 0, shown.said
    assert "Semua benar" in shown.said
    assert "✗" not in shown.said


def test_it_is_over_within_a_minute(shown: Shown) -> None:
    """Of a machine that has nothing else to do: others take their share of the cores."""
    assert shown.seconds < MINUTE * max(1.0, shown.busy)


def test_everybody_who_works_there_is_introduced_with_a_login_made_for_the_day(shown: Shown) -> None:
    for login in demo.cast().values():
        [line] = [line for line in shown.said.splitlines() if line.startswith("  ") and login.name in line][:1]
        assert login.officer in line
        assert login.password not in line


@pytest.mark.parametrize(
    "sentence",
    [
        "menandai Surat keterangan lahir tidak dapat dipakai (peringatan sistem: foto buram)",
        "diberi tahu lewat WhatsApp apa yang kurang",
        "mengembalikan: Surat keterangan kematian tidak terbaca",
        "memberi tahu pemohon (telepon): berkas perlu diperbaiki",
        "mengembalikan draf: salah ketik",
        "belum menandatangani Surat Keterangan Pindah WNI",
        "mencetak sendiri; berkas selesai",
        "menyerahkannya kepada Hendri Jambak; berkas selesai",
    ],
)
def test_every_turn_of_the_story_is_told(shown: Shown, sentence: str) -> None:
    assert sentence in shown.said


def test_each_berkas_leaves_its_print_sheet_and_its_signed_documents(shown: Shown) -> None:
    kinds = [re.sub(r"-\d{6}-", "-{}-", file.name) for file in shown.pdfs()]
    assert {kind: kinds.count(kind) for kind in kinds} == DOCUMENTS


def test_each_signed_document_is_said_to_verify_and_leads_to_its_check(shown: Shown) -> None:
    for file in (file for file in shown.pdfs() if "lembar" not in file.name):
        assert re.search(rf"✓ \S*{re.escape(file.name)}: TTE sah, Yeni Malayu", shown.said)
        [page] = pictures(file.read_bytes(), dpi=150)
        assert any("/signing/check/" in code for code in qr_codes(page))


def test_each_berkas_is_rebuilt_from_the_log_as_it_stands(shown: Shown) -> None:
    rebuilt = re.findall(r"dibangun ulang dari (\d+) fakta di log: sama dengan keadaan sekarang", shown.said)
    assert len(rebuilt) == len(people.HOUSEHOLDS)


def test_its_log_is_about_machines_and_never_about_people(shown: Shown) -> None:
    log = (shown.out / "demo.log").read_text().upper()
    assert "SERVER SERVES" in log
    for person in people.PEOPLE:
        assert person.name not in log
        assert not person.nik or person.nik not in log


# ---------------------------------------------------------------- when something is not so

LOGINS = {
    by.role: demo.Login(officer=by.id, name=by.id.title(), role=by.role, password=password_of(by.id))
    for by in reversed(CAST)
}
"""The people of the tests' office, who may play in the demo as well."""


async def test_it_says_which_desk_refused_what_and_that_all_is_not_well(office: Office, tmp_path: Path) -> None:
    said: list[str] = []
    so = await demo.run(office.url, LOGINS, _proofs(office, tmp_path), now=office.now, say=said.append)
    assert not so  # this office takes no photos above 1 MiB, and one of the samples is
    assert any("✗ POST /intake/berkas: " in line and "file_unusable" in line for line in said)
    assert "ADA YANG TIDAK BENAR" in said[-1]


@pytest.mark.asyncio(loop_scope="package")
async def test_a_bad_signature_and_a_state_that_cannot_be_rebuilt_are_seen(
    office: Office, screens: Screens, tmp_path: Path
) -> None:
    berkas = Berkas("proven", screens)
    await berkas.to_signer()
    await berkas.to_delivery()
    [document_id] = await berkas.documents()
    await berkas.press(RINA, f"documents/{document_id}/received", {"proof": "in_person"}, desk="delivery")
    played = Played(berkas.id, berkas.nomor, samples.APPLICATIONS[Layanan.PINDAH_DATANG])
    honest = _proofs(office, tmp_path)
    lies = {
        "TTE TIDAK SAH": replace(honest, verify=_found(Verdict.DAMAGED, office.certificate)),
        "TTE sah, tetapi bukan": replace(honest, verify=_found(Verdict.GOOD, "0" * 64)),
        "BERBEDA": replace(honest, rebuilt=_another_state),
    }
    async with signed_in(office.url, LOGINS) as at:
        said: list[str] = []
        stage = Stage(at, Narrator(said.append), office.now().date())
        assert await proven(stage, played, honest), said
        for lie, proofs in lies.items():
            said.clear()
            assert not await proven(stage, played, proofs)
            assert any(line.startswith("  ✗") and lie in line for line in said)


def _proofs(office: Office, out: Path) -> demo.Proofs:
    return demo.Proofs(
        verify=_found(Verdict.GOOD, office.certificate),
        rebuilt=_same_state,
        certificate=demo.Certificate(office.certificate, PASSPHRASE),
        out=out,
    )


def _found(verdict: Verdict, certificate: str) -> Verify:
    return lambda _: Checked(verdict=verdict, certificate=certificate)


async def _same_state(berkas_id: str) -> tuple[object, object]:
    return berkas_id, berkas_id


async def _another_state(berkas_id: str) -> tuple[object, object]:
    return berkas_id, "another"


# ---------------------------------------------------------------- small things


def test_a_history_names_whoever_acts_once_and_counts_what_was_done_alike() -> None:
    siti = demo.Login(officer=OfficerId("siti"), name="Siti Tanjung", role=Role.PETUGAS_VERIFIKASI, password="")
    by = "siti (Petugas Verifikasi)"
    events = [
        _event("Surat diperiksa", by, detail="Buku nikah, Baik"),
        _event("Surat diperiksa", by, detail="SKPWNI, Baik"),
        _event("Berkas terverifikasi", by, seconds=3),
        _event("Pesan sampai", "Sistem", seconds=4),
    ]
    assert history(events, {"siti": siti}) == [
        "  12.00.00  Siti, Petugas Verifikasi   Surat diperiksa, 2 kali",
        "  12.00.03                             Berkas terverifikasi",
        "  12.00.04  Sistem                     Pesan sampai",
    ]


@pytest.mark.parametrize(("hour", "there"), [(0, 9), (6, 9), (7, 7), (13, 13), (19, 19), (20, 9), (23, 9)])
def test_at_night_it_is_morning_in_the_demos_office(hour: int, there: int) -> None:
    at = NOON.astimezone(WIB).replace(hour=hour)
    assert daytime(lambda: at)().hour == there
    assert daytime(lambda: at)() <= at


def _event(label: str, by: str, *, detail: str = "", seconds: int = 0) -> EventOut:
    at = NOON + timedelta(seconds=seconds)
    return EventOut(name="", label=label, detail=detail, by=by, occurred_at=at, recorded_at=at, version=1)
