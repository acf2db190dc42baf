"""How do words and documents reach the applicant? By her phone, or by somebody who speaks to her (steps 8 to 10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samples.demo.acts import MESSAGES, Berkas, Office, informed
from samples.demo.screen import NotSo, until
from shared.contracts.labels import choice
from shared.contracts.vocabulary import (
    Desk,
    Ending,
    MessageKind,
    Paper,
    Place,
    ReceiptProof,
    Role,
    SenderRelation,
    TellingChannel,
)
from shared.web.showing import DossierOut

_PLACES: Mapping[Role, Place] = {
    Role.PETUGAS_KHUSUS: Place.PETUGAS_KHUSUS,
    Role.PETUGAS_NAGARI: Place.PETUGAS_NAGARI,
}


async def told_in_person(
    office: Office, berkas: Berkas, kind: MessageKind, *, by: Role, channel: TellingChannel, times: int = 1
) -> None:
    """Whoever has no WhatsApp is told by an officer: the messages of this kind, as soon as they are due."""
    screen = office.people[by]

    async def look() -> list[str] | None:
        told: list[dict[str, Any]] = await screen.see("/delivery/messages")
        words = [word for one in told if one["berkas_id"] == berkas.id for word in one["words"]]
        due = [str(word["message_id"]) for word in words if word["kind"] == kind]
        return due if len(due) >= times else None

    for message_id in await until(look, f"{berkas.nomor}: pesan {choice(kind)}", patience=MESSAGES):
        await screen.press(f"/delivery/berkas/{berkas.id}/messages/{message_id}/told", {"channel": channel})
    how = choice(channel).lower()
    office.tell.did(berkas.about, screen.login.called, f"memberi tahu pemohon ({how}): {choice(kind).lower()}")


async def sent(office: Office, berkas: Berkas) -> DossierOut:
    """Step 8: wait until every signed PDF is on the applicant's phone."""
    screen = office.people[Role.OPERATOR_WA]
    await screen.finds(Desk.DELIVERY, "to_deliver", berkas.id)

    async def look() -> DossierOut | None:
        shown = await screen.berkas(Desk.DELIVERY, berkas.id)
        arrived = sum(event.name == "DocumentSent.v1" for event in shown.history)
        return shown if arrived == len(shown.documents) else None

    shown = await until(look, f"{berkas.nomor}: PDF ke pemohon", patience=MESSAGES)
    office.tell.did(berkas.about, "Pemohon", f"menerima {len(shown.documents)} PDF lewat WhatsApp")
    return shown


async def confirmed(office: Office, berkas: Berkas) -> None:
    """Step 9: she presses "diterima", and prints them herself."""
    screen = office.people[Role.OPERATOR_WA]
    for document in (await sent(office, berkas)).documents:
        path = f"/delivery/berkas/{berkas.id}/documents/{document.document_id}/received"
        await screen.press(path, {"proof": ReceiptProof.BUTTON})
    await _closed(office, berkas)
    office.tell.did(berkas.about, "Pemohon", "mencetak sendiri; berkas selesai")


async def handed_over(office: Office, berkas: Berkas, *, by: Role, told: TellingChannel | None = None) -> None:
    """Step 10: printed, carried and handed over, document by document. `told`: how, where no WhatsApp reaches her."""
    screen = office.people[by]
    await screen.finds(Desk.DELIVERY, "to_deliver", berkas.id)
    documents = (await screen.berkas(Desk.DELIVERY, berkas.id)).documents
    receiver = berkas.application.pelapor
    person = {"name": receiver.name.title(), "nik": receiver.nik, "phone": receiver.phone}
    received_by = {"receiver": person, "relation": SenderRelation.FAMILY}
    await screen.press(f"/delivery/berkas/{berkas.id}/receiver", received_by | {"ending": Ending.DIANTAR})
    paths = [f"/delivery/berkas/{berkas.id}/documents/{document.document_id}" for document in documents]
    for path in paths:
        await screen.press(f"{path}/printed", {"place": _PLACES[by]})
        await screen.press(f"{path}/issued", {"carrier": screen.login.officer})
    office.tell.did(berkas.about, screen.login.called, f"mencetak {len(documents)} dokumen di kertas HVS")
    if told is None:
        await informed(office, berkas, MessageKind.DOKUMEN_MENUNGGU_DIAMBIL, times=len(documents))
    else:
        for kind in (MessageKind.DOKUMEN_SIAP, MessageKind.DOKUMEN_MENUNGGU_DIAMBIL):
            await told_in_person(office, berkas, kind, by=by, channel=told, times=len(documents))
    for path in paths:
        await screen.press(f"{path}/handed-over", received_by | {"place": _PLACES[by]})
    await _closed(office, berkas)
    office.tell.did(berkas.about, screen.login.called, f"menyerahkannya kepada {receiver.name.title()}; berkas selesai")


async def collect(office: Office, berkas: Berkas, paper: Paper, *, by: Role) -> None:
    """An old paper that the new one replaces is taken back."""
    screen = office.people[by]
    await screen.press(f"/delivery/berkas/{berkas.id}/old-paper", {"paper": paper})


async def _closed(office: Office, berkas: Berkas) -> None:
    shown = await office.people[Role.AUDITOR].berkas(Desk.OVERSIGHT, berkas.id)
    if shown.stage != "closed":
        raise NotSo(f"{berkas.nomor}: belum selesai ({shown.stage_label})")
