"""Is everything as it should be at the end? History, signatures and rebuilt state of each berkas, said aloud."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from samples.demo.acts import Berkas, Office
from samples.demo.people import Certificate, Login
from services.signing.ports import Checked, Verdict
from shared.contracts.vocabulary import Desk, Role
from shared.documents.indonesian import WIB, waktu_wib
from shared.web.showing import DocumentOut, DossierOut, EventOut

Verify: TypeAlias = Callable[[bytes], Checked]
"""What a PDF's signature is worth, by the roots that the office trusts."""
Rebuilt: TypeAlias = Callable[[str], Awaitable[tuple[object, object]]]
"""A berkas (id) as the desks' lists have it now, and as its facts on the log make it anew."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """What the demo cannot see over HTTP, and where it puts what it could."""

    verify: Verify
    rebuilt: Rebuilt
    certificate: Certificate
    out: Path


async def proven(office: Office, berkas: Berkas, proofs: Proofs) -> bool:
    """Tell one berkas's history, keep its papers in `out`, and check all there is to check."""
    shown = await office.people[Role.AUDITOR].berkas(Desk.OVERSIGHT, berkas.id)
    logins: dict[str, Login] = {screen.login.officer: screen.login for screen in office.people.values()}
    office.tell.heading(f"{berkas.nomor} · {berkas.about} · {berkas.application.pelapor.name.title()}")
    for line in history(shown.history, logins):
        office.tell.line(line)
    office.tell.line()
    office.tell.held(f"{await _keep_sheet(office, berkas, proofs.out)}: foto berkas, seperti dicetak operator", so=True)
    signed = [await _signed(office, berkas, document, proofs) for document in shown.documents]
    return all([*signed, await _same(office, berkas, shown, proofs)])


# ---------------------------------------------------------------- the history


def history(events: Sequence[EventOut], logins: Mapping[str, Login]) -> Sequence[str]:
    """One line per act: when, who (where it changes), what; the same thing done several times stands once."""
    lines: list[str] = []
    before = ""
    for (by, what), same in groupby(_acts(events), key=lambda act: (act.by, act.what)):
        alike = list(same)
        count = sum(act.times for act in alike)
        actor = _actor(by, logins)
        when = f"{alike[0].at.astimezone(WIB):%H.%M.%S}"
        lines.append(
            f"  {when}  {'' if actor == before else actor:<25}  {what}{f', {count} kali' if count > 1 else ''}"
        )
        before = actor
    return lines


@dataclass(frozen=True, slots=True)
class _Act:
    """One line to be: what one press did, so many times."""

    at: datetime
    by: str
    what: str
    times: int


def _acts(events: Sequence[EventOut]) -> Iterator[_Act]:
    """One press leaves facts of one instant; of each kind, in the order of their first."""
    for (at, by), pressed in groupby(events, key=lambda event: (event.occurred_at, event.by)):
        alike: dict[str, list[EventOut]] = {}
        for event in pressed:
            alike.setdefault(event.label, []).append(event)
        for label, same in alike.items():
            details = {event.detail for event in same}
            yield _Act(at, by, ": ".join(filter(None, [label, *(details if len(details) == 1 else ())])), len(same))


def _actor(by: str, logins: Mapping[str, Login]) -> str:
    """`rina (Operator WhatsApp)` by her name."""
    officer, _, role = by.partition(" (")
    login = logins.get(officer)
    return f"{login.called}, {role.removesuffix(')')}" if login else by


# ---------------------------------------------------------------- the papers


async def _keep_sheet(office: Office, berkas: Berkas, out: Path) -> Path:
    pdf = await office.people[Role.OPERATOR_WA].file(f"/intake/berkas/{berkas.id}/sheet")
    return _keep(out / f"{berkas.nomor}-lembar-cetak.pdf", pdf)


async def _signed(office: Office, berkas: Berkas, document: DocumentOut, proofs: Proofs) -> bool:
    """The signed PDF in `out`: good, by the Kadis's certificate, and known to whoever reads its code."""
    screen, path = office.people[Role.OPERATOR_WA], f"/delivery/berkas/{berkas.id}/documents/{document.document_id}"
    pdf = await screen.file(f"{path}/signed")
    file = _keep(proofs.out / f"{berkas.nomor}-{document.kind.lower().replace('_', '-')}.pdf", pdf)
    checked = await asyncio.to_thread(proofs.verify, pdf)
    public = await screen.see(f"/signing/check/{document.check_code}")
    known = public["valid"] and public["sha256"] == hashlib.sha256(pdf).hexdigest()
    flaw = _flaw(checked, proofs.certificate.fingerprint, known=known)
    return office.tell.held(f"{file}: {flaw or _good(checked)}", so=flaw is None)


def _flaw(checked: Checked, certificate: str, *, known: bool) -> str | None:
    """Why the file is not what the office says it signed; None if it is."""
    if checked.verdict is not Verdict.GOOD:
        return f"TTE TIDAK SAH ({checked.verdict})"
    if checked.certificate != certificate:
        return "TTE sah, tetapi bukan oleh penanda tangan kantor ini"
    return None if known else "TTE sah, tetapi kodenya tidak cocok dengan file ini"


def _good(checked: Checked) -> str:
    when = f", {waktu_wib(checked.signed_at)}" if checked.signed_at else ""
    return f"TTE sah, {checked.signer}{when}"


def _keep(file: Path, data: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


# ---------------------------------------------------------------- the log


async def _same(office: Office, berkas: Berkas, shown: DossierOut, proofs: Proofs) -> bool:
    live, anew = await proofs.rebuilt(berkas.id)
    same = live == anew
    verdict = "sama dengan keadaan sekarang" if same else "BERBEDA dari keadaan sekarang"
    return office.tell.held(f"dibangun ulang dari {len(shown.history)} fakta di log: {verdict}", so=same)
