"""Which PDFs are taken in as signed in SIAK? Only what a check proves, or an officer's word with the IKD app."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from fastapi.exceptions import RequestValidationError

from services.signing.api.importing import FLAWS, Proof, proven
from services.signing.decisions.commands import NoSuchDocument, NotAccepted, NotAppointed
from services.signing.ports import Checked, Verdict
from services.signing.room import SigningRoom
from shared.contracts.shapes import PlannedDocument
from shared.contracts.signing import SignerAppointed
from shared.contracts.vocabulary import Desk, DocumentKind, Evidence, OfficerId, Origin, SignerTitle
from shared.web.uploads import Form, Upload
from tests.support.builders import draft_printed
from tests.support.histories import up_to_signer
from tests.support.outside import ObedientSigner
from tests.support.people import BERKAS, HASAN, KUTIPAN, NOON, TAUFIK, TODAY, YENI, blob, planned
from tests.support.rooms import MemoryOffice

pytestmark = pytest.mark.spine

SURAT = planned(DocumentKind.SURAT_OFFICE, Origin.OFFICE)
CERTIFICATE = "f" * 64
GOOD = Checked(verdict=Verdict.GOOD, certificate=CERTIFICATE, signed_at=NOON, content_sha256="c" * 64)


def appointed(officer: OfficerId, certificate: str | None, *, starts_in: int = 0) -> SignerAppointed:
    return SignerAppointed(
        officer=officer,
        title=SignerTitle.DEFINITIF,
        since=TODAY + timedelta(days=starts_in),
        certificate=certificate,
        by=HASAN,
        occurred_at=NOON,
    )


async def proof(
    *appointments: SignerAppointed,
    found: Checked = GOOD,
    document: PlannedDocument = KUTIPAN,
    pdf: bytes = b"%PDF-1.7 signed in SIAK",
    **fields: str,
) -> Proof:
    """What importing this PDF rests on, for a berkas whose documents wait for their signature."""
    office = MemoryOffice()
    room = SigningRoom.of(office.room(Desk.SIGNING), ObedientSigner(found=found))
    drawn = replace(draft_printed(SURAT), content=blob("drawn here"))
    await office.happened(*up_to_signer(KUTIPAN, SURAT), drawn, *appointments)
    form = Form(fields, [Upload(key="files", name="KK.pdf", claimed="application/pdf", data=pdf)])
    return await proven(room, await room.dossier(BERKAS), document.document_id, form)


def cek_ikd(signer: OfficerId = YENI.id) -> str:
    return json.dumps({"signer": signer, "signed_at": NOON.isoformat()})


async def test_the_signer_is_whom_the_certificate_names() -> None:
    found = await proof(appointed(TAUFIK.id, "0" * 64), appointed(YENI.id, CERTIFICATE))
    assert found == Proof(evidence=Evidence.EMBEDDED, signer=YENI.id, signed_at=NOON, certificate=CERTIFICATE)


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.GOOD])
async def test_whatever_is_not_good_is_not_taken_and_the_officer_reads_why(verdict: Verdict) -> None:
    with pytest.raises(NotAccepted) as refusal:
        await proof(appointed(YENI.id, CERTIFICATE), found=replace(GOOD, verdict=verdict))
    assert refusal.value.why == FLAWS[verdict]


@pytest.mark.parametrize(
    "appointment",
    [appointed(YENI.id, "0" * 64), appointed(YENI.id, None), appointed(YENI.id, CERTIFICATE, starts_in=1)],
)
async def test_who_was_not_appointed_on_that_day_did_not_sign_for_the_office(appointment: SignerAppointed) -> None:
    with pytest.raises(NotAccepted) as refusal:
        await proof(appointment)
    assert refusal.value.why == FLAWS[Verdict.OTHER_SIGNER]


async def test_a_signature_by_a_certificate_since_replaced_still_counts() -> None:
    renewed = appointed(YENI.id, "0" * 64, starts_in=1)
    assert (await proof(appointed(YENI.id, CERTIFICATE), renewed)).signer == YENI.id


async def test_what_was_drawn_here_is_taken_only_with_its_own_content() -> None:
    with pytest.raises(NotAccepted) as refusal:
        await proof(appointed(YENI.id, CERTIFICATE), document=SURAT)
    assert refusal.value.why == FLAWS[Verdict.OTHER_CONTENT]
    ours = replace(GOOD, content_sha256=sha256(b"drawn here").hexdigest())
    assert (await proof(appointed(YENI.id, CERTIFICATE), document=SURAT, found=ours)).signer == YENI.id


async def test_an_officer_vouches_for_what_the_ikd_app_showed() -> None:
    found = await proof(appointed(YENI.id, None), cek_ikd=cek_ikd())
    assert found == Proof(evidence=Evidence.CEK_IKD, signer=YENI.id, signed_at=NOON)


async def test_nobody_vouches_for_a_signer_whom_nobody_appointed() -> None:
    with pytest.raises(NotAppointed):
        await proof(appointed(YENI.id, None), cek_ikd=cek_ikd(TAUFIK.id))


async def test_nobody_vouches_for_what_is_no_pdf() -> None:
    with pytest.raises(NotAccepted):
        await proof(appointed(YENI.id, None), cek_ikd=cek_ikd(), pdf=b"\xff\xd8\xff a photo")


@pytest.mark.parametrize("said", ["", "{}", '{"signer": "yeni", "signed_at": "2026-03-02T05:00:00"}'])
async def test_vouching_says_who_signed_and_at_which_instant(said: str) -> None:
    with pytest.raises(RequestValidationError):
        await proof(appointed(YENI.id, None), cek_ikd=said)


async def test_nothing_is_imported_for_a_document_nobody_planned() -> None:
    with pytest.raises(NoSuchDocument):
        await proof(document=planned(DocumentKind.SKPWNI))
