"""Does intake by itself suspect what came before, and end what is silent, where somebody may answer?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypedDict

import pytest

from services.intake.handlers import lapse, suspect
from services.intake.views import LAPSE, SILENCES
from shared.contracts.fact import By, Fact, berkas_stream, system
from shared.contracts.intake import BerkasLapsed, DuplicateSuspected, VisitEnded, VisitScheduled, VisitStarted
from shared.contracts.vocabulary import BerkasId, Channel, Desk, DuplicateGround, VisitId
from shared.timers import NotYet
from tests.support.builders import fetched, found_incomplete, informed, lapsed, merged, received
from tests.support.people import BERKAS, NOON, UJANG, made_up
from tests.support.rooms import MemoryOffice, elapsed, heard

pytestmark = pytest.mark.spine

YOUNGER = BerkasId(made_up("a younger berkas"))
JORONG = "Lubuk Contoh"


def day(count: float) -> datetime:
    return NOON + timedelta(days=count)


# ---------------------------------------------------------------- duplicates


async def test_of_two_applications_with_one_photo_the_younger_is_suspected() -> None:
    office = MemoryOffice()
    await office.happened(received(), fetched(), received(berkas=YOUNGER, at=day(1)))
    [again] = await office.happened(fetched(berkas=YOUNGER, at=day(1)))
    await suspect(heard(again), office.room(Desk.INTAKE))
    suspected = office.facts(berkas_stream(YOUNGER))[-1]
    assert isinstance(suspected, DuplicateSuspected)
    assert (suspected.other, suspected.ground) == (BERKAS, DuplicateGround.SAME_PHOTO)
    assert suspected.by == system(Desk.INTAKE)


async def test_the_older_one_is_not_suspected() -> None:
    office = MemoryOffice()
    await office.happened(received(), received(berkas=YOUNGER, at=day(1)), fetched(berkas=YOUNGER, at=day(1)))
    [late] = await office.happened(fetched(at=day(2)))
    await suspect(heard(late), office.room(Desk.INTAKE))
    assert office.facts(berkas_stream(BERKAS))[-1] == late.fact


async def test_the_same_photo_twice_in_one_application_is_no_duplicate() -> None:
    office = MemoryOffice()
    await office.happened(received(), fetched())
    [again] = await office.happened(fetched())
    await suspect(heard(again), office.room(Desk.INTAKE))
    assert len(office.facts(berkas_stream(BERKAS))) == 3


async def test_what_was_merged_away_is_not_suspected_again() -> None:
    office = MemoryOffice()
    third = BerkasId(made_up("a third berkas"))
    await office.happened(received(), fetched(), merged(third), received(berkas=YOUNGER, at=day(1)))
    [again] = await office.happened(fetched(berkas=YOUNGER, at=day(1)))
    await suspect(heard(again), office.room(Desk.INTAKE))
    assert office.facts(berkas_stream(YOUNGER))[-1] == again.fact


# ---------------------------------------------------------------- silence

GIVEN = date(2026, 3, 9)
PATIENCE = timedelta(days=8)
"""The seven days she was given, and the whole of the last one."""
VISIT = VisitId(made_up("visit"))


async def told(channel: Channel, *, jorong: str | None = None, visit_id: VisitId | None = None) -> MemoryOffice:
    """A berkas whose applicant was told a day after noon, and given until 9 March."""
    office = MemoryOffice()
    came = replace(received(channel=channel), jorong=jorong, visit_id=visit_id)
    await office.happened(came, found_incomplete(deadline=GIVEN), informed(at=day(1)))
    return office


class OfVisit(TypedDict):
    visit_id: VisitId
    by: By
    occurred_at: datetime


async def rides(office: MemoryOffice, at: datetime, *, visit_id: VisitId, to: str = JORONG) -> None:
    head = OfVisit(visit_id=visit_id, by=UJANG, occurred_at=at)
    await office.happened(
        VisitScheduled(**head, jorong=to, on=at.date(), officers=(UJANG.id,)),
        VisitStarted(**head, equipment=("HP",)),
        VisitEnded(**head, helped=1),
    )


async def time_comes(office: MemoryOffice, at: datetime) -> None:
    """What the timer does at that moment."""
    office.clock.at = at
    room = office.room(Desk.INTAKE)
    for one in await elapsed(room, SILENCES, LAPSE):
        await lapse(one, room)


def last(office: MemoryOffice) -> Fact:
    return office.facts(berkas_stream(BERKAS))[-1]


async def test_whoever_is_silent_too_long_finds_her_berkas_lapsed() -> None:
    office = await told(Channel.WHATSAPP)
    await time_comes(office, day(1) + PATIENCE - timedelta(minutes=1))
    assert not isinstance(last(office), BerkasLapsed)
    await time_comes(office, day(1) + PATIENCE)
    assert last(office) == lapsed(told_at=day(1), at=day(1) + PATIENCE)


async def test_where_the_motorcycle_comes_nothing_lapses_until_it_came_again() -> None:
    office = await told(Channel.MOTOR, jorong=JORONG)
    await rides(office, day(0), visit_id=VISIT)
    with pytest.raises(NotYet):
        await time_comes(office, day(60))
    await rides(office, day(61), visit_id=VisitId(made_up("the next visit")), to="  lubuk contoh")
    with pytest.raises(NotYet):
        await time_comes(office, day(61) + PATIENCE - timedelta(minutes=1))
    await time_comes(office, day(61) + PATIENCE)
    assert last(office) == lapsed(told_at=day(1), at=day(61) + PATIENCE)


async def test_a_visit_to_another_jorong_is_none_to_hers() -> None:
    office = await told(Channel.MOTOR, jorong=JORONG)
    await rides(office, day(8), visit_id=VISIT, to="Jorong Lain")
    with pytest.raises(NotYet):
        await time_comes(office, day(60))


async def test_her_jorong_is_known_from_the_visit_on_which_she_applied() -> None:
    office = await told(Channel.MOTOR, visit_id=VISIT)
    await rides(office, day(0), visit_id=VISIT)
    await rides(office, day(8), visit_id=VisitId(made_up("the next visit")))
    await time_comes(office, day(8) + PATIENCE)
    assert isinstance(last(office), BerkasLapsed)


async def test_nothing_lapses_where_nobody_knows_her_jorong() -> None:
    office = await told(Channel.MOTOR)
    await rides(office, day(8), visit_id=VISIT)
    with pytest.raises(NotYet):
        await time_comes(office, day(400))
