"""How does a PDF that was signed inside SIAK come in? Checked, hashed and kept; only then recorded (SOP step 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from pydantic import AwareDatetime, ValidationError

from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import ImportSigned, NoSuchDocument, NotAccepted, NotAppointed
from services.signing.ports import Verdict
from services.signing.room import SigningRoom
from shared.contracts.fact import By, berkas_stream
from shared.contracts.rules.calendar import local_day
from shared.contracts.rules.dossier import Dossier
from shared.contracts.vocabulary import BerkasId, DocumentId, Evidence, OfficerId, Origin, Role
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Payload
from shared.web.roles import officer
from shared.web.uploads import Files, Form

PDF = "application/pdf"
ONE_PDF = Files(most=1, bytes_each=20 * 1024 * 1024)

FLAWS: Mapping[Verdict, str] = {
    Verdict.GOOD: "waktu penandatanganannya tidak terbaca.",
    Verdict.UNREADABLE: "isinya tidak terbaca sebagai PDF.",
    Verdict.NOT_SIGNED: "tidak ada tanda tangan elektronik di dalamnya.",
    Verdict.DAMAGED: "isi atau tanda tangannya sudah berubah.",
    Verdict.CHANGED_AFTERWARDS: "ada yang ditambahkan sesudah ditandatangani.",
    Verdict.NOT_TRUSTED: "sertifikat penanda tangannya tidak dikenal.",
    Verdict.CERTIFICATE_EXPIRED: "sertifikat penanda tangannya sudah kedaluwarsa ketika ditandatangani.",
    Verdict.CERTIFICATE_REVOKED: "sertifikat penanda tangannya sudah dicabut.",
    Verdict.NO_TIMESTAMP: "tidak ada cap waktunya.",
    Verdict.OTHER_SIGNER: "penanda tangannya bukan pejabat yang ditunjuk pada hari itu.",
    Verdict.OTHER_CONTENT: "isinya bukan dokumen yang diajukan untuk ditandatangani.",
}

Importer: TypeAlias = Annotated[By, officer(Role.OPERATOR_ENTRI, Role.KASI, Role.KADIS)]
SignedPdf: TypeAlias = Annotated[Form, Depends(ONE_PDF)]


class CekIkdIn(Payload):
    """The form's field `cek_ikd`, as JSON, for a PDF without embedded signature: what the IKD app showed."""

    signer: OfficerId
    signed_at: AwareDatetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """By whom a PDF was signed and when, and how we know."""

    evidence: Evidence
    signer: OfficerId
    signed_at: datetime
    certificate: str | None = None


def add_routes(router: APIRouter, room: SigningRoom) -> None:
    @router.post("/berkas/{berkas_id}/documents/{document_id}/import", openapi_extra=ONE_PDF.described("cek_ikd"))
    async def import_signed(
        berkas_id: BerkasId, document_id: DocumentId, form: SignedPdf, by: Importer, key: CommandKey
    ) -> Done:
        proof = await proven(room, await room.dossier(berkas_id), document_id, form)
        command = ImportSigned(
            command_id=key,
            by=by,
            now=room.now(),
            document_id=document_id,
            pdf=await room.blobs.store(berkas_stream(berkas_id), form.files[0].data, PDF),
            evidence=proof.evidence,
            signer=proof.signer,
            signed_at=proof.signed_at,
            code=room.check_code(document_id),
            certificate=proof.certificate,
        )
        return done(await room.do(SIGNING, berkas_id, command))


async def proven(room: SigningRoom, dossier: Dossier, document_id: DocumentId, form: Form) -> Proof:
    """The proof of a PDF's signature.

    Raises:
        NoSuchDocument, NotAccepted, NotAppointed: nothing was kept.
    """
    document = dossier.journey.document(document_id)
    if document is None:
        raise NoSuchDocument(document_id=document_id)
    pdf = form.files[0].data
    if "cek_ikd" in form.fields:
        return await _by_ikd(room, pdf, form.fields["cek_ikd"])
    ours = _content_of(dossier, document_id) if document.plan.origin is Origin.OFFICE else None
    return await _embedded(room, pdf, ours)


async def _embedded(room: SigningRoom, pdf: bytes, content: str | None) -> Proof:
    """By the signature in the PDF; over this content (SHA-256), where it was drawn here."""
    checked = await room.signer.check(pdf, at=room.now())
    if checked.verdict is not Verdict.GOOD or checked.signed_at is None:
        raise NotAccepted(why=FLAWS[checked.verdict])
    if content is not None and checked.content_sha256 != content:
        raise NotAccepted(why=FLAWS[Verdict.OTHER_CONTENT])
    day = local_day(checked.signed_at, room.calendar.zone)
    standing = await room.standing()
    for appointment in standing.appointments:
        if appointment.certificate == checked.certificate and appointment == standing.appointment(
            appointment.officer, day
        ):
            return Proof(
                evidence=Evidence.EMBEDDED,
                signer=appointment.officer,
                signed_at=checked.signed_at,
                certificate=checked.certificate,
            )
    raise NotAccepted(why=FLAWS[Verdict.OTHER_SIGNER])


async def _by_ikd(room: SigningRoom, pdf: bytes, said: str) -> Proof:
    """By the word of the officer who looked with the IKD app."""
    try:
        seen = CekIkdIn.model_validate_json(said)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)
        raise RequestValidationError(
            [{**fault, "loc": ("body", "cek_ikd", *fault["loc"])} for fault in faults]
        ) from None
    if not pdf.startswith(b"%PDF-"):
        raise NotAccepted(why=FLAWS[Verdict.UNREADABLE])
    if not (await room.standing()).may_sign(seen.signer, local_day(seen.signed_at, room.calendar.zone)):
        raise NotAppointed(officer=seen.signer)
    return Proof(evidence=Evidence.CEK_IKD, signer=seen.signer, signed_at=seen.signed_at)


def _content_of(dossier: Dossier, document_id: DocumentId) -> str | None:
    """SHA-256 of what was drawn to be signed."""
    paperwork = dossier.documents.get(document_id)
    content = paperwork.drafts[-1].content if paperwork and paperwork.drafts else None
    return content.sha256 if content else None
