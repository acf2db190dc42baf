"""How do Kasi and Kadis judge and sign? A draft sent back, a signature declined, a batch signed (steps 6 and 7)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from samples.demo.acts import Berkas, Office
from samples.demo.people import Certificate
from samples.demo.screen import NotSo
from shared.contracts.labels import choice
from shared.contracts.vocabulary import (
    DeclineReason,
    Desk,
    DocumentKind,
    DraftReturnReason,
    Role,
    SignerTitle,
)


async def appoint(office: Office, certificate: Certificate) -> None:
    """The Kadis signs from today on, with this certificate."""
    kasi, kadis = office.people[Role.KASI], office.people[Role.KADIS]
    body = {
        "officer": kadis.login.officer,
        "title": SignerTitle.DEFINITIF,
        "since": office.today.isoformat(),
        "certificate": certificate.fingerprint,
    }
    await kasi.press("/signing/signers", body)
    office.tell.did("Kantor", kasi.login.called, f"mencatat {kadis.login.name} sebagai penanda tangan")


async def return_draft(office: Office, berkas: Berkas, kind: DocumentKind, field: str, note: str) -> None:
    """Step 6: the Kasi found a mistake in one field."""
    screen = office.people[Role.KASI]
    document_id = await _document_id(office, berkas, kind)
    fault = {"field": field, "reason": DraftReturnReason.TYPO, "note": note}
    await screen.decide(Desk.SIGNING, berkas.id, "return", {"faults": [fault], "document_id": document_id})
    office.tell.did(berkas.about, screen.login.called, f"mengembalikan draf: salah ketik pada “{field}”")
    await office.people[Role.OPERATOR_ENTRI].finds(Desk.ENTRY, "drafting", berkas.id)


async def decline(office: Office, berkas: Berkas, kind: DocumentKind, note: str) -> None:
    """Step 7: the Kadis wants one document looked at once more."""
    screen = office.people[Role.KADIS]
    document_id = await _document_id(office, berkas, kind)
    body = {"reason": DeclineReason.NOT_CONVINCED, "note": note}
    await screen.decide(Desk.SIGNING, berkas.id, f"documents/{document_id}/decline", body)
    office.tell.did(berkas.about, screen.login.called, f"belum menandatangani {choice(kind)}: {note}")
    await office.people[Role.KASI].finds(Desk.SIGNING, "kasi", berkas.id)


async def sign_all(office: Office, waiting: Sequence[Berkas], passphrase: str) -> None:
    """Step 7: everything that waits, with one passphrase."""
    screen = office.people[Role.KADIS]
    named = {
        document.document_id: (berkas, document.kind_label, shown.version)
        for berkas in waiting
        for shown in [await screen.berkas(Desk.SIGNING, berkas.id)]
        for document in shown.documents
    }
    documents = [
        {"berkas_id": berkas.id, "document_id": document_id, "seen": version}
        for document_id, (berkas, _, version) in named.items()
    ]
    async for line in screen.follow("/signing/sign", {"documents": documents, "passphrase": passphrase}):
        result = json.loads(line)
        berkas, label, _ = named.pop(result["document_id"])
        if result["outcome"] != "signed":
            raise NotSo(f"{berkas.nomor}: {label}: {result.get('title', result['outcome'])}")
        office.tell.did(berkas.about, screen.login.called, f"menandatangani {label}")
    if named:
        raise NotSo(f"{len(named)} dokumen belum ditandatangani")


async def _document_id(office: Office, berkas: Berkas, kind: DocumentKind) -> str:
    shown = await office.people[Role.KASI].berkas(Desk.SIGNING, berkas.id)
    return next(one.document_id for one in shown.documents if one.kind == kind)
