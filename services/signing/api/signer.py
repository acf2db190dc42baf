"""What may the signer ask: sign one or many with one passphrase, decline, and resolve what nobody knows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, TypeAlias

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, SecretStr

from services.signing.api.signing import Outcome, Result, ToSign, sign
from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import Decline, RuleOutSignature
from services.signing.ports import Passphrase
from services.signing.room import SigningRoom
from services.signing.texts import FAILURES, SENTENCES, UNKNOWN
from shared.contracts.fact import By
from shared.contracts.vocabulary import BerkasId, CommandId, DeclineReason, DocumentId, Role, SigningFailure
from shared.errors import BerkasError
from shared.web.answers import Done, done
from shared.web.commands import CommandKey, Seen
from shared.web.payload import Paragraph, Payload
from shared.web.roles import officer
from shared.web.texts import sentence

Kadis: TypeAlias = Annotated[By, officer(Role.KADIS)]


class DeclineIn(Payload):
    """Why it is not signed."""

    reason: DeclineReason
    note: Paragraph | None = None


class ToSignIn(Payload):
    """One document and the version of the berkas that was on the screen."""

    berkas_id: BerkasId
    document_id: DocumentId
    seen: int


class SignIn(Payload):
    """One or many documents; the passphrase lives in this request only."""

    documents: Annotated[tuple[ToSignIn, ...], Field(min_length=1, max_length=200)]
    passphrase: SecretStr


class ResultOut(BaseModel):
    """One line of the answer, as soon as its document is done. `code` and `title` where it was not signed."""

    document_id: str
    outcome: str
    code: str | None = None
    title: str | None = None


class AttemptIn(Payload):
    """Which attempt left certainly no signature, as a person found out."""

    attempt: Annotated[int, Field(ge=1)]


def add_routes(router: APIRouter, room: SigningRoom) -> None:
    @router.post("/berkas/{berkas_id}/documents/{document_id}/decline")
    async def decline(
        berkas_id: BerkasId, document_id: DocumentId, body: DeclineIn, by: Kadis, key: CommandKey, seen: Seen
    ) -> Done:
        command = Decline(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            document_id=document_id,
            reason=body.reason,
            note=await room.seal_some(berkas_id, body.note),
        )
        return done(await room.do(SIGNING, berkas_id, command))

    @router.post("/sign", response_class=StreamingResponse)
    async def sign_all(body: SignIn, by: Kadis, key: CommandKey) -> StreamingResponse:
        """One JSON line per document, in the order asked, each as soon as it is done."""
        passphrase = Passphrase(body.passphrase.get_secret_value())
        asked = [ToSign(berkas_id=d.berkas_id, document_id=d.document_id, seen=d.seen) for d in body.documents]
        return StreamingResponse(sign_in_turn(room, asked, passphrase, by, key), media_type="application/x-ndjson")

    @router.post("/berkas/{berkas_id}/documents/{document_id}/resolve-failed")
    async def resolve_failed(
        berkas_id: BerkasId, document_id: DocumentId, body: AttemptIn, by: Kadis, key: CommandKey
    ) -> Done:
        """A person made sure that an unknown attempt left no signature: it may be tried again."""
        command = RuleOutSignature(command_id=key, by=by, now=room.now(), document_id=document_id, attempt=body.attempt)
        return done(await room.do(SIGNING, berkas_id, command))


async def sign_in_turn(
    room: SigningRoom, asked: list[ToSign], passphrase: Passphrase, by: By, key: CommandId
) -> AsyncIterator[bytes]:
    """A wrong passphrase ends the batch: tried again and again it would lock the signer out."""
    for one in asked:
        result = await _one(room, one, passphrase, by, key)
        yield result.model_dump_json(exclude_none=True).encode() + b"\n"
        if result.code == SigningFailure.WRONG_PASSPHRASE:
            return


async def _one(room: SigningRoom, asked: ToSign, passphrase: Passphrase, by: By, key: CommandId) -> ResultOut:
    try:
        return _out(await sign(room, asked, passphrase, by, key))
    except BerkasError as error:
        title = sentence(error, SENTENCES, lambda officer_id: officer_id)
        return ResultOut(document_id=asked.document_id, outcome="refused", code=error.code, title=title)


def _out(result: Result) -> ResultOut:
    if result.failure is not None:
        title = FAILURES[result.failure]
        return ResultOut(document_id=result.document_id, outcome=result.outcome, code=result.failure, title=title)
    title = UNKNOWN if result.outcome is Outcome.UNKNOWN else None
    return ResultOut(document_id=result.document_id, outcome=result.outcome, title=title)
