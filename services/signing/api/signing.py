"""How is one document signed? Intent recorded, tried once, outcome recorded, whatever happens in between (rule 6)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
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


async def sign(room: SigningRoom, asked: ToSign, passphrase: Passphrase, by: By, key: CommandId) -> Result:
    """Sign one document. Once begun it goes on to its outcome, even if whoever asked has hung up.

    Raises:
        Refused: nothing was tried.
    """
    stream = berkas_stream(asked.berkas_id)
    content = await _content(room, await room.dossier(asked.berkas_id), asked.document_id)
    standing = await room.standing()
    appointment = standing.appointments.get(by.id)
    if appointment is None or appointment.certificate is None:
        raise NotAppointed(officer=by.id)
    start = StartSigning(
        command_id=caused(FactId(key), asked.document_id),
        by=by,
        now=room.now(),
        seen=asked.seen,
        document_id=asked.document_id,
        appointed=standing.may_sign(by.id, room.today),
    )
    started = await room.execute(SIGNING, stream, start)
    if started.known:
        return Result(document_id=asked.document_id, outcome=Outcome.KNOWN)
    begun = _Begun.of(asked.berkas_id, started.facts)
    return await asyncio.shield(_through(room, begun, content, appointment.certificate, passphrase))


async def _content(room: SigningRoom, dossier: Dossier, document_id: DocumentId) -> bytes:
    """The bytes of the revision that was validated."""
    if dossier.journey.document(document_id) is None:
        raise NoSuchDocument(document_id=document_id)
    paperwork = dossier.documents.get(document_id)
    content = paperwork.drafts[-1].content if paperwork and paperwork.drafts else None
    if content is None:
        raise NoContent(document_id=document_id)
    return await room.blobs.open(berkas_stream(dossier.journey.berkas_id), content)


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


async def _through(
    room: SigningRoom, begun: _Begun, content: bytes, certificate: str, passphrase: Passphrase
) -> Result:
    """Try, and record the outcome. Whatever is neither a signature nor a refusal is unknown."""
    command_id, by, document_id, attempt = begun.cause.command_id(), begun.by, begun.document_id, begun.attempt
    outcome: OutcomeCommand
    try:
        signed = await room.signer.sign(_request(room, begun, content, certificate), passphrase)
        outcome = await _signed(room, begun, signed)
        result = Result(document_id=begun.document_id, outcome=Outcome.SIGNED)
    except SigningRefused as refused:
        outcome = RecordFailed(
            command_id=command_id,
            by=by,
            now=room.now(),
            document_id=document_id,
            attempt=attempt,
            failure=refused.failure,
        )
        result = Result(document_id=document_id, outcome=Outcome.FAILED, failure=refused.failure)
    except Exception:  # noqa: BLE001 - once begun, whatever went wrong, the outcome is unknown and is recorded
        _LOG.exception("signing_outcome_unknown", document_id=begun.document_id)
        outcome = RecordUnknown(command_id=command_id, by=by, now=room.now(), document_id=document_id, attempt=attempt)
        result = Result(document_id=document_id, outcome=Outcome.UNKNOWN)
    await room.execute(SIGNING, berkas_stream(begun.berkas_id), outcome, cause=begun.cause)
    return result


def _request(room: SigningRoom, begun: _Begun, content: bytes, certificate: str) -> SigningRequest:
    return SigningRequest(
        document_id=begun.document_id,
        attempt=begun.attempt,
        certificate=certificate,
        pdf=content,
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
