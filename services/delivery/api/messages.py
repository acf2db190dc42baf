"""What may be asked about messages: whom has an officer to tell, and that he has; or to send one again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from services.delivery.api.hands import Deliverer
from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import SendAgain, TellInPerson
from services.delivery.room import DeliveryRoom
from services.delivery.views.telling import TELLING, Telling, Word
from shared.contracts.labels import choice
from shared.contracts.vocabulary import BerkasId, MessageId, TellingChannel
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Payload


class ToldIn(Payload):
    """How the applicant was told."""

    channel: TellingChannel


class WordOut(BaseModel):
    """One message that has not reached her; `standing`: what it waits for."""

    message_id: str
    kind: str
    label: str
    since: datetime
    standing: str
    failure: str | None


class TellingOut(BaseModel):
    """One applicant who has yet to be told something."""

    berkas_id: str
    nomor: str
    words: Sequence[WordOut]


def add_routes(router: APIRouter, room: DeliveryRoom) -> None:
    @router.get("/messages")
    async def messages(
        by: Deliverer,  # noqa: ARG001 - only who asks matters
        queue: Literal["to_tell", "accepted"] = "to_tell",
    ) -> Sequence[TellingOut]:
        """Whom no channel reaches, or no receipt came from; who has waited longest first."""
        page = await room.views.page(TELLING, queue)
        return [_telling(row.row) for row in page.rows if row.row is not None]

    @router.post("/berkas/{berkas_id}/messages/{message_id}/told")
    async def told(berkas_id: BerkasId, message_id: MessageId, body: ToldIn, by: Deliverer, key: CommandKey) -> Done:
        command = TellInPerson(command_id=key, by=by, now=room.now(), message_id=message_id, channel=body.channel)
        return done(await room.do(DELIVERY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/messages/{message_id}/again")
    async def again(berkas_id: BerkasId, message_id: MessageId, by: Deliverer, key: CommandKey) -> Done:
        """What made it fail has been mended."""
        command = SendAgain(command_id=key, by=by, now=room.now(), message_id=message_id)
        return done(await room.do(DELIVERY, berkas_id, command))


def _telling(row: Telling) -> TellingOut:
    return TellingOut(berkas_id=row.berkas_id, nomor=row.nomor, words=[_word(word) for word in row.words.values()])


def _word(word: Word) -> WordOut:
    return WordOut(
        message_id=word.message_id,
        kind=word.kind,
        label=choice(word.kind),
        since=word.since,
        standing=word.standing,
        failure=choice(word.failure) if word.failure else None,
    )
