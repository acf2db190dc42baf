"""What do the delivery desk's lists show, from a berkas's first day to its last, and when does it act by itself?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from services.delivery.views import QUEUE
from services.delivery.views.patience import ASKED, CLOSE, REMIND, UNCONFIRMED
from services.delivery.views.telling import (
    OUTCOME_UNKNOWN,
    PATIENCE,
    SEND,
    TELLING,
    TRIES,
    Standing,
    Telling,
    next_word,
)
from shared.contracts.fact import Fact, Recorded
from shared.contracts.vocabulary import Channel, Desk, MessageFailure, MessageId, MessageKind, TellingChannel
from shared.view import Due, Place
from tests.services.delivery.asking import (
    ABOUT,
    MESSAGE,
    applicant_informed,
    complaint_answered,
    complaint_received,
    message_accepted,
    message_delivered,
    message_due,
    message_failed,
    message_read,
    message_unknown,
    sending_started,
)
from tests.support.builders import (
    closed,
    document_printed,
    document_received,
    document_sent,
    document_signed,
    entry_returned,
    found_complete,
    found_incomplete,
    handed_over,
    informed,
    lapsed,
    layanan_changed,
    received,
    rejected,
    reopened,
    returned,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.histories import history, recorded, up_to_delivery, up_to_signer
from tests.support.people import BERKAS, KARTU, KUTIPAN, NOMOR, NOON, made_up

pytestmark = pytest.mark.spine

LATER = NOON + timedelta(hours=1)


# ---------------------------------------------------------------- documents on their way


def place_after(*facts: Fact) -> Place:
    heard = [one for one in history(*facts) if type(one.fact).ANNOUNCED or one.fact.DESK is Desk.DELIVERY]
    return QUEUE.place(QUEUE.fold(heard)[BERKAS])


def test_a_berkas_is_listed_from_its_last_signature_to_its_end() -> None:
    life = {
        **dict.fromkeys(up_to_signer(KUTIPAN, KARTU)),
        document_signed(KUTIPAN): None,
        document_sent(KUTIPAN): None,
        document_signed(KARTU): "to_deliver",
        document_sent(KARTU): "to_deliver",
        document_received(KUTIPAN): "to_deliver",
        document_printed(KARTU): "to_deliver",
        handed_over(KARTU): "to_deliver",
        closed(): None,
    }
    facts = list(life)
    assert [place_after(*facts[: n + 1]).queue for n in range(len(facts))] == list(life.values())


def test_it_waits_since_it_was_signed_a_legal_day_stands_before_age_and_a_nomor_finds_it() -> None:
    day = date(2026, 4, 20)
    past = (received(), found_complete(legal_day=day), verified(), *up_to_signer()[4:], document_signed(at=LATER))
    assert place_after(*past) == Place(rank=LATER, queue="to_deliver", legal_day=day, handles=(NOMOR,))


# ---------------------------------------------------------------- words


def told(*facts: Fact, channel: Channel = Channel.WHATSAPP) -> Telling:
    """The row after these facts about one message of a berkas that came by this channel."""
    row = TELLING.fold(history(received(channel=channel), *facts)).get(BERKAS)
    assert row is not None
    return row


def standing(row: Telling) -> Standing | None:
    word = row.words.get(MESSAGE)
    return word.standing if word else None


def queue(row: Telling) -> str | None:
    return TELLING.place(row).queue


def due(row: Telling) -> tuple[datetime, str] | None:
    found = TELLING.place(row).due
    return (found.at, found.rule) if found else None


def test_a_word_is_sent_as_soon_as_it_is_due() -> None:
    row = told(message_due())
    assert (standing(row), queue(row), due(row)) == (Standing.TO_SEND, None, (NOON, SEND))


def test_an_attempt_without_outcome_is_given_up_when_patience_ends() -> None:
    row = told(message_due(), sending_started())
    assert (queue(row), due(row)) == (None, (NOON + PATIENCE, OUTCOME_UNKNOWN))


def test_what_leads_to_the_next_step_is_its_cause() -> None:
    one = history(received(), message_due(), sending_started(), message_failed(failure=MessageFailure.TRANSIENT))
    causes = [TELLING.place(TELLING.fold(one[:n])[BERKAS]).due for n in (2, 3, 4)]
    assert [cause.cause for cause in causes if cause] == [fact.envelope.fact_id for fact in one[1:]]


@pytest.mark.parametrize("failure", [MessageFailure.TRANSIENT, MessageFailure.RATE])
def test_a_passing_failure_is_tried_again_each_time_after_twice_as_long(failure: MessageFailure) -> None:
    minutes = [2, 4, 8, 16]
    for attempt, wait in enumerate(minutes, start=1):
        row = told(message_due(), sending_started(attempt), message_failed(attempt, failure))
        assert (queue(row), due(row)) == (None, (NOON + timedelta(minutes=wait), SEND))
    last = told(message_due(), sending_started(TRIES), message_failed(TRIES, failure))
    assert (standing(last), queue(last), due(last)) == (Standing.TO_TELL, "to_tell", None)


@pytest.mark.parametrize(
    "failure", [f for f in MessageFailure if f not in (MessageFailure.TRANSIENT, MessageFailure.RATE)]
)
def test_whom_the_channel_does_not_reach_an_officer_tells(failure: MessageFailure) -> None:
    row = told(message_due(), sending_started(), message_failed(failure=failure))
    assert (queue(row), due(row)) == ("to_tell", None)
    assert row.words[MESSAGE].failure is failure


@pytest.mark.parametrize("channel", [Channel.MOTOR, Channel.LOKET])
def test_who_came_without_whatsapp_is_told_by_an_officer(channel: Channel) -> None:
    row = told(message_due(), channel=channel)
    assert (queue(row), due(row)) == ("to_tell", None)


def test_what_nobody_knows_is_for_an_officer_to_find_out() -> None:
    row = told(message_due(), sending_started(), message_unknown())
    assert (standing(row), queue(row), due(row)) == (Standing.UNKNOWN, "to_tell", None)


def test_what_was_accepted_and_never_arrives_stays_in_sight() -> None:
    row = told(message_due(), sending_started(), message_accepted())
    assert (queue(row), due(row)) == ("accepted", None)


def test_made_due_again_it_is_sent_again() -> None:
    row = told(message_due(), sending_started(), message_failed(), message_due())
    assert (queue(row), due(row)) == (None, (NOON, SEND))


@pytest.mark.parametrize("end", [message_delivered(), message_read(), applicant_informed()])
def test_what_she_knows_is_no_longer_listed(end: Fact) -> None:
    row = told(message_due(), sending_started(), end)
    assert (row.words, queue(row), due(row)) == ({}, None, None)


@pytest.mark.parametrize(
    "late", [sending_started(), message_accepted(), message_failed(), message_unknown(), message_delivered()]
)
def test_what_comes_after_she_was_told_in_person_changes_nothing(late: Fact) -> None:
    in_person = (message_due(), sending_started(), applicant_informed(channel=TellingChannel.LISAN))
    assert told(*in_person, late) == told(*in_person)


def test_several_words_wait_each_for_its_own_turn() -> None:
    other = replace(message_due(MessageKind.BERKAS_TERLAMBAT), message_id=MessageId(made_up("another")))
    later = replace(other, occurred_at=LATER)
    row = told(message_due(), sending_started(), message_failed(), later)
    assert queue(row) == "to_tell"
    assert due(row) == (LATER, SEND)
    word = next_word(row)
    assert word is not None
    assert word.message_id == other.message_id
    assert TELLING.place(row).rank == NOON


def test_with_everything_in_her_hands_she_has_to_be_told_no_more() -> None:
    for standing_ in [(message_failed(),), (message_unknown(),), (message_accepted(),)]:
        assert told(message_due(), sending_started(), *standing_, closed()).words == {}
    assert standing(told(message_due(), closed())) is Standing.TO_SEND
    assert standing(told(message_due(), sending_started(), closed())) is Standing.BEING_SENT


def test_nothing_is_told_about_a_berkas_that_never_came() -> None:
    assert TELLING.fold(history(message_due(), sending_started())) == {}


def test_an_applicant_is_found_by_her_nomor() -> None:
    assert TELLING.place(told(message_due())).handles == (NOMOR,)


# ---------------------------------------------------------------- asked for papers, and silent

DEADLINE = date(2026, 3, 18)
"""Sixteen days after noon."""


def lacking() -> Recorded[Fact]:
    return recorded(found_incomplete(deadline=DEADLINE))


def reminder(*facts: Fact) -> Due | None:
    """When she is reminded, having been asked at noon and after these facts."""
    asked = lacking()
    rows = ASKED.fold([asked, *(recorded(fact, n) for n, fact in enumerate(facts, start=2))])
    return ASKED.place(rows[BERKAS]).due if BERKAS in rows else None


def about_it(at: datetime = LATER) -> Fact:
    return informed(about=lacking().envelope.fact_id, at=at)


def test_she_is_reminded_when_three_quarters_of_her_time_have_gone_since_she_was_told() -> None:
    told_by = recorded(about_it(), 2).envelope.fact_id
    assert reminder(about_it()) == Due(LATER + timedelta(days=12), REMIND, told_by)


def test_her_time_begins_when_she_is_told_and_only_then() -> None:
    assert reminder() is None
    assert reminder(informed(about=ABOUT, at=LATER)) is None
    again = about_it(at=LATER + timedelta(days=3))
    assert reminder(about_it(), again) == reminder(about_it())


@pytest.mark.parametrize(
    "answered",
    [
        supplemented(),
        found_complete(),
        withdrawn(),
        lapsed(),
        reopened(),
        rejected(),
        layanan_changed(),
        entry_returned(Desk.VERIFICATION),
    ],
)
def test_who_has_answered_or_ended_is_not_reminded(answered: Fact) -> None:
    assert reminder(about_it(), answered) is None


def test_she_is_reminded_once() -> None:
    assert reminder(about_it(), message_due(MessageKind.BERKAS_TERLAMBAT)) is not None
    assert reminder(about_it(), message_due(MessageKind.BERKAS_SEGERA_DITUTUP)) is None


@pytest.mark.parametrize("again", [returned(), entry_returned(Desk.INTAKE)])
def test_asked_for_something_else_her_time_begins_anew(again: Fact) -> None:
    assert reminder(about_it(), again) is None
    asked_again = recorded(again, 3).envelope.fact_id
    assert reminder(about_it(), again, informed(about=asked_again, at=LATER)) is not None


# ---------------------------------------------------------------- with her documents, and silent


def closing(*facts: Fact) -> tuple[datetime, str] | None:
    rows = UNCONFIRMED.fold(history(*facts))
    found = UNCONFIRMED.place(rows[BERKAS]).due if BERKAS in rows else None
    return (found.at, found.rule) if found else None


def test_from_the_last_document_sent_it_is_waited() -> None:
    assert closing(*up_to_delivery()) is None
    assert closing(document_sent(KUTIPAN)) == (NOON, CLOSE)
    assert closing(document_sent(KUTIPAN), document_sent(KARTU, at=LATER)) == (LATER, CLOSE)


def test_while_somebody_complains_nothing_is_closed_and_afterwards_it_is_waited_anew() -> None:
    assert closing(document_sent(), complaint_received()) is None
    answered = replace(complaint_answered(), occurred_at=LATER)
    assert closing(document_sent(), complaint_received(), answered) == (LATER, CLOSE)


def test_what_is_closed_is_waited_for_no_more() -> None:
    assert closing(document_sent(), closed()) is None


def test_a_complaint_about_what_was_never_sent_starts_no_waiting() -> None:
    assert closing(complaint_received(), complaint_answered(), closed()) is None
