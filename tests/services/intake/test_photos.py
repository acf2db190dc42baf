"""Is it known of every photo whether we have it, what it shows, and whether it can be read? (SOP step 3)."""

from __future__ import annotations

import pytest

from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import Ended, NoSuchPhoto
from shared.contracts.rules.journey import NeverCame, NotHere, Stage
from shared.contracts.vocabulary import Paper, PhotoId
from tests.services.intake.asking import SECOND, attach, mark_unreadable, record_fetched, supplement
from tests.support.builders import attached, fetched, found_complete, received, supplemented, unreadable
from tests.support.people import HASAN, NOON, PHOTO, RINA, made_up
from tests.support.scenario import scenario
from tests.support.stages import AFTER_INTAKE, HISTORIES, OVER, UNDER_WAY

pytestmark = pytest.mark.spine

OPEN = scenario(INTAKE)
NOBODYS = PhotoId(made_up("a photo of nobody's"))


# ---------------------------------------------------------------- bytes


@pytest.mark.parametrize("stage", [*UNDER_WAY, *OVER])
def test_bytes_that_come_late_are_kept_wherever_the_berkas_lies(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(record_fetched()).then(fetched())


def test_bytes_are_kept_once() -> None:
    OPEN.given(received(), fetched()).when(record_fetched()).then_nothing()


def test_bytes_that_come_after_the_photo_was_given_up_are_kept_too() -> None:
    OPEN.given(received(), unreadable()).when(record_fetched()).then(fetched())


def test_bytes_of_another_berkas_are_not_kept_here() -> None:
    OPEN.given(received()).when(record_fetched(NOBODYS)).then_refused(NoSuchPhoto, photo_id=NOBODYS)


# ---------------------------------------------------------------- what a photo shows


def test_a_photo_is_attached_to_the_paper_it_shows() -> None:
    OPEN.given(received()).when(attach(Paper.KK_LAMA)).then(attached(Paper.KK_LAMA))


def test_a_photo_attached_to_the_wrong_paper_moves() -> None:
    moved = OPEN.given(received(), attached(Paper.KK_LAMA)).after(attach(Paper.KTP_EL, once="moving"))
    assert moved.state.journey.papers == {Paper.KTP_EL}


def test_saying_once_more_what_a_photo_shows_says_nothing() -> None:
    OPEN.given(received(), attached(Paper.KK_LAMA)).when(attach(Paper.KK_LAMA, once="again")).then_nothing()


def test_two_photos_may_show_one_paper() -> None:
    both = OPEN.given(received(photos=(PHOTO, SECOND)), attached(Paper.KK_LAMA)).after(attach(Paper.KK_LAMA, SECOND))
    assert both.state.journey.photos == {PHOTO: Paper.KK_LAMA, SECOND: Paper.KK_LAMA}


def test_photos_are_sorted_while_the_applicant_is_waited_for() -> None:
    OPEN.given(*HISTORIES[Stage.WITH_APPLICANT]).when(attach(Paper.KK_LAMA)).then(attached(Paper.KK_LAMA))


@pytest.mark.parametrize("stage", AFTER_INTAKE)
def test_photos_are_not_moved_under_the_eyes_of_another_desk(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(attach(Paper.KK_LAMA)).then_refused(NotHere, stage=stage)


@pytest.mark.parametrize("stage", OVER)
def test_photos_of_a_berkas_that_ended_are_left_as_they_are(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(attach(Paper.KK_LAMA)).then_refused(Ended, stage=stage)


def test_nobody_attaches_a_photo_that_never_came() -> None:
    OPEN.given(received()).when(attach(Paper.KK_LAMA, NOBODYS)).then_refused(NoSuchPhoto, photo_id=NOBODYS)
    OPEN.when(attach(Paper.KK_LAMA)).then_refused(NeverCame)


# ---------------------------------------------------------------- unreadable ones


@pytest.mark.parametrize("stage", [*UNDER_WAY, *OVER])
def test_a_photo_is_called_unreadable_wherever_the_berkas_lies(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(mark_unreadable()).then(unreadable())


def test_an_unreadable_photo_shows_no_paper() -> None:
    after = OPEN.given(received(), attached(Paper.KK_LAMA), unreadable())
    assert after.state.journey.papers == frozenset()


def test_a_photo_is_called_unreadable_once() -> None:
    OPEN.given(received(), unreadable()).when(mark_unreadable(once="again")).then_nothing()


def test_a_photo_that_can_be_read_after_all_is_attached_again() -> None:
    OPEN.given(received(), attached(Paper.KK_LAMA), unreadable()).when(attach(Paper.KK_LAMA)).then(
        attached(Paper.KK_LAMA)
    )


def test_nobody_calls_a_photo_of_another_berkas_unreadable() -> None:
    OPEN.given(received()).when(mark_unreadable(NOBODYS)).then_refused(NoSuchPhoto, photo_id=NOBODYS)


def test_a_supplement_may_bring_what_we_had_and_changes_nothing_of_it() -> None:
    known = OPEN.given(received(), attached(Paper.KK_LAMA)).after(supplement(once="same bytes again"))
    same = OPEN.given(received(), attached(Paper.KK_LAMA), supplemented(PHOTO))
    assert same.state.journey.photos == {PHOTO: Paper.KK_LAMA}
    assert known.state.journey.photos == {PHOTO: Paper.KK_LAMA, SECOND: None}


def test_whoever_moved_it_on_is_named_to_whoever_comes_late() -> None:
    facts = (received(), found_complete(by=HASAN))
    OPEN.given(*facts).when(attach(Paper.KK_LAMA, by=RINA)).then_refused(NotHere, by=HASAN, at=NOON)
