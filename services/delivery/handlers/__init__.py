"""What does the delivery desk do by itself? It tells applicants what concerns them, and sends what is due."""

from __future__ import annotations

from typing import Any

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import RecordUnknown
from services.delivery.handlers.sending import send_word
from services.delivery.handlers.telling import TOLD, ToldFact, documents_to_tell, what_to_tell
from services.delivery.room import DeliveryRoom
from services.delivery.views import OUTCOME_UNKNOWN, SEND, TELLING, Telling, next_word
from shared.bus.reaction import Heard, Reaction
from shared.contracts.fact import berkas_stream, system
from shared.contracts.intake import SenderRelationRecorded
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import Desk
from shared.timers import Elapsed, Timer


async def tell(heard: Heard[ToldFact], room: DeliveryRoom) -> None:
    """A fact the applicant cares about: she is to be told."""
    for command in what_to_tell(heard, room):
        await room.execute(DELIVERY, berkas_stream(heard.fact.berkas_id), command, cause=heard.cause)


async def tell_documents(heard: Heard[DocumentSigned | SenderRelationRecorded], room: DeliveryRoom) -> None:
    """A signed document goes out once somebody recorded who the sender is to the subjek."""
    for command in await documents_to_tell(heard, room):
        await room.execute(DELIVERY, berkas_stream(heard.fact.berkas_id), command, cause=heard.cause)


async def send(elapsed: Elapsed[Telling], room: DeliveryRoom) -> None:
    """A word is due: one attempt, whatever becomes of it is on the log."""
    word = next_word(elapsed.row)
    if word is not None:
        await send_word(room, elapsed.row.berkas_id, word, elapsed.cause)


async def give_up(elapsed: Elapsed[Telling], room: DeliveryRoom) -> None:
    """An attempt to send without outcome is unknown, never tried again by itself."""
    word = next_word(elapsed.row)
    if word is not None:
        command = RecordUnknown(
            command_id=elapsed.command_id(),
            by=system(Desk.DELIVERY),
            now=room.now(),
            message_id=word.message_id,
            attempt=word.attempt,
        )
        await room.execute(DELIVERY, berkas_stream(elapsed.row.berkas_id), command, cause=elapsed.cause)


REACTIONS: tuple[Reaction[Any, DeliveryRoom], ...] = (
    Reaction(name="tell", facts=TOLD, handle=tell),
    Reaction(name="tell-documents", facts=(DocumentSigned, SenderRelationRecorded), handle=tell_documents),
)
TIMERS: tuple[Timer[Any, DeliveryRoom], ...] = (
    Timer(rule=SEND, view=TELLING, handle=send),
    Timer(rule=OUTCOME_UNKNOWN, view=TELLING, handle=give_up),
)
