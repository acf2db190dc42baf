"""How is one document signed? Intent recorded, tried once, outcome recorded, whatever happens in between (rule 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Self, cast

import structlog

from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import (
    NoContent,
    NoSuchDocument,
    NotAppointed,
    OutcomeCommand,
    RecordFailed,
    RecordSigned,
    RecordUnknown,
    StartSigning,
)
from services.signing.ports import OutcomeUnknown, Passphrase, SignedPdf, SigningRefused, SigningRequest
from services.signing.room import SigningRoom
from shared.contracts.fact import By, Fact, Recorded, berkas_stream, caused
from shared.contracts.rules.dossier import Dossier
from shared.contracts.signing import SigningStarted
from shared.contracts.vocabulary import BerkasId, CommandId, DocumentId, FactId, SigningFailure
from shared.documents.stamp import STAMP_ROOM
from shared.execute import Cause

_LOG = structlog.get_logger(__name__)

PDF = "application/pdf"


class Outcome(StrEnum):
    """What became of one document."""

    SIGNED = "signed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    KNOWN = "known"  # asked before: nothing was tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """One document, as the signer saw it."""

    berkas_id: BerkasId
    document_id: DocumentId
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of it, and why it failed."""

    document_id: DocumentId
    outcome: Outcome
    failure: SigningFailure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """Everything an attempt needs, before it is begun."""

    berkas_id: BerkasId
    start: StartSigning
    content: bytes = field(repr=False)
    certificate: str


async def sign(room: SigningRoom, asked: ToSign, passphrase: Passphrase, by: By, key: CommandId) -> Result:
    """Sign one document. Once begun it goes on to its outcome, even if whoever asked has hung up.

    Raises:
        Refused: nothing was tried.
    """
    dossier = await room.dossier(asked.berkas_id)
    prepared = _Prepared(
        berkas_id=asked.berkas_id,
        content=await _content(room, dossier, asked.document_id),
        certificate=await _certificate(room, by),
        start=StartSigning(
            command_id=caused(FactId(key), asked.document_id),
            by=by,
            now=room.now(),
            seen=min(asked.seen, dossier.version),  # what is signed is what was read just now
            document_id=asked.document_id,
            appointed=True,
        ),
    )
    return await room.to_its_end(_attempt(room, prepared, passphrase))


async def _attempt(room: SigningRoom, prepared: _Prepared, passphrase: Passphrase) -> Result:
    """Whoever records the start first tries, and records the outcome."""
    started = await room.execute(SIGNING, berkas_stream(prepared.berkas_id), prepared.start)
    if started.known:
        return Result(document_id=prepared.start.document_id, outcome=Outcome.KNOWN)
    begun = _Begun.of(prepared.berkas_id, started.facts)
    outcome, result = await _tried(room, begun, _request(room, begun, prepared), passphrase)
    await room.execute(SIGNING, berkas_stream(begun.berkas_id), outcome, cause=begun.cause)
    return result


async def _content(room: SigningRoom, dossier: Dossier, document_id: DocumentId) -> bytes:
    """The bytes of the revision that was validated."""
    if dossier.journey.document(document_id) is None:
        raise NoSuchDocument(document_id=document_id)
    paperwork = dossier.documents.get(document_id)
    content = paperwork.drafts[-1].content if paperwork and paperwork.drafts else None
    if content is None:
        raise NoContent(document_id=document_id)
    return await room.blobs.open(berkas_stream(dossier.journey.berkas_id), content)


async def _certificate(room: SigningRoom, by: By) -> str:
    """The certificate of today's appointment."""
    appointment = (await room.standing()).appointment(by.id, room.today)
    if appointment is None or appointment.certificate is None:
        raise NotAppointed(officer=by.id)
    return appointment.certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """An attempt that stands on the log and needs an outcome."""

    berkas_id: BerkasId
    document_id: DocumentId
    attempt: int
    by: By
    at: datetime
    cause: Cause

    @classmethod
    def of(cls, berkas_id: BerkasId, facts: Sequence[Recorded[Fact]]) -> Self:
        [begun] = [recorded for recorded in facts if isinstance(recorded.fact, SigningStarted)]
        started = cast("SigningStarted", begun.fact)
        return cls(
            berkas_id=berkas_id,
            document_id=started.document_id,
            attempt=started.attempt,
            by=started.by,
            at=started.occurred_at,
            cause=Cause(begun.envelope.fact_id, "outcome", begun.envelope.correlation_id),
        )


async def _tried(
    room: SigningRoom, begun: _Begun, request: SigningRequest, passphrase: Passphrase
) -> tuple[OutcomeCommand, Result]:
    """Try once. Whatever is neither a signature nor a refusal is unknown."""
    command_id, by, document_id, attempt = begun.cause.command_id(), begun.by, begun.document_id, begun.attempt
    try:
        signed = await _signed(room, begun, await room.signer.sign(request, passphrase))
    except SigningRefused as refused:
        failed = RecordFailed(
            command_id=command_id,
            by=by,
            now=room.now(),
            document_id=document_id,
            attempt=attempt,
            failure=refused.failure,
        )
        return failed, Result(document_id=document_id, outcome=Outcome.FAILED, failure=refused.failure)
    except Exception:  # noqa: BLE001 - once begun, whatever went wrong, the outcome is unknown and is recorded
        _LOG.exception("signing_outcome_unknown", document_id=document_id)
        unknown = RecordUnknown(command_id=command_id, by=by, now=room.now(), document_id=document_id, attempt=attempt)
        return unknown, Result(document_id=document_id, outcome=Outcome.UNKNOWN)
    return signed, Result(document_id=document_id, outcome=Outcome.SIGNED)


def _request(room: SigningRoom, begun: _Begun, prepared: _Prepared) -> SigningRequest:
    return SigningRequest(
        document_id=begun.document_id,
        attempt=begun.attempt,
        certificate=prepared.certificate,
        pdf=prepared.content,
        reason="Penerbitan dokumen kependudukan",
        place=room.office.tempat,
        check_url=f"{room.office.base_url}/signing/check/{room.check_code(begun.document_id)}",
        room=STAMP_ROOM,
        at=begun.at,
    )


async def _signed(room: SigningRoom, begun: _Begun, signed: SignedPdf) -> RecordSigned:
    checked = signed.checked
    if checked.signed_at is None or checked.content_sha256 is None or checked.certificate is None:
        raise OutcomeUnknown
    return RecordSigned(
        command_id=begun.cause.command_id(),
        by=begun.by,
        now=room.now(),
        document_id=begun.document_id,
        attempt=begun.attempt,
        pdf=await room.blobs.store(berkas_stream(begun.berkas_id), signed.pdf, PDF),
        signer=begun.by.id,
        signed_at=checked.signed_at,
        code=room.check_code(begun.document_id),
        content_sha256=checked.content_sha256,
        certificate=checked.certificate,
    )
