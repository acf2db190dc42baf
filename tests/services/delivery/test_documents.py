"""How does each signed document reach the applicant, by both endings, and when is the berkas done? (SOP 8-10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import (
    AlreadyHandedOver,
    CarriedByAnother,
    ComplaintOpen,
    DocumentCommand,
    NoSuchDocument,
    NotAllHandedOver,
    NotAllSent,
    NotPrinted,
    Unrelated,
)
from shared.contracts.any_desk import BerkasReleased, BerkasTaken, NoteAdded
from shared.contracts.fact import Fact
from shared.contracts.rules.holding import AddNote, HeldByAnother, ProposeRejection, Release, Take
from shared.contracts.rules.journey import NeverCame, NotHere, SignedAlready, Stage
from shared.contracts.vocabulary import (
    CloseReason,
    Desk,
    Ending,
    Paper,
    Place,
    ReceiptProof,
    RejectReason,
    SenderRelation,
)
from tests.services.delivery.asking import (
    US,
    bring_back,
    close_unconfirmed,
    collect,
    complaint_answered,
    complaint_received,
    confirm,
    fail_handover,
    hand_over,
    handover_failed,
    issue,
    old_paper_collected,
    print_,
    prints_issued,
    prints_returned,
    receiver_recorded,
    record_receiver,
)
from tests.support.builders import (
    closed,
    document_printed,
    document_received,
    document_sent,
    document_signed,
    handed_over,
    received,
    rejected,
    withdrawn,
)
from tests.support.histories import up_to_delivery, up_to_entry, up_to_kasi, up_to_signer
from tests.support.people import BERKAS, KARTU, KUTIPAN, NELI, NOON, RINA, UJANG, asked, sealed
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

delivery = scenario(DELIVERY)
one = delivery.given(*up_to_delivery())
two = delivery.given(*up_to_delivery(KUTIPAN, KARTU))
printed = one.given(document_printed())


def closes(reason: CloseReason, by: Fact) -> Fact:
    """The end, by whoever brought it about."""
    return replace(closed(reason), by=by.by)


# ---------------------------------------------------------------- (a) cetak sendiri


def test_receiving_the_last_document_closes_the_berkas() -> None:
    sent = one.given(document_sent())
    sent.when(confirm()).then(document_received(), closed(CloseReason.RECEIVED))


def test_she_may_have_it_before_we_hear_that_it_was_sent() -> None:
    one.when(confirm()).then(document_received(), closed())
    one.when(confirm(proof=ReceiptProof.IN_PERSON)).then(document_received(proof=ReceiptProof.IN_PERSON), closed())


def test_received_once_is_received() -> None:
    one.after(confirm()).when(confirm()).then_nothing()
    two.given(document_received()).when(confirm(once="pressed again")).then_nothing()


def test_of_several_documents_only_the_last_one_closes() -> None:
    two.when(confirm(KUTIPAN)).then(document_received(KUTIPAN))
    two.given(document_received(KUTIPAN)).when(confirm(KARTU)).then(document_received(KARTU), closed())


def test_what_arrives_before_its_sister_is_signed_closes_nothing() -> None:
    half = delivery.given(*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN))
    half.when(confirm(KUTIPAN)).then(document_received(KUTIPAN))
    whole = half.given(document_received(KUTIPAN), document_signed(KARTU))
    whole.when(confirm(KARTU)).then(document_received(KARTU), closed())


# ---------------------------------------------------------------- (b) diantar


def test_printed_carried_and_handed_over_closes_the_berkas() -> None:
    one.when(print_()).then(document_printed())
    printed.when(issue()).then(prints_issued())
    carried = printed.given(prints_issued())
    carried.when(hand_over()).then(handed_over(), closes(CloseReason.HANDED_OVER, handed_over()))


def test_handed_over_at_the_counter_nobody_carries_it() -> None:
    printed.when(hand_over()).then(handed_over(), closes(CloseReason.HANDED_OVER, handed_over()))


def test_of_several_prints_the_last_one_handed_over_closes() -> None:
    prints = two.given(document_printed(KUTIPAN), document_printed(KARTU))
    prints.when(hand_over(KUTIPAN)).then(handed_over(KUTIPAN))
    rest = prints.given(handed_over(KUTIPAN))
    rest.when(hand_over(KARTU)).then(handed_over(KARTU), closes(CloseReason.HANDED_OVER, handed_over()))


def test_what_is_to_be_brought_is_not_done_when_the_file_arrives() -> None:
    brought = one.given(receiver_recorded(Ending.DIANTAR), document_sent())
    brought.when(confirm()).then(document_received())
    on_paper = brought.given(document_received(), document_printed())
    on_paper.when(hand_over()).then(handed_over(), closes(CloseReason.HANDED_OVER, handed_over()))


def test_what_she_asked_for_when_she_came_counts_until_somebody_records_otherwise() -> None:
    asked_for = (replace(received(), ending=Ending.DIANTAR), *up_to_delivery()[1:])
    past = delivery.given(*asked_for)
    past.when(confirm()).then(document_received())
    past.given(receiver_recorded(Ending.CETAK_SENDIRI)).when(confirm()).then(document_received(), closed())


def test_whoever_prints_it_herself_after_all_is_done_at_once() -> None:
    past = one.given(receiver_recorded(Ending.DIANTAR), document_received())
    recorded = receiver_recorded(Ending.CETAK_SENDIRI)
    past.when(record_receiver(Ending.CETAK_SENDIRI)).then(recorded, closes(CloseReason.RECEIVED, recorded))


def test_one_may_be_received_and_the_other_handed_over() -> None:
    mixed = two.given(document_received(KUTIPAN), document_printed(KARTU))
    mixed.when(hand_over(KARTU)).then(handed_over(KARTU), closes(CloseReason.HANDED_OVER, handed_over()))
    other = two.given(document_printed(KUTIPAN), handed_over(KUTIPAN))
    other.when(confirm(KARTU)).then(document_received(KARTU), closed(CloseReason.RECEIVED))


def test_a_print_may_be_handed_over_after_the_end() -> None:
    past = printed.given(document_received(), closed())
    past.when(hand_over()).then(handed_over())


# ---------------------------------------------------------------- the custody of prints


def test_nothing_is_carried_or_handed_over_that_is_not_printed() -> None:
    one.when(issue()).then_refused(NotPrinted, document_id=KUTIPAN.document_id)
    one.when(hand_over()).then_refused(NotPrinted)
    one.when(fail_handover()).then_refused(NotPrinted)


def test_a_print_has_one_carrier() -> None:
    carried = printed.given(prints_issued())
    carried.when(issue(once="again")).then_nothing()
    carried.when(issue(carrier=NELI.id)).then_refused(CarriedByAnother, carrier=UJANG.id)
    back = carried.given(prints_returned())
    back.when(issue(carrier=NELI.id)).then(prints_issued(carrier=NELI.id))


def test_what_could_not_be_handed_over_is_brought_back() -> None:
    carried = printed.given(prints_issued())
    carried.when(fail_handover()).then(handover_failed())
    failed = carried.given(handover_failed())
    failed.when(bring_back()).then(prints_returned())
    failed.given(prints_returned()).when(bring_back(once="again")).then_nothing()
    failed.when(hand_over()).then(handed_over(), closes(CloseReason.HANDED_OVER, handed_over()))


def test_what_nobody_carries_is_not_brought_back() -> None:
    printed.when(bring_back()).then_nothing()


def test_handed_over_it_is_in_nobodys_hands_but_hers() -> None:
    done = two.given(document_printed(), prints_issued(), handed_over())
    done.when(bring_back()).then_nothing()
    for command in (issue(), hand_over(), fail_handover(), print_()):
        done.when(command).then_refused(AlreadyHandedOver, document_id=KUTIPAN.document_id)


def test_a_spoilt_print_is_printed_again() -> None:
    printed.when(print_(once="again")).then(document_printed())


@pytest.mark.parametrize("place", Place)
def test_it_is_printed_by_the_applicant_in_the_nagari_on_the_way_or_at_the_counter(place: Place) -> None:
    one.when(print_(place=place)).then(document_printed(place=place))


def test_it_goes_to_nobody_who_has_nothing_to_do_with_it() -> None:
    printed.when(hand_over(relation=SenderRelation.UNRELATED)).then_refused(Unrelated)
    one.when(record_receiver(relation=SenderRelation.UNRELATED)).then_refused(Unrelated)


@pytest.mark.parametrize("command", [confirm(), print_(), issue(), bring_back(), hand_over(), fail_handover()])
def test_nothing_is_delivered_that_is_not_signed(command: DocumentCommand) -> None:
    delivery.when(command).then_refused(NeverCame)
    delivery.given(*up_to_kasi()).when(command).then_refused(NoSuchDocument, document_id=KUTIPAN.document_id)


@pytest.mark.parametrize("command", [confirm(), print_(), issue(), hand_over(), fail_handover()])
def test_asked_twice_it_is_recorded_once(command: DocumentCommand) -> None:
    printed.after(command).when(command).then_nothing()


# ---------------------------------------------------------------- the receiver, and the old papers


def test_who_may_receive_is_recorded_at_any_time_before_the_end() -> None:
    for past in (up_to_entry(), up_to_delivery()):
        delivery.given(*past).when(record_receiver()).then(receiver_recorded())


@pytest.mark.parametrize("ending", [withdrawn(), rejected()])
def test_of_what_has_ended_there_is_nothing_to_receive(ending: Fact) -> None:
    delivery.given(*up_to_entry(), ending).when(record_receiver()).then_refused(NotHere)


def test_each_old_paper_is_taken_back_once() -> None:
    one.when(collect()).then(old_paper_collected())
    collected = one.given(old_paper_collected())
    collected.when(collect(once="again")).then_nothing()
    collected.when(collect(Paper.KTP_EL)).then(old_paper_collected(Paper.KTP_EL))


# ---------------------------------------------------------------- nobody says more


def test_long_enough_after_sending_it_is_taken_that_all_is_well() -> None:
    sent = two.given(document_sent(KUTIPAN), document_sent(KARTU))
    sent.when(close_unconfirmed()).then(closed(CloseReason.UNCONFIRMED, by=US))
    sent.after(close_unconfirmed()).when(close_unconfirmed()).then_nothing()


def test_one_received_and_one_sent_is_enough() -> None:
    past = two.given(document_received(KUTIPAN), document_sent(KARTU))
    past.when(close_unconfirmed()).then(closed(CloseReason.UNCONFIRMED, by=US))


def test_nothing_is_taken_for_well_that_was_not_sent() -> None:
    two.given(document_sent(KUTIPAN)).when(close_unconfirmed()).then_refused(NotAllSent)


def test_what_is_to_be_brought_is_not_taken_for_well() -> None:
    past = one.given(receiver_recorded(Ending.DIANTAR), document_sent())
    past.when(close_unconfirmed()).then_refused(NotAllHandedOver)


def test_nothing_is_taken_for_well_while_somebody_complains() -> None:
    complained = one.given(document_sent(), complaint_received())
    complained.when(close_unconfirmed()).then_refused(ComplaintOpen)
    complained.given(complaint_answered()).when(close_unconfirmed()).then(closed(CloseReason.UNCONFIRMED, by=US))


def test_only_what_is_on_its_way_ends_by_waiting() -> None:
    half = delivery.given(*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN), document_sent(KUTIPAN))
    half.when(close_unconfirmed()).then_refused(NotHere, stage=Stage.AT_SIGNER)
    one.given(document_sent(), closed()).when(close_unconfirmed()).then_refused(NotHere, stage=Stage.CLOSED)
    delivery.when(close_unconfirmed()).then_refused(NeverCame)


# ---------------------------------------------------------------- holding


def test_who_took_a_berkas_holds_it() -> None:
    taken = BerkasTaken(berkas_id=BERKAS, desk=Desk.DELIVERY, by=UJANG, occurred_at=NOON)
    one.when(Take(**asked(UJANG))).then(taken)
    one.given(taken).when(Take(**asked(RINA))).then_refused(HeldByAnother, by=UJANG)
    released = BerkasReleased(berkas_id=BERKAS, desk=Desk.DELIVERY, by=UJANG, occurred_at=NOON)
    one.given(taken).when(Release(**asked(UJANG))).then(released)
    delivery.given(*up_to_kasi()).when(Take(**asked(UJANG))).then_refused(NotHere, stage=Stage.AT_KASI)


def test_a_remark_stays_with_the_berkas() -> None:
    noted = NoteAdded(berkas_id=BERKAS, desk=Desk.DELIVERY, note=sealed("rumah biru"), by=UJANG, occurred_at=NOON)
    one.when(AddNote(**asked(UJANG), note=sealed("rumah biru"))).then(noted)


def test_what_is_signed_is_not_proposed_for_rejection() -> None:
    propose = ProposeRejection(**asked(UJANG), reason=RejectReason.FORGED, note=sealed("palsu"))
    one.when(propose).then_refused(SignedAlready)
