"""Does the motorcycle leave equipped, and come back once? (SOP step 1)."""

from __future__ import annotations

from datetime import date

import pytest

from services.intake.decisions.visit import (
    VISIT,
    AlreadyScheduled,
    AlreadyStarted,
    CancelVisit,
    EndVisit,
    EquipmentUnchecked,
    NeverScheduled,
    NotStarted,
    ScheduleVisit,
    StartVisit,
    VisitCommand,
    VisitOver,
)
from shared.contracts.fact import Fact
from shared.contracts.intake import VisitCancelled, VisitEnded, VisitScheduled, VisitStarted
from shared.contracts.vocabulary import VisitId
from tests.support.people import NOON, RINA, UJANG, asked, made_up, sealed
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

VISIT_ID = VisitId(made_up("visit"))
EQUIPMENT = ("HP layanan", "printer", "kertas HVS")
OPEN = scenario(VISIT)

SCHEDULED = VisitScheduled(
    visit_id=VISIT_ID, jorong="Lubuk", on=date(2026, 3, 5), officers=(UJANG.id,), by=RINA, occurred_at=NOON
)
STARTED = VisitStarted(visit_id=VISIT_ID, equipment=EQUIPMENT, by=UJANG, occurred_at=NOON)
ENDED = VisitEnded(visit_id=VISIT_ID, helped=12, by=UJANG, occurred_at=NOON)
CANCELLED = VisitCancelled(visit_id=VISIT_ID, note=sealed("hujan"), by=UJANG, occurred_at=NOON)

SCHEDULE = ScheduleVisit(**asked(RINA), visit_id=VISIT_ID, jorong="Lubuk", on=date(2026, 3, 5), officers=(UJANG.id,))
START = StartVisit(**asked(UJANG), equipment=EQUIPMENT)
END = EndVisit(**asked(UJANG), helped=12)
CANCEL = CancelVisit(**asked(UJANG), note=sealed("hujan"))

PLANNED = (SCHEDULED,)
RIDING = (SCHEDULED, STARTED)
BACK = (SCHEDULED, STARTED, ENDED)
CALLED_OFF = (SCHEDULED, CANCELLED)


@pytest.mark.parametrize(
    ("past", "command", "left"),
    [
        ((), SCHEDULE, SCHEDULED),
        (PLANNED, START, STARTED),
        (RIDING, END, ENDED),
        (PLANNED, CANCEL, CANCELLED),
        (RIDING, CANCEL, CANCELLED),
    ],
    ids=["planned", "leaves", "comes back", "called off", "broken off"],
)
def test_a_visit_is(past: tuple[Fact, ...], command: VisitCommand, left: Fact) -> None:
    OPEN.given(*past).when(command).then(left)


def test_the_motorcycle_leaves_only_after_what_it_carries_was_checked() -> None:
    OPEN.given(*PLANNED).when(StartVisit(**asked(UJANG), equipment=())).then_refused(EquipmentUnchecked)


@pytest.mark.parametrize("command", [START, END, CANCEL], ids=["leaves", "comes back", "called off"])
def test_nothing_happens_to_a_visit_that_nobody_planned(command: VisitCommand) -> None:
    OPEN.when(command).then_refused(NeverScheduled)


@pytest.mark.parametrize("past", [BACK, CALLED_OFF], ids=["back", "called off"])
@pytest.mark.parametrize("command", [START, END, CANCEL], ids=["leaves", "comes back", "called off"])
def test_nothing_more_happens_to_a_visit_that_is_over(past: tuple[Fact, ...], command: VisitCommand) -> None:
    OPEN.given(*past).when(command).then_refused(VisitOver)


@pytest.mark.parametrize("past", [PLANNED, RIDING, BACK, CALLED_OFF], ids=["planned", "riding", "back", "called off"])
def test_a_visit_is_planned_once(past: tuple[Fact, ...]) -> None:
    OPEN.given(*past).when(SCHEDULE).then_refused(AlreadyScheduled)


def test_the_motorcycle_leaves_once() -> None:
    OPEN.given(*RIDING).when(START).then_refused(AlreadyStarted)


def test_the_motorcycle_comes_back_only_when_it_left() -> None:
    OPEN.given(*PLANNED).when(END).then_refused(NotStarted)


@pytest.mark.parametrize(
    ("past", "command"),
    [((), SCHEDULE), (PLANNED, START), (RIDING, END), (RIDING, CANCEL)],
    ids=["planned", "leaves", "comes back", "called off"],
)
def test_the_same_press_twice_is_one(past: tuple[Fact, ...], command: VisitCommand) -> None:
    OPEN.given(*past).after(command).when(command).then_nothing()
