"""How does a form become a draft? Drawn twice, with and without the draft's marks, sealed, and compared."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from services.entry.decisions.commands import NoSuchDocument, OtherForm
from services.entry.forms import Form, Stage, draw
from shared.contracts.fact import BlobRef, berkas_stream
from shared.contracts.rules.dossier import Dossier
from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import DocumentId, Origin
from shared.room import Room

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft that rests with us and is not yet on the log. `changed`: fields that differ from the one before."""

    document_id: DocumentId
    revision: int
    draft: BlobRef
    content: BlobRef | None
    data: Sealed[dict[str, object]]
    changed: tuple[str, ...]


async def made_draft(room: Room, dossier: Dossier, document_id: DocumentId, form: Form) -> Drafted:
    """Draw the next revision of a document.

    Raises:
        NoSuchDocument, OtherForm: nothing was drawn.
    """
    document = dossier.journey.document(document_id)
    if document is None:
        raise NoSuchDocument(document_id=document_id)
    if form.kind is not document.plan.kind:
        raise OtherForm(document_id=document_id, expected=document.plan.kind)
    stream = berkas_stream(dossier.journey.berkas_id)
    key = await room.keys.of(stream)
    data: dict[str, object] = msgspec.to_builtins(form)
    revision = document.revision + 1
    draft = await room.cpu(draw, form, _frame(room, dossier, revision, Stage.DRAF))
    return Drafted(
        document_id=document_id,
        revision=revision,
        draft=await room.blobs.store(stream, draft, PDF),
        content=await _content(room, dossier, form, revision) if document.plan.origin is Origin.OFFICE else None,
        data=key.seal(data),
        changed=_changed(_before(dossier, document_id, lambda sealed: key.open(sealed, dict[str, object])), data),
    )


async def _content(room: Room, dossier: Dossier, form: Form, revision: int) -> BlobRef:
    """What will be signed: said to be CONTOH wherever the office signs with its test certificate."""
    stage = Stage.CONTOH if room.office.sample else Stage.ASLI
    pdf = await room.cpu(draw, form, _frame(room, dossier, revision, stage))
    return await room.blobs.store(berkas_stream(dossier.journey.berkas_id), pdf, PDF)
