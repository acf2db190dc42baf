"""Is every application taken in once, and every photo that follows, wherever the berkas lies? (SOP step 2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import Ended, NoPhotos, Supplement
from shared.contracts.rules.journey import NeverCame, Stage
from shared.contracts.vocabulary import Channel, Paper
from tests.services.intake.asking import SECOND, incoming, receive, record_relation, supplement
from tests.support.builders import attached, fetched, received, relation_recorded, reopened, supplemented
from tests.support.people import NOON, PHOTO, RINA, UJANG, asked
from tests.support.scenario import scenario
from tests.support.stages import HISTORIES, OVER, UNDER_WAY

pytestmark = pytest.mark.spine

OPEN = scenario(INTAKE)


# ---------------------------------------------------------------- receipt


@pytest.mark.parametrize("channel", Channel)
def test_an_application_is_received_with_its_photos_by_whatever_channel(channel: Channel) -> None:
    OPEN.when(receive(incoming(), channel=channel)).then(received(channel=channel))


def test_the_petugas_khusus_takes_in_applications_on_the_motorcycle() -> None:
    command = receive(incoming(), channel=Channel.MOTOR, by=UJANG)
    OPEN.when(command).then(received(channel=Channel.MOTOR, by=UJANG))


def test_the_receipt_comes_before_what_the_photos_hold_and_show() -> None:
    photo = incoming(paper=Paper.KK_LAMA, rests=True)
    OPEN.when(receive(photo)).then(received(), fetched(), attached(Paper.KK_LAMA))


def test_a_photo_whose_bytes_are_still_to_come_is_received_all_the_same() -> None:
    OPEN.when(receive(incoming(), incoming(SECOND))).then(received(photos=(PHOTO, SECOND)))


def test_a_legal_day_known_at_the_start_stands_in_the_receipt() -> None:
    day = date(2026, 4, 30)
    OPEN.when(receive(incoming(), legal_day=day)).then(received(legal_day=day))


def test_an_application_without_a_photo_is_none() -> None:
    OPEN.when(receive()).then_refused(NoPhotos)


@pytest.mark.parametrize("stage", [*UNDER_WAY, *OVER])
def test_the_same_submission_never_becomes_two(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(receive(incoming(), once="again")).then_nothing()


# ---------------------------------------------------------------- supplements


@pytest.mark.parametrize("stage", UNDER_WAY)
def test_an_applicant_may_send_more_photos_wherever_her_berkas_lies(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(supplement()).then(supplemented(SECOND))


def test_a_supplement_brings_its_papers_along() -> None:
    OPEN.given(*HISTORIES[Stage.WITH_APPLICANT]).when(supplement(incoming(SECOND, Paper.BUKU_NIKAH))).then(
        supplemented(SECOND), attached(Paper.BUKU_NIKAH, SECOND)
    )


def test_a_supplement_without_a_photo_is_none() -> None:
    OPEN.given(received()).when(Supplement(**asked(RINA), photos=())).then_refused(NoPhotos)


def test_a_supplement_reopens_what_lapsed() -> None:
    later = NOON + timedelta(days=40)
    OPEN.given(*HISTORIES[Stage.LAPSED]).when(supplement(now=later)).then(
        reopened(at=later), supplemented(SECOND, at=later)
    )


@pytest.mark.parametrize("stage", [stage for stage in OVER if stage is not Stage.LAPSED])
def test_a_supplement_reopens_nothing_that_ended_otherwise(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(supplement()).then_refused(Ended, stage=stage, at=NOON)


def test_nobody_supplements_what_never_came() -> None:
    OPEN.when(supplement()).then_refused(NeverCame)


def test_the_same_supplement_asked_twice_is_one() -> None:
    OPEN.given(received()).after(supplement()).when(supplement()).then_nothing()


# ---------------------------------------------------------------- whose sender is what to whom


@pytest.mark.parametrize("stage", [*UNDER_WAY, *OVER])
def test_what_the_sender_is_to_the_subjek_is_recorded_at_any_time(stage: Stage) -> None:
    facts = OPEN.given(*HISTORIES[stage])
    facts.when(record_relation()).then(relation_recorded(record_relation().relation))
