"""What becomes of one word on its way out, whatever the channel, the hour or the process does? (rules 6, 7, 13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import NoReturn

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from services.delivery.decisions.commands import AlreadyTold
from services.delivery.handlers.sending import give_up, send, send_word
from services.delivery.ports import MessageRefused, OutcomeUnknown, OutgoingMessage, Taken
from services.delivery.room import DeliveryRoom
from services.delivery.views.telling import OUTCOME_UNKNOWN, PATIENCE, SEND, TELLING
from shared.contracts.delivery import (
    ApplicantInformed,
    DocumentSent,
    MessageAccepted,
    MessageDelivered,
    MessageFailed,
    MessageOutcomeUnknown,
    SendingStarted,
)
from shared.contracts.fact import Fact
from shared.contracts.shapes import Sender
from shared.contracts.vocabulary import Channel, Desk, MessageFailure, MessageKind, TellingChannel
from shared.errors import Unavailable
from shared.execute import Cause
from tests.services.delivery.asking import applicant_informed
from tests.services.delivery.desk import PDF, DeliveryDesk
from tests.support.crashes import Died, TrippingBlobs, TrippingLog, Tripwire
from tests.support.outside import ObedientMessenger
from tests.support.people import BERKAS, KUTIPAN
from tests.support.rooms import MemoryBlobs, elapsed, with_log

pytestmark = pytest.mark.spine

SENDING = (
    SendingStarted,
    MessageAccepted,
    MessageDelivered,
    MessageFailed,
    MessageOutcomeUnknown,
    ApplicantInformed,
    DocumentSent,
)


@pytest.fixture(autouse=True)
def events() -> Iterator[list[EventDict]]:
    """What is said to operators."""
    with capture_logs() as events:
        yield events


@pytest.fixture
async def desk() -> DeliveryDesk:
    """A berkas came just now, and its sender is to be told."""
    desk = DeliveryDesk()
    await desk.is_due(await desk.comes(), MessageKind.BERKAS_DITERIMA)
    return desk


def left(desk: DeliveryDesk) -> list[type[Fact]]:
    return [type(fact) for fact in desk.left(*SENDING)]


def raising(error: Exception) -> Callable[[OutgoingMessage], NoReturn]:
    def answer(_: OutgoingMessage) -> NoReturn:
        raise error

    return answer


async def gives_up(desk: DeliveryDesk) -> None:
    """Patience ends, and the timer does what it does."""
    desk.office.clock.later(PATIENCE)
    room = desk.room()
    for one in await elapsed(room, TELLING, OUTCOME_UNKNOWN):
        await give_up(one, room)


# ---------------------------------------------------------------- each outcome is recorded


async def test_what_is_due_is_sent_and_what_was_delivered_is_told(desk: DeliveryDesk) -> None:
    await desk.sends()
    assert left(desk) == [SendingStarted, MessageDelivered, ApplicantInformed]
    assert len(desk.messenger.sent) == 1


async def test_what_the_channel_only_took_is_not_told_yet(desk: DeliveryDesk) -> None:
    desk.messenger.answer = lambda _: Taken.ACCEPTED
    await desk.sends()
    assert left(desk) == [SendingStarted, MessageAccepted]


async def test_a_refusal_is_recorded_with_its_reason_and_the_channels_own_code(desk: DeliveryDesk) -> None:
    desk.messenger.answer = raising(MessageRefused(MessageFailure.UNREACHABLE, 131026))
    await desk.sends()
    [failed] = desk.left(MessageFailed)
    assert isinstance(failed, MessageFailed)
    assert (failed.failure, failed.code, failed.attempt) == (MessageFailure.UNREACHABLE, 131026, 1)


@pytest.mark.parametrize("error", [OutcomeUnknown(), TimeoutError(), ValueError("a bug")])
async def test_whatever_else_goes_wrong_nobody_knows(
    desk: DeliveryDesk, error: Exception, events: list[EventDict]
) -> None:
    desk.messenger.answer = raising(error)
    await desk.sends()
    assert left(desk) == [SendingStarted, MessageOutcomeUnknown]
    assert [event["event"] for event in events] == ["message_outcome_unknown"]
    desk.office.clock.later(timedelta(days=2))
    await desk.sends()
    assert len(desk.messenger.sent) == 1, "and nobody tries again"


async def test_the_document_is_sent_with_its_message(desk: DeliveryDesk) -> None:
    signed = DeliveryDesk()
    [document] = await signed.is_signed()
    await signed.is_due(document, MessageKind.DOKUMEN_SIAP, KUTIPAN.document_id)
    await signed.sends()
    assert left(signed) == [SendingStarted, MessageDelivered, ApplicantInformed, DocumentSent]
    [message] = signed.messenger.sent
    assert message.attachment is not None
    assert message.attachment.data == PDF


async def test_what_cannot_be_addressed_fails_without_asking_the_channel() -> None:
    desk = DeliveryDesk()
    await desk.is_due(await desk.comes(Sender(name="Upik Contoh")), MessageKind.BERKAS_DITERIMA)
    await desk.sends()
    assert left(desk) == [SendingStarted, MessageFailed]
    assert desk.messenger.sent == []


async def test_who_came_without_whatsapp_is_sent_nothing() -> None:
    desk = DeliveryDesk()
    await desk.is_due(await desk.comes(channel=Channel.MOTOR), MessageKind.BERKAS_DITERIMA)
    await desk.sends()
    assert (left(desk), desk.messenger.sent) == ([], [])


# ---------------------------------------------------------------- again, but never twice


async def test_a_passing_failure_is_tried_again_until_it_passes(desk: DeliveryDesk) -> None:
    desk.messenger.answer = raising(MessageRefused(MessageFailure.TRANSIENT))
    for wait in (0, 2, 4):
        desk.office.clock.later(timedelta(minutes=wait) - timedelta(seconds=1))
        before = len(desk.messenger.sent)
        await desk.sends()
        assert len(desk.messenger.sent) == before, "not before its time"
        desk.office.clock.later(timedelta(seconds=1))
        await desk.sends()
        assert len(desk.messenger.sent) == before + 1
    desk.messenger.answer = lambda _: Taken.DELIVERED
    desk.office.clock.later(timedelta(minutes=8))
    await desk.sends()
    assert left(desk)[-2:] == [MessageDelivered, ApplicantInformed]
    assert [fact.attempt for fact in desk.left(SendingStarted) if isinstance(fact, SendingStarted)] == [1, 2, 3, 4]


async def test_it_is_not_tried_for_ever(desk: DeliveryDesk) -> None:
    desk.messenger.answer = raising(MessageRefused(MessageFailure.TRANSIENT))
    for _ in range(20):
        await desk.sends()
        desk.office.clock.later(timedelta(minutes=20))
    assert len(desk.messenger.sent) == 5


async def test_the_same_cause_sends_once_however_often_it_is_acted_on(desk: DeliveryDesk) -> None:
    room = desk.room()
    [due] = await elapsed(room, TELLING, SEND)
    for _ in range(3):
        await send(due, room)
    assert len(desk.messenger.sent) == 1


async def test_of_two_replicas_one_sends(desk: DeliveryDesk) -> None:
    rooms = [desk.room(), desk.room()]
    rows = [await elapsed(room, TELLING, SEND) for room in rooms]
    for room, [due] in zip(rooms, rows, strict=True):
        await send(due, room)
    assert len(desk.messenger.sent) == 1


async def test_the_outcome_belongs_to_the_attempt_on_the_log_not_to_the_one_in_the_list(desk: DeliveryDesk) -> None:
    """A list that lags behind knows of no attempt; the log has had one."""
    [due] = await elapsed(desk.room(), TELLING, SEND)
    [word] = due.row.words.values()
    desk.messenger.answer = raising(MessageRefused(MessageFailure.TRANSIENT))
    await desk.sends()
    desk.messenger.answer = lambda _: Taken.ACCEPTED
    await send_word(desk.room(), BERKAS, word.message_id, Cause(due.due.cause, "another rule"))
    [accepted] = desk.left(MessageAccepted)
    assert isinstance(accepted, MessageAccepted)
    assert accepted.attempt == 2


async def test_who_was_told_in_person_meanwhile_is_not_sent_it(desk: DeliveryDesk) -> None:
    room = desk.room()
    [due] = await elapsed(room, TELLING, SEND)
    [word] = due.row.words.values()
    in_person = applicant_informed(MessageKind.BERKAS_DITERIMA, TellingChannel.LISAN)
    await desk.office.happened(replace(in_person, message_id=word.message_id))
    with pytest.raises(AlreadyTold):
        await send(due, room)
    assert desk.messenger.sent == []


# ---------------------------------------------------------------- the hour


def at(hour: int, minute: int = 0) -> datetime:
    """On the second of March, WIB."""
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.mark.parametrize(
    ("now", "wait"),
    [
        (at(20), timedelta(hours=11)),
        (at(23, 30), timedelta(hours=7, minutes=30)),
        (at(0), timedelta(hours=7)),
        (at(6, 59), timedelta(minutes=1)),
    ],
)
async def test_at_night_nobody_is_written_to(desk: DeliveryDesk, now: datetime, wait: timedelta) -> None:
    desk.office.clock.at = now + timedelta(days=1)
    [early] = await desk.sends()
    assert early.wait == wait
    assert (left(desk), desk.messenger.sent) == ([], [])
    desk.office.clock.later(wait)
    assert await desk.sends() == []
    assert len(desk.messenger.sent) == 1


@pytest.mark.parametrize("now", [at(7), at(12), at(19, 59)])
async def test_by_day_they_are(desk: DeliveryDesk, now: datetime) -> None:
    desk.office.clock.at = now + timedelta(days=1)
    assert await desk.sends() == []
    assert len(desk.messenger.sent) == 1


# ---------------------------------------------------------------- what cannot be written


async def test_what_cannot_be_read_now_is_neither_begun_nor_lost() -> None:
    desk = DeliveryDesk()
    [document] = await desk.is_signed()
    await desk.is_due(document, MessageKind.DOKUMEN_SIAP, KUTIPAN.document_id)

    class Away(MemoryBlobs):
        async def get(self, address: str, *, start: int = 0, length: int | None = None) -> NoReturn:
            raise Unavailable(what="store", address=address, start=start, length=length)

    store, desk.office.store = desk.office.store, Away()
    with pytest.raises(Unavailable):
        await desk.sends()
    assert left(desk) == []
    desk.office.store = store
    await desk.sends()
    assert DocumentSent in left(desk)


async def test_a_message_with_a_hole_is_begun_by_nobody() -> None:
    """A text that names what its fact does not say is a bug: it is said aloud, and nothing is claimed or sent."""
    desk = DeliveryDesk()
    await desk.is_due(await desk.comes(), MessageKind.BERKAS_TERVERIFIKASI)
    with pytest.raises(KeyError):
        await desk.sends()
    assert (left(desk), desk.messenger.sent) == ([], [])


# ---------------------------------------------------------------- the process dies


@pytest.mark.parametrize("after", [False, True])
async def test_dying_at_any_step_leaves_nothing_or_an_outcome_or_an_attempt_that_is_given_up(
    after: bool,
) -> None:
    for step in count():
        desk = DeliveryDesk()
        [document] = await desk.is_signed()
        await desk.is_due(document, MessageKind.DOKUMEN_SIAP, KUTIPAN.document_id)
        wire = Tripwire(step, after)
        room = _dying(desk, wire)
        [due] = await elapsed(room, TELLING, SEND)
        with suppress(Died):
            await send(due, room)
        told = [MessageDelivered, ApplicantInformed, DocumentSent]
        assert left(desk) in ([], [SendingStarted], [SendingStarted, *told]), step
        begun_only = left(desk) == [SendingStarted]
        await gives_up(desk)
        await desk.sends()
        assert left(desk)[1:] == ([MessageOutcomeUnknown] if begun_only else told), step
        assert len(desk.messenger.sent) <= 1, step
        if not wire.dead:
            assert step > 5, "every step must have been tried"
            return


def _dying(desk: DeliveryDesk, wire: Tripwire) -> DeliveryRoom:
    """The desk's room in a process that dies at the wire."""

    class Dying(ObedientMessenger):
        async def send(self, message: OutgoingMessage) -> Taken:
            return await wire.step(desk.messenger.send(message))

    room = with_log(desk.room(), TrippingLog(desk.office.record.log(Desk.DELIVERY), wire))
    return replace(room, blobs=TrippingBlobs(desk.office.blobs, wire), messenger=Dying())


async def test_an_attempt_is_not_given_up_before_its_time(desk: DeliveryDesk) -> None:
    wire = Tripwire(at=6, after=False)
    room = _dying(desk, wire)
    [due] = await elapsed(room, TELLING, SEND)
    with pytest.raises(Died):
        await send(due, room)
    assert left(desk) == [SendingStarted]
    desk.office.clock.later(PATIENCE - timedelta(seconds=1))
    assert await elapsed(desk.room(), TELLING, OUTCOME_UNKNOWN) == []
    desk.office.clock.later(timedelta(seconds=1))
    [given_up] = await elapsed(desk.room(), TELLING, OUTCOME_UNKNOWN)
    for _ in range(2):
        await give_up(given_up, desk.room())
    assert left(desk) == [SendingStarted, MessageOutcomeUnknown]


# ---------------------------------------------------------------- what operators read


async def test_nothing_personal_is_said_to_operators(
    desk: DeliveryDesk, events: list[EventDict], capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    desk.messenger.answer = raising(ValueError("a bug"))
    await desk.sends()
    [sent] = desk.messenger.sent
    printed = capfd.readouterr()
    said = [repr(events), caplog.text, printed.out, printed.err, repr(desk.messenger.sent)]
    assert events
    assert not any(secret in one for one in said for secret in ("Upik", sent.to, sent.link))
