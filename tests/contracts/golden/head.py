"""What does every example begin with?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from shared.contracts.fact import BlobRef, By
from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import BerkasId, DocumentId, OfficerId, Role

NOON = datetime(2026, 3, 2, 5, 0, 0, 123456, tzinfo=UTC)
BERKAS = BerkasId("4edf5056-8332-59d4-8cfb-a94090fba537")
OTHER = BerkasId("0b3c1d52-6f0e-5a55-9c0b-3f2e7f6a9d11")
DOCUMENT = DocumentId("7a1f8c6e-26d5-5b8e-a1c4-5d6a0f3b9e22")
SITI = By(OfficerId("siti"), Role.PETUGAS_VERIFIKASI)
BOX = "c2VnZWw6Y29udG9oLXJhaGFzaWE="


class OfOffice(TypedDict):
    by: By
    occurred_at: datetime


class OfBerkas(OfOffice):
    berkas_id: BerkasId


class OfDocument(OfBerkas):
    document_id: DocumentId


OF_OFFICE = OfOffice(by=SITI, occurred_at=NOON)
OF_BERKAS = OfBerkas(by=SITI, occurred_at=NOON, berkas_id=BERKAS)
OF_DOCUMENT = OfDocument(by=SITI, occurred_at=NOON, berkas_id=BERKAS, document_id=DOCUMENT)


def note() -> Sealed[str]:
    return Sealed(BOX)


def blob(media_type: str) -> BlobRef:
    return BlobRef(
        address="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        sha256="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        size=204_800,
        media_type=media_type,
        key=Sealed(BOX),
    )
