"""What happens when an applicant is silent: is she reminded in time, and is what she has long had taken for well?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from services.delivery.handlers.patience import close, remind
from services.delivery.views.patience import ASKED, CLOSE, REMIND, UNCONFIRMED
from shared.contracts.delivery import BerkasClosed
from shared.contracts.vocabulary import CloseReason, Ending, MessageKind
from shared.errors import Refused
from shared.timers import NotYet
from tests.services.delivery.asking import complaint_answered, complaint_received, receiver_recorded
from tests.services.delivery.desk import DeliveryDesk
from tests.support.builders import document_sent, found_incomplete, informed, supplemented
from tests.support.people import KARTU, KUTIPAN, NO_BIRTH_LETTER, NOON
from tests.support.rooms import SETTINGS, MemoryOffice, elapsed

pytestmark = pytest.mark.spine

DEADLINE = date(2026, 3, 14)
"""Twelve days after noon: reminded after nine."""


async def asked(desk: DeliveryDesk) -> None:
    """She was told at noon what lacks."""
    await desk.comes()
    [lacking] = await desk.office.happened(found_incomplete(NO_BIRTH_LETTER, deadline=DEADLINE))
    await desk.office.happened(informed(about=lacking.envelope.fact_id))


async def reminds(desk: DeliveryDesk) -> None:
    room = desk.room()
    for one in await elapsed(room, ASKED, REMIND):
        await remind(one, room)


async def test_she_is_reminded_once_when_most_of_her_time_has_gone() -> None:
    desk = DeliveryDesk()
    await asked(desk)
    desk.office.clock.later(timedelta(days=9) - timedelta(seconds=1))
    await reminds(desk)
    assert desk.due == []
    desk.office.clock.later(timedelta(seconds=1))
    for _ in range(2):
        await reminds(desk)
    assert desk.due == [(MessageKind.BERKAS_SEGERA_DITUTUP, None)]


async def test_who_answered_meanwhile_is_not_reminded() -> None:
    desk = DeliveryDesk()
    await asked(desk)
    desk.office.clock.later(timedelta(days=9))
    [due] = await elapsed(desk.room(), ASKED, REMIND)
    await desk.office.happened(supplemented())
    await remind(due, desk.room())
    assert desk.due == []


async def test_an_office_that_reminds_nobody_reminds_nobody() -> None:
    quiet = SETTINGS.model_copy(update={"messages": frozenset(MessageKind) - {MessageKind.BERKAS_SEGERA_DITUTUP}})
    desk = DeliveryDesk(MemoryOffice(quiet))
    await asked(desk)
    desk.office.clock.later(timedelta(days=9))
    await reminds(desk)
    assert desk.due == []


# ---------------------------------------------------------------- closing

SIXTH_WORKING_DAY = datetime(2026, 3, 9, 17, tzinfo=UTC)
"""Midnight (WIB) after the fifth working day that follows Monday 2 March: Tuesday 10 March."""


async def closes(desk: DeliveryDesk) -> list[NotYet | Refused]:
    """What the timer does; what it cannot do."""
    room, not_done = desk.room(), list[NotYet | Refused]()
    for one in await elapsed(room, UNCONFIRMED, CLOSE):
        try:
            await close(one, room)
        except (NotYet, Refused) as why:
            not_done.append(why)
    return not_done


def ended(desk: DeliveryDesk) -> list[CloseReason]:
    return [fact.reason for fact in desk.left(BerkasClosed) if isinstance(fact, BerkasClosed)]


async def test_so_many_working_days_after_sending_without_complaint_it_is_closed() -> None:
    desk = DeliveryDesk()
    await desk.is_signed()
    await desk.office.happened(document_sent())
    [early] = await closes(desk)
    assert isinstance(early, NotYet)
    assert desk.office.clock.at + early.wait == SIXTH_WORKING_DAY
    desk.office.clock.at = SIXTH_WORKING_DAY - timedelta(seconds=1)
    assert isinstance((await closes(desk))[0], NotYet)
    desk.office.clock.later(timedelta(seconds=1))
    assert await closes(desk) == []
    assert ended(desk) == [CloseReason.UNCONFIRMED]
    assert await closes(desk) == []


async def test_the_days_are_counted_from_the_last_document() -> None:
    desk = DeliveryDesk()
    await desk.is_signed(KUTIPAN, KARTU)
    await desk.office.happened(document_sent(KUTIPAN))
    desk.office.clock.at = SIXTH_WORKING_DAY
    assert [type(why).__name__ for why in await closes(desk)] == ["NotAllSent"]
    await desk.office.happened(document_sent(KARTU, at=SIXTH_WORKING_DAY))
    assert isinstance((await closes(desk))[0], NotYet)
    desk.office.clock.later(timedelta(days=14))
    assert await closes(desk) == []
    assert ended(desk) == [CloseReason.UNCONFIRMED]


async def test_a_complaint_holds_it_open_and_its_answer_begins_the_days_anew() -> None:
    desk = DeliveryDesk()
    await desk.is_signed()
    await desk.office.happened(document_sent(), complaint_received())
    desk.office.clock.at = SIXTH_WORKING_DAY
    assert await closes(desk) == []
    await desk.office.happened(replace(complaint_answered(), occurred_at=SIXTH_WORKING_DAY))
    assert isinstance((await closes(desk))[0], NotYet)
    desk.office.clock.later(timedelta(days=14))
    await closes(desk)
    assert ended(desk) == [CloseReason.UNCONFIRMED]


async def test_what_is_to_be_brought_is_waited_for() -> None:
    desk = DeliveryDesk()
    await desk.is_signed()
    await desk.office.happened(receiver_recorded(Ending.DIANTAR), document_sent(at=NOON))
    desk.office.clock.at = SIXTH_WORKING_DAY
    assert [type(why).__name__ for why in await closes(desk)] == ["NotAllHandedOver"]
    assert ended(desk) == []
