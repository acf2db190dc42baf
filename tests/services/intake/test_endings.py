"""Does a berkas end only as it may: withdrawn, lapsed, and does it go on again? (rules 5 and 8)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import Ended, NotEndedSo, NotTold, NotVisited, TooEarly
from shared.contracts.fact import PEMOHON, Fact
from shared.contracts.rules.journey import NeverCame, NotHere, SignedAlready, SigningUnderWay, Stage
from shared.contracts.vocabulary import Channel, Desk, MessageKind, Paper, TellingChannel
from tests.services.intake.asking import TWO_WEEKS, lapse, reopen, supplement, withdraw
from tests.support.builders import (
    attached,
    closed,
    document_signed,
    entry_returned,
    found_incomplete,
    informed,
    lapsed,
    received,
    reopened,
    returned,
    siak_cancelled,
    siak_entered,
    signing_declined,
    signing_failed,
    signing_outcome_unknown,
    signing_started,
    supplemented,
    withdrawn,
)
from tests.support.histories import up_to_entry, up_to_signer, up_to_verification
from tests.support.people import KARTU, KUTIPAN, NOON, PHOTO, RINA
from tests.support.scenario import scenario
from tests.support.stages import AFTER_INTAKE, BEFORE_SIGNING, HISTORIES, OVER, UNDER_WAY

pytestmark = pytest.mark.spine

OPEN = scenario(INTAKE)


def day(count: float) -> datetime:
    return NOON + timedelta(days=count)


# ---------------------------------------------------------------- withdrawal


@pytest.mark.parametrize("stage", BEFORE_SIGNING)
def test_an_applicant_withdraws_at_any_time_before_signing(stage: Stage) -> None:
    given = OPEN.given(*HISTORIES[stage])
    given.when(withdraw(by=PEMOHON)).then(withdrawn(by=PEMOHON))
    assert given.after(withdraw()).state.journey.stage is Stage.WITHDRAWN


SIGNING = (*up_to_signer(KUTIPAN, KARTU), signing_started())


@pytest.mark.parametrize(
    "since", [(), (signing_outcome_unknown(),), (signing_declined(KARTU),)], ids=["started", "unknown", "declined"]
)
def test_nobody_withdraws_while_a_signature_is_under_way(since: tuple[Fact, ...]) -> None:
    OPEN.given(*SIGNING, *since).when(withdraw()).then_refused(SigningUnderWay, document_id=KUTIPAN.document_id)


def test_a_signature_resolved_unsigned_lets_the_applicant_withdraw() -> None:
    OPEN.given(*SIGNING, signing_failed()).when(withdraw()).then(withdrawn())
    OPEN.given(*SIGNING, signing_outcome_unknown(), signing_failed()).when(withdraw()).then(withdrawn())


@pytest.mark.parametrize("since", [(), (signing_declined(KARTU),)], ids=["the other waits", "the other is declined"])
def test_nobody_withdraws_once_one_document_is_signed(since: tuple[Fact, ...]) -> None:
    OPEN.given(*SIGNING, document_signed(), *since).when(withdraw()).then_refused(
        SignedAlready, document_id=KUTIPAN.document_id
    )


def test_nobody_withdraws_what_is_on_its_way_to_the_applicant() -> None:
    OPEN.given(*HISTORIES[Stage.AT_DELIVERY]).when(withdraw()).then_refused(SignedAlready)


@pytest.mark.parametrize("stage", OVER)
def test_nobody_withdraws_what_has_ended(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(withdraw(once="again")).then_refused(Ended, stage=stage, at=NOON)


def test_after_siak_a_withdrawal_waits_for_its_entry_to_be_undone() -> None:
    open_entry = OPEN.given(*up_to_entry(), siak_entered()).after(withdraw())
    assert open_entry.state.journey.in_siak
    assert not open_entry.given(siak_cancelled()).state.journey.in_siak
    assert open_entry.given(siak_cancelled()).state.journey.stage is Stage.WITHDRAWN


def test_withdrawing_twice_by_the_same_press_is_withdrawing_once() -> None:
    OPEN.given(received()).after(withdraw()).when(withdraw()).then_nothing()


# ---------------------------------------------------------------- lapse

TOLD = (received(), found_incomplete(), informed(at=day(1)))


def test_a_berkas_lapses_when_she_was_told_and_silent_for_too_long() -> None:
    OPEN.given(*TOLD).when(lapse(now=day(15))).then(lapsed(told_at=day(1), at=day(15)))


def test_it_does_not_lapse_a_minute_early() -> None:
    early = day(15) - timedelta(minutes=1)
    OPEN.given(*TOLD).when(lapse(now=early)).then_refused(TooEarly, lapses_at=day(15))


def test_what_nobody_told_her_never_makes_it_lapse() -> None:
    OPEN.given(received(), found_incomplete()).when(lapse(now=day(400))).then_refused(NotTold)


def test_news_that_asks_for_nothing_is_not_being_told() -> None:
    news = informed(MessageKind.BERKAS_DITERIMA, at=day(1))
    OPEN.given(received(), found_incomplete(), news).when(lapse(now=day(400))).then_refused(NotTold)


@pytest.mark.parametrize("channel", TellingChannel)
def test_she_may_be_told_by_message_by_telephone_or_face_to_face(channel: TellingChannel) -> None:
    facts = (received(), found_incomplete(), informed(channel=channel, at=day(1)))
    OPEN.given(*facts).when(lapse(now=day(15))).then(lapsed(told_at=day(1), at=day(15)))


def test_patience_counts_from_the_first_time_she_was_told() -> None:
    OPEN.given(*TOLD, informed(at=day(9))).when(lapse(now=day(15))).then(lapsed(told_at=day(1), at=day(15)))


def test_whoever_answered_is_not_silent() -> None:
    OPEN.given(*TOLD, supplemented()).when(lapse(now=day(400))).then_refused(NotHere, stage=Stage.AT_INTAKE)


def test_patience_begins_anew_in_every_round() -> None:
    again = (*TOLD, supplemented(at=day(2)), found_incomplete(at=day(3)))
    OPEN.given(*again).when(lapse(now=day(400))).then_refused(NotTold)
    OPEN.given(*again, informed(at=day(4))).when(lapse(now=day(15))).then_refused(TooEarly, lapses_at=day(18))


@pytest.mark.parametrize(
    "back",
    [(*up_to_verification(), returned()), (*up_to_entry(), entry_returned())],
    ids=["from verification", "from entry"],
)
def test_what_another_desk_gave_back_to_her_lapses_as_well(back: tuple[Fact, ...]) -> None:
    told = (*back, informed(MessageKind.BERKAS_PERLU_DIPERBAIKI, at=day(1)))
    OPEN.given(*told).when(lapse(now=day(15))).then(lapsed(told_at=day(1), at=day(15)))


@pytest.mark.parametrize("stage", [Stage.AT_INTAKE, *AFTER_INTAKE])
def test_what_the_office_holds_never_lapses(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(lapse(now=day(400))).then_refused(NotHere, stage=stage)


def test_nothing_lapses_that_has_ended_or_never_came() -> None:
    OPEN.given(*HISTORIES[Stage.WITHDRAWN]).when(lapse(now=day(400))).then_refused(Ended)
    OPEN.when(lapse(now=day(400))).then_refused(NeverCame)


def test_a_berkas_with_a_signed_document_never_lapses() -> None:
    facts = (*SIGNING, document_signed(), entry_returned(), informed(at=day(1)))
    OPEN.given(*facts).when(lapse(now=day(400))).then_refused(SignedAlready)


# ---------------------------------------------------------------- where the motorcycle comes

MOTOR = (received(channel=Channel.MOTOR), found_incomplete(), informed(channel=TellingChannel.LISAN, at=day(1)))


def test_where_the_motorcycle_comes_patience_counts_from_its_next_visit() -> None:
    OPEN.given(*MOTOR).when(lapse(visited_at=day(8), now=day(22))).then(lapsed(told_at=day(1), at=day(22)))
    OPEN.given(*MOTOR).when(lapse(visited_at=day(8), now=day(21))).then_refused(TooEarly, lapses_at=day(22))


def test_what_came_by_the_motorcycle_never_lapses_before_it_came_again() -> None:
    OPEN.given(*MOTOR).when(lapse(now=day(400))).then_refused(NotVisited)
    OPEN.given(*MOTOR).when(lapse(visited_at=day(0), now=day(400))).then_refused(NotVisited)


def test_who_wrote_by_whatsapp_does_not_wait_for_the_motorcycle() -> None:
    OPEN.given(*TOLD).when(lapse(visited_at=day(8), now=day(15))).then(lapsed(told_at=day(1), at=day(15)))


# ---------------------------------------------------------------- going on


@pytest.mark.parametrize("stage", [Stage.LAPSED, Stage.WITHDRAWN])
def test_what_lapsed_or_was_withdrawn_goes_on(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(reopen()).then(reopened())


def test_a_reopened_berkas_keeps_its_number_and_its_photos() -> None:
    facts = (received(), attached(Paper.KK_LAMA), found_incomplete(), informed(), lapsed())
    journey = OPEN.given(*facts).after(supplement()).state.journey
    assert journey.stage is Stage.AT_INTAKE
    assert journey.berkas_id == received().berkas_id
    assert journey.photos[PHOTO] is Paper.KK_LAMA


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.REJECTED, Stage.MERGED])
def test_nothing_that_ended_otherwise_is_reopened(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(reopen()).then_refused(NotEndedSo, stage=stage)


@pytest.mark.parametrize("stage", UNDER_WAY)
def test_reopening_what_goes_on_says_nothing(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(reopen()).then_nothing()


def test_a_reopened_berkas_may_lapse_again() -> None:
    again = (*TOLD, lapsed(told_at=day(1)), reopened(), found_incomplete(), informed(at=day(30)))
    OPEN.given(*again).when(lapse(TWO_WEEKS, now=day(44))).then(lapsed(told_at=day(30), at=day(44)))


def test_whoever_comes_too_late_is_told_who_ended_it() -> None:
    OPEN.given(*HISTORIES[Stage.AT_DELIVERY], closed(by=RINA)).when(supplement()).then_refused(
        Ended, stage=Stage.CLOSED, by=RINA, at=NOON
    )


def test_the_kasi_who_sends_it_to_intake_does_not_start_her_silence() -> None:
    back = entry_returned(Desk.VERIFICATION)
    OPEN.given(*up_to_entry(), back, informed()).when(lapse(now=day(400))).then_refused(NotHere)
