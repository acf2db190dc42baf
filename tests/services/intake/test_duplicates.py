"""Do the same papers that come twice become one berkas, by an officer's decision and never by the machine's?"""

from __future__ import annotations

import pytest

from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import Ended, InSiakAlready, NotSuspected, OtherEnded
from shared.contracts.fact import system
from shared.contracts.intake import DuplicateDismissed, DuplicateSuspected
from shared.contracts.rules.journey import BEFORE_SIAK, NeverCame, SignedAlready, SigningUnderWay, Stage
from shared.contracts.vocabulary import BerkasId, Desk, DuplicateGround
from shared.errors import ChangedSinceSeen
from tests.services.intake.asking import dismiss, merge, suspect
from tests.support.builders import (
    document_signed,
    draft_returned,
    merged,
    received,
    signing_declined,
    signing_started,
)
from tests.support.histories import up_to_kasi, up_to_signer
from tests.support.people import BERKAS, KARTU, KUTIPAN, NOON, RINA, made_up
from tests.support.scenario import scenario
from tests.support.stages import HISTORIES, OTHER, OVER, UNDER_WAY

pytestmark = pytest.mark.spine

OPEN = scenario(INTAKE)
THIRD = BerkasId(made_up("a third berkas"))

SUSPECTED = DuplicateSuspected(
    berkas_id=BERKAS, other=OTHER, ground=DuplicateGround.SAME_PHOTO, by=system(Desk.INTAKE), occurred_at=NOON
)
DISMISSED = DuplicateDismissed(berkas_id=BERKAS, other=OTHER, by=RINA, occurred_at=NOON)


# ---------------------------------------------------------------- suspected


@pytest.mark.parametrize("stage", UNDER_WAY)
def test_the_same_photo_is_suspected_wherever_the_berkas_lies(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(suspect()).then(SUSPECTED)


def test_a_suspicion_is_said_once() -> None:
    OPEN.given(received(), SUSPECTED).when(suspect(once="another photo")).then_nothing()


def test_what_was_dismissed_is_not_suspected_again() -> None:
    OPEN.given(received(), SUSPECTED, DISMISSED).when(suspect(once="another photo")).then_nothing()


def test_a_berkas_is_not_suspected_to_be_itself() -> None:
    OPEN.given(received()).when(suspect(BERKAS)).then_nothing()


def test_nothing_that_ended_or_never_came_is_suspected() -> None:
    OPEN.given(*HISTORIES[Stage.CLOSED]).when(suspect()).then_refused(Ended)
    OPEN.when(suspect()).then_refused(NeverCame)


# ---------------------------------------------------------------- dismissed


def test_an_officer_finds_that_it_is_another_application() -> None:
    OPEN.given(received(), SUSPECTED).when(dismiss()).then(DISMISSED)


def test_a_suspicion_is_dismissed_once() -> None:
    OPEN.given(received(), SUSPECTED, DISMISSED).when(dismiss(once="again")).then_nothing()


def test_only_what_is_suspected_is_dismissed() -> None:
    OPEN.given(received(), SUSPECTED).when(dismiss(THIRD)).then_refused(NotSuspected, other=THIRD)


def test_each_suspicion_is_decided_by_itself() -> None:
    third = DuplicateSuspected(
        berkas_id=BERKAS, other=THIRD, ground=DuplicateGround.SAME_SUBJECT, by=RINA, occurred_at=NOON
    )
    OPEN.given(received(), SUSPECTED, third, DISMISSED).when(merge(THIRD)).then(merged(THIRD))


# ---------------------------------------------------------------- merged


@pytest.mark.parametrize("stage", sorted(BEFORE_SIAK))
def test_the_same_application_is_merged_into_the_other_before_it_is_in_siak(stage: Stage) -> None:
    given = OPEN.given(*HISTORIES[stage], SUSPECTED)
    given.when(merge()).then(merged(OTHER))
    assert given.after(merge()).state.journey.stage is Stage.MERGED


@pytest.mark.parametrize("stage", [stage for stage in UNDER_WAY if stage not in BEFORE_SIAK])
def test_what_stands_in_siak_is_merged_only_after_it_came_back(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage], SUSPECTED).when(merge()).then_refused(InSiakAlready, stage=stage)


def test_what_came_back_from_siak_is_merged_and_its_entry_is_still_to_be_undone() -> None:
    given = OPEN.given(*up_to_kasi(), draft_returned(to=Desk.VERIFICATION), SUSPECTED)
    given.when(merge()).then(merged(OTHER))
    assert given.after(merge()).state.journey.in_siak


def test_nothing_with_a_signature_on_it_or_under_way_is_merged() -> None:
    signing = (*up_to_signer(KUTIPAN, KARTU), SUSPECTED, signing_started())
    back = draft_returned(KARTU, to=Desk.VERIFICATION)
    OPEN.given(*signing, signing_declined(KARTU), back).when(merge()).then_refused(SigningUnderWay)
    OPEN.given(*signing, document_signed(), signing_declined(KARTU), back).when(merge()).then_refused(SignedAlready)


def test_nothing_is_merged_that_nobody_suspected() -> None:
    OPEN.given(received()).when(merge()).then_refused(NotSuspected, other=OTHER)
    OPEN.given(received(), SUSPECTED, DISMISSED).when(merge()).then_refused(NotSuspected, other=OTHER)


def test_nothing_is_merged_into_what_has_ended_itself() -> None:
    OPEN.given(received(), SUSPECTED).when(merge(goes_on=False)).then_refused(OtherEnded, other=OTHER)


@pytest.mark.parametrize("stage", OVER)
def test_nothing_that_ended_is_merged_or_dismissed(stage: Stage) -> None:
    OPEN.given(received(), SUSPECTED, *HISTORIES[stage][1:]).when(merge()).then_refused(Ended, stage=stage)
    OPEN.given(received(), SUSPECTED, *HISTORIES[stage][1:]).when(dismiss()).then_refused(Ended, stage=stage)


def test_who_has_not_seen_the_suspicion_does_not_merge_by_it() -> None:
    OPEN.given(received(), SUSPECTED).when(merge(seen=1)).then_refused(ChangedSinceSeen, what=SUSPECTED.NAME)
