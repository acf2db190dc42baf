"""What becomes of one message, in whatever order its receipts come? (rules 6 and 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import (
    AlreadyTold,
    DeliveryCommand,
    MessageCommand,
    NoSuchDocument,
    NoSuchMessage,
    SendingUnderWay,
)
from services.delivery.decisions.messages import Sending
from services.delivery.decisions.standing import Delivery, DeliveryFact
from shared.contracts.delivery import (
    ApplicantInformed,
    DocumentSent,
    MessageDelivered,
    MessageRead,
)
from shared.contracts.rules.journey import NeverCame
from shared.contracts.vocabulary import MessageFailure, MessageKind, TellingChannel
from tests.services.delivery.asking import (
    MESSAGE,
    accept,
    applicant_informed,
    deliver,
    fail,
    message_accepted,
    message_delivered,
    message_due,
    message_failed,
    message_read,
    message_unknown,
    read,
    send_again,
    sending_started,
    sent_by_message,
    start,
    tell,
    tell_in_person,
    unknown,
)
from tests.support.builders import found_incomplete, received
from tests.support.histories import up_to_delivery
from tests.support.people import KARTU, KUTIPAN, RINA, UJANG
from tests.support.scenario import Given, scenario

pytestmark = pytest.mark.spine

Past: TypeAlias = Given[DeliveryCommand, Delivery, DeliveryFact]

delivery = scenario(DELIVERY)
incomplete = delivery.given(received(), found_incomplete())
due = incomplete.given(message_due())
started = due.given(sending_started())
failed = started.given(message_failed())
ready = delivery.given(*up_to_delivery(), message_due(MessageKind.DOKUMEN_SIAP, KUTIPAN.document_id), sending_started())


def standing(past: Past) -> Sending:
    return past.state.messages[MESSAGE].sending


# ---------------------------------------------------------------- due


def test_the_applicant_is_to_be_told_once_per_fact() -> None:
    incomplete.when(tell()).then(message_due())
    incomplete.after(tell()).when(tell()).then_nothing()
    incomplete.after(tell()).when(tell(once="heard again")).then_nothing()


def test_nobody_is_told_of_a_berkas_that_never_came() -> None:
    delivery.when(tell()).then_refused(NeverCame)


def test_nobody_is_told_of_a_document_that_is_not_signed() -> None:
    about = tell(MessageKind.DOKUMEN_SIAP, KARTU.document_id)
    delivery.given(*up_to_delivery(KUTIPAN)).when(about).then_refused(NoSuchDocument, document_id=KARTU.document_id)


@pytest.mark.parametrize(
    "command",
    [send_again(), start(), accept(), deliver(), read(), fail(), unknown(), tell_in_person()],
)
def test_of_a_message_that_was_never_due_there_is_nothing_to_say(command: MessageCommand) -> None:
    incomplete.when(command).then_refused(NoSuchMessage, message_id=MESSAGE)


# ---------------------------------------------------------------- tried


def test_the_attempt_stands_before_the_channel_is_asked() -> None:
    due.when(start()).then(sending_started())
    due.after(start()).when(start()).then_nothing()


def test_of_two_that_begin_at_once_one_sends() -> None:
    due.after(start("one process")).when(start("another")).then_refused(SendingUnderWay, message_id=MESSAGE)


@pytest.mark.parametrize("past", [started, started.given(message_unknown()), started.given(message_accepted())])
def test_nothing_is_sent_twice_while_once_may_have_reached_her(past: Past) -> None:
    past.when(start("again")).then_refused(SendingUnderWay)
    past.when(send_again()).then_refused(SendingUnderWay)


@pytest.mark.parametrize("past", [due, started, failed])
def test_nothing_is_sent_to_who_was_told_otherwise(past: Past) -> None:
    told = past.given(applicant_informed(channel=TellingChannel.LISAN))
    told.when(start("again")).then_refused(AlreadyTold, channel=TellingChannel.LISAN)
    told.when(send_again()).then_refused(AlreadyTold)


def test_what_failed_is_tried_again_under_the_next_number() -> None:
    failed.when(start("again")).then(sending_started(attempt=2))


def test_what_failed_for_good_is_made_due_again_by_an_officer() -> None:
    failed.when(send_again()).then(message_due(by=RINA))
    again = failed.after(send_again())
    assert standing(again) is Sending.DUE
    again.when(send_again(once="impatient")).then_nothing()
    again.when(start("anew")).then(sending_started(attempt=2))


# ---------------------------------------------------------------- answers and receipts


def test_accepted_is_not_told() -> None:
    started.when(accept()).then(message_accepted())


def test_delivered_is_told() -> None:
    started.when(deliver()).then(message_delivered(), applicant_informed())
    started.given(message_accepted()).when(deliver()).then(message_delivered(), applicant_informed())


def test_read_is_delivered_too() -> None:
    started.when(read()).then(message_delivered(), applicant_informed(), message_read())
    delivered = started.given(message_delivered(), applicant_informed())
    delivered.when(read()).then(message_read())


def test_failed_says_why_in_the_channels_own_number() -> None:
    said = (1, MessageFailure.UNREACHABLE, 131026)
    started.when(fail(*said)).then(message_failed(*said))


def test_accepted_may_still_fail() -> None:
    started.given(message_accepted()).when(fail()).then(message_failed())


def test_a_late_receipt_resolves_what_nobody_knew() -> None:
    dark = started.given(message_unknown())
    dark.when(accept()).then(message_accepted())
    dark.when(deliver()).then(message_delivered(), applicant_informed())
    dark.when(fail()).then(message_failed())


@pytest.mark.parametrize("late", [accept(), fail(), unknown()])
def test_what_is_said_of_an_earlier_attempt_changes_nothing(late: MessageCommand) -> None:
    second = failed.given(sending_started(attempt=2))
    second.when(late).then_nothing()


@pytest.mark.parametrize("late", [accept(2), fail(2), unknown(2)])
def test_nor_what_is_said_of_an_attempt_nobody_made(late: MessageCommand) -> None:
    started.when(late).then_nothing()


def test_an_officer_tells_in_person_once() -> None:
    told = applicant_informed(channel=TellingChannel.LISAN, by=UJANG)
    due.when(tell_in_person(TellingChannel.LISAN, by=UJANG)).then(told)
    due.given(told).when(tell_in_person()).then_refused(AlreadyTold, channel=TellingChannel.LISAN)
    due.after(tell_in_person()).when(tell_in_person()).then_nothing()


def test_who_was_told_in_person_is_not_told_again_by_a_late_receipt() -> None:
    told = started.given(applicant_informed(channel=TellingChannel.TELEPON))
    told.when(deliver()).then(message_delivered())
    told.when(read()).then(message_delivered(), message_read())


def test_what_is_told_of_a_conversation_changes_no_berkas() -> None:
    before = incomplete.state
    assert incomplete.given(sending_started(), message_delivered()).state.messages == before.messages


# ---------------------------------------------------------------- the document on its way


def test_the_document_is_sent_when_its_message_is_delivered() -> None:
    informed = applicant_informed(MessageKind.DOKUMEN_SIAP)
    ready.when(accept()).then(message_accepted())
    ready.when(deliver()).then(message_delivered(), informed, sent_by_message())
    ready.when(read()).then(message_delivered(), informed, sent_by_message(), message_read())


@pytest.mark.parametrize("kind", [MessageKind.DOKUMEN_MENUNGGU_DIAMBIL, MessageKind.DOKUMEN_DISERAHKAN])
def test_only_the_message_with_the_document_sends_it(kind: MessageKind) -> None:
    other = delivery.given(*up_to_delivery(), message_due(kind, KUTIPAN.document_id), sending_started())
    other.when(deliver()).then(message_delivered(), applicant_informed(kind))


def test_telling_in_person_that_it_is_ready_sends_nothing() -> None:
    ready.when(tell_in_person()).then(
        applicant_informed(MessageKind.DOKUMEN_SIAP, channel=TellingChannel.TELEPON, by=RINA)
    )


# ---------------------------------------------------------------- any order, any number of times

RECEIPTS: Mapping[Sending, Callable[[str], MessageCommand]] = {
    Sending.UNKNOWN: lambda once: unknown(once=once),
    Sending.ACCEPTED: lambda once: accept(once=once),
    Sending.FAILED: lambda once: fail(once=once),
    Sending.DELIVERED: deliver,
    Sending.READ: read,
}
ORDER = list(Sending)


def walked(receipts: Sequence[Sending]) -> Sequence[Past]:
    """The past before and after each of these receipts."""
    pasts = [ready]
    for number, receipt in enumerate(receipts):
        pasts.append(pasts[-1].after(RECEIPTS[receipt](f"receipt {number}")))
    return pasts


@given(st.lists(st.sampled_from(sorted(RECEIPTS)), max_size=8))
def test_a_message_never_goes_backwards(receipts: list[Sending]) -> None:
    standings = [ORDER.index(standing(past)) for past in walked(receipts)]
    assert standings == sorted(standings)


@given(st.lists(st.sampled_from(sorted(RECEIPTS)), max_size=6).flatmap(lambda those: st.permutations(those * 2)))
def test_the_furthest_receipt_counts_whatever_the_order(receipts: list[Sending]) -> None:
    last = walked(receipts)[-1]
    assert standing(last) is max([Sending.STARTED, *receipts], key=ORDER.index)


@given(st.lists(st.sampled_from(sorted(RECEIPTS)), max_size=8))
def test_she_is_told_once_and_her_document_sent_once_if_it_reached_her(receipts: list[Sending]) -> None:
    left = [one.fact for one in walked(receipts)[-1].past[len(ready.past) :]]
    reached = bool({Sending.DELIVERED, Sending.READ} & set(receipts))
    for cls in (MessageDelivered, ApplicantInformed, DocumentSent):
        assert sum(isinstance(fact, cls) for fact in left) == int(reached)
    assert sum(isinstance(fact, MessageRead) for fact in left) == int(Sending.READ in receipts)


@given(st.lists(st.sampled_from(sorted(RECEIPTS)), max_size=6), st.integers(0, 6))
def test_told_in_person_in_between_she_is_told_once(receipts: list[Sending], when: int) -> None:
    before = walked(receipts[:when])[-1]
    if before.state.messages[MESSAGE].told:
        return
    past = before.after(tell_in_person())
    for number, receipt in enumerate(receipts[when:]):
        past = past.after(RECEIPTS[receipt](f"later {number}"))
    told = [one.fact for one in past.past if isinstance(one.fact, ApplicantInformed)]
    assert [fact.channel for fact in told] == [TellingChannel.TELEPON]
