"""How does a form become a draft? Drawn with the draft's marks and without them, sealed, compared with the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import msgspec
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError

from services.entry.decisions.commands import NoForm, NoSuchDocument
from services.entry.forms import Form, Frame, Kantor, Pejabat, Stage, draw
from shared.contracts.fact import BlobRef, berkas_stream
from shared.contracts.rules.dossier import Dossier
from shared.contracts.rules.journey import NeverCame
from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import DocumentId, DocumentKind, Origin, Role
from shared.office import OfficeSettings
from shared.room import Room

PDF = "application/pdf"

_FORMS: Mapping[DocumentKind, TypeAdapter[Any]] = {form.kind: TypeAdapter(form) for form in get_args(Form)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft that rests with us and is not yet on the log. `changed`: fields that differ from the one before."""

    document_id: DocumentId
    revision: int
    draft: BlobRef
    content: BlobRef | None
    data: Sealed[dict[str, object]]
    changed: tuple[str, ...]


async def made_draft(room: Room, dossier: Dossier, document_id: DocumentId, fields: Mapping[str, object]) -> Drafted:
    """Draw and keep the next revision of a document.

    Raises:
        NoSuchDocument, NoForm, RequestValidationError: nothing was drawn.
    """
    document = dossier.journey.document(document_id)
    if document is None:
        raise NoSuchDocument(document_id=document_id)
    form = _form(document.plan.kind, fields)
    revision = document.revision + 1
    key = await room.keys.of(berkas_stream(dossier.journey.berkas_id))
    data: dict[str, object] = msgspec.to_builtins(form)
    before = _last(dossier, document_id)
    return Drafted(
        document_id=document_id,
        revision=revision,
        draft=await _drawn(room, dossier, form, revision, Stage.DRAF),
        content=await _content(room, dossier, form, revision) if document.plan.origin is Origin.OFFICE else None,
        data=key.seal(data),
        changed=_changed(key.open(before, dict[str, object]), data) if before else (),
    )


def _form(kind: DocumentKind, fields: Mapping[str, object]) -> Form:
    """The fields as the form of that kind, every fault named by its field."""
    form = _FORMS.get(kind)
    if form is None:
        raise NoForm(kind=kind)
    try:
        return form.validate_python(fields)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in faults]) from None


async def _content(room: Room, dossier: Dossier, form: Form, revision: int) -> BlobRef:
    """What will be signed: it says CONTOH wherever the office signs with its test certificate."""
    return await _drawn(room, dossier, form, revision, Stage.CONTOH if room.office.sample else Stage.ASLI)


async def _drawn(room: Room, dossier: Dossier, form: Form, revision: int, stage: Stage) -> BlobRef:
    if dossier.received is None:
        raise NeverCame
    frame = Frame(
        kantor=kantor(room.office),
        pejabat=await _signer(room),
        nomor=dossier.received.nomor,
        revision=revision,
        stage=stage,
        at=room.now(),
    )
    pdf = await room.cpu(draw, form, frame)
    return await room.blobs.store(berkas_stream(dossier.journey.berkas_id), pdf, PDF)


def kantor(office: OfficeSettings) -> Kantor:
    """The office as its documents name it."""
    return Kantor(pemerintah=office.pemerintah, dinas=office.dinas, kabupaten=office.kabupaten, tempat=office.tempat)


async def _signer(room: Room) -> Pejabat:
    """Whoever is appointed to sign today; while nobody is, the line is left to be filled by hand."""
    standing = await room.standing()
    for officer, named in room.office.signers.items():
        if standing.may_sign(officer, room.today):
            return Pejabat(jabatan=named.jabatan, nama=named.nama, nip=named.nip)
    return Pejabat(jabatan=room.office.title(Role.KADIS), nama="……………………", nip="……………………")


def _last(dossier: Dossier, document_id: DocumentId) -> Sealed[dict[str, object]] | None:
    paperwork = dossier.documents.get(document_id)
    return paperwork.drafts[-1].data if paperwork and paperwork.drafts else None


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)))
