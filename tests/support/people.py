"""Who and what do tests speak of? Officers, ids, sealed stand-ins, and the documents of one birth."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypedDict, TypeVar
from uuid import UUID, uuid5

import msgspec

from shared.contracts.fact import BlobRef, By
from shared.contracts.rules.tracking import tracking_code
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Lack, Person, PlannedDocument, Sender
from shared.contracts.vocabulary import (
    BerkasId,
    CommandId,
    DocumentId,
    DocumentKind,
    LackReason,
    Nomor,
    OfficerId,
    Origin,
    Paper,
    PhotoId,
    Role,
)

T = TypeVar("T")

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
"""Monday 2 March 2026, 12.00 WIB: a working day within office hours."""
TODAY = NOON.date()


def officer(name: str, role: Role) -> By:
    return By(OfficerId(name), role)


UJANG = officer("ujang", Role.PETUGAS_KHUSUS)
RINA = officer("rina", Role.OPERATOR_WA)
SITI = officer("siti", Role.PETUGAS_VERIFIKASI)
DEWI = officer("dewi", Role.PETUGAS_VERIFIKASI)
BUDI = officer("budi", Role.OPERATOR_ENTRI)
JONI = officer("joni", Role.OPERATOR_ENTRI)
HASAN = officer("hasan", Role.KASI)
MARNI = officer("marni", Role.KASI)
YENI = officer("yeni", Role.KADIS)
TAUFIK = officer("taufik", Role.KADIS)
NELI = officer("neli", Role.PETUGAS_NAGARI)
TONI = officer("toni", Role.AUDITOR)


# ---------------------------------------------------------------- ids, sealed values, bytes at rest


def made_up(what: str) -> str:
    """A UUID that is always the same for the same words."""
    return str(uuid5(UUID("5b4f8a3e-1308-5990-8000-000000000000"), what))


def command_id(what: str = "once") -> CommandId:
    return CommandId(made_up(f"command {what}"))


class Asked(TypedDict):
    """The fields every command has."""

    command_id: CommandId
    by: By
    now: datetime


def asked(by: By, *, now: datetime = NOON, once: str = "once") -> Asked:
    """The head of a command: `Verify(**asked(SITI), seen=3)`; another `once` is another asking."""
    return Asked(command_id=command_id(once), by=by, now=now)


def sealed(value: T) -> Sealed[T]:
    """A stand-in box for tests of pure judgement: no key opens it, and equal values give equal boxes."""
    return Sealed(b64encode(msgspec.json.encode(value)).decode())


def blob(what: str = "bytes", media_type: str = "application/pdf") -> BlobRef:
    content = what.encode()
    return BlobRef(
        address=sha256(b"sealed " + content).hexdigest(),
        sha256=sha256(content).hexdigest(),
        size=len(content),
        media_type=media_type,
        key=sealed(f"key of {what}"),
    )


# ---------------------------------------------------------------- one birth

BERKAS = BerkasId(made_up("berkas"))
NOMOR = Nomor("BKS-2026-000123")
TRACKING = tracking_code(b"contoh!!")
PHOTO = PhotoId(made_up("photo"))
SENDER = Sender(name="Upik Contoh", account="WA.1308990001")
RECEIVER = Person(name="Upik Contoh", nik="1308994103900001")


def planned(kind: DocumentKind, origin: Origin = Origin.SIAK) -> PlannedDocument:
    return PlannedDocument(document_id=DocumentId(made_up(f"document {kind}")), kind=kind, origin=origin)


KUTIPAN = planned(DocumentKind.KUTIPAN_AKTA_KELAHIRAN)
KARTU = planned(DocumentKind.KK)
SURAT = planned(DocumentKind.SURAT_OFFICE, Origin.OFFICE)

BIRTH_PAPERS: tuple[Paper, ...] = (Paper.F_2_01, Paper.SURAT_KETERANGAN_LAHIR, Paper.BUKU_NIKAH, Paper.KK_LAMA)
NO_BIRTH_LETTER = Lack(paper=Paper.SURAT_KETERANGAN_LAHIR, reason=LackReason.MISSING)
