"""When may an application be typed into SIAK, by whom, and how often? And when is its entry undone?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.entry.decisions.berkas import ENTRY
from services.entry.decisions.commands import (
    DraftStands,
    NoDocuments,
    NothingInSiak,
    RecordIdentity,
    SameDocumentTwice,
    StillNeeded,
)
from shared.contracts.any_desk import BerkasReleased, BerkasTaken, NoteAdded
from shared.contracts.entry import IdentityChecked
from shared.contracts.fact import Fact
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.holding import AddNote, HeldByAnother, ProposeRejection, Release, Take
from shared.contracts.rules.journey import NeverCame, NotHere, SigningUnderWay, Stage
from shared.contracts.vocabulary import Desk, IdentityVerdict, Paper, RejectReason
from shared.errors import ChangedSinceSeen
from tests.services.entry.asking import cancel, enter, print_draft
from tests.support.builders import (
    attached,
    closed,
    document_received,
    document_sent,
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    entry_returned,
    found_complete,
    judged,
    lapsed,
    rejected,
    rejection_proposed,
    reopened,
    siak_cancelled,
    siak_entered,
    signing_declined,
    signing_started,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.histories import up_to_delivery, up_to_entry, up_to_kasi, up_to_signer, up_to_verification
from tests.support.people import BERKAS, BUDI, DEWI, JONI, KARTU, KUTIPAN, NOON, PHOTO, SITI, asked, sealed
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

entry = scenario(ENTRY)


# ---------------------------------------------------------------- into SIAK


def test_what_is_verified_is_typed_into_siak() -> None:
    entry.given(*up_to_entry()).when(enter()).then(siak_entered())


def test_a_birth_yields_a_kutipan_and_a_family_card() -> None:
    entry.given(*up_to_entry()).when(enter(KUTIPAN, KARTU)).then(siak_entered(KUTIPAN, KARTU))


def test_nobody_enters_a_berkas_that_never_came() -> None:
    entry.when(enter()).then_refused(NeverCame)


def test_nobody_enters_what_is_not_verified() -> None:
    entry.given(*up_to_verification()).when(enter()).then_refused(NotHere, stage=Stage.AT_VERIFICATION)


def test_an_entry_that_yields_no_document_is_none() -> None:
    entry.given(*up_to_entry()).when(replace(enter(), documents=())).then_refused(NoDocuments)


def test_a_document_is_planned_once() -> None:
    entry.given(*up_to_entry()).when(enter(KARTU, KARTU)).then_refused(SameDocumentTwice)


def test_entering_asked_twice_enters_once() -> None:
    entry.given(*up_to_entry()).after(enter()).when(enter()).then_nothing()


def test_two_operators_do_not_both_enter_what_both_saw_waiting() -> None:
    entered = entry.given(*up_to_entry()).after(enter(seen=4, once="budi"))
    entered.when(enter(by=JONI, seen=4, once="joni")).then_refused(ChangedSinceSeen, what="SiakEntered.v1", by=BUDI)


def test_a_screen_older_than_the_applicants_new_photos_is_refused() -> None:
    past = entry.given(*up_to_entry(), supplemented())
    past.when(enter(seen=4)).then_refused(ChangedSinceSeen, what="BerkasSupplemented.v1")
    past.when(enter(seen=5)).then(siak_entered())


def test_a_photo_moved_to_another_paper_makes_the_screen_stale() -> None:
    past = entry.given(*up_to_entry(), attached(Paper.SURAT_KETERANGAN_LAHIR, PHOTO))
    past.when(enter(seen=4)).then_refused(ChangedSinceSeen)


# ---------------------------------------------------------------- separate hands (rule 2)


def test_who_verified_does_not_enter() -> None:
    entry.given(*up_to_entry()).when(enter(by=SITI)).then_refused(SameHands, officer=SITI.id, did="verification")


def test_who_judged_a_single_paper_does_not_enter() -> None:
    past = (*up_to_verification(), judged(Paper.SURAT_KETERANGAN_LAHIR, by=BUDI), verified())
    entry.given(*past).when(enter(by=BUDI)).then_refused(SameHands)


def test_who_verified_in_an_earlier_round_does_not_enter_in_a_later_one() -> None:
    again = (entry_returned(), supplemented(), found_complete(), verified(by=DEWI))
    entry.given(*up_to_entry(), *again).when(enter(by=SITI)).then_refused(SameHands)


def test_a_surat_tugas_lets_one_officer_do_both() -> None:
    entry.given(*up_to_entry()).when(enter(by=SITI, combined=True)).then(siak_entered(by=SITI))


# ---------------------------------------------------------------- later rounds


def test_in_a_later_round_the_application_is_entered_again() -> None:
    past = (*up_to_kasi(), draft_returned(to=Desk.INTAKE), found_complete(), verified())
    entry.given(*past).when(enter(KUTIPAN, KARTU)).then(siak_entered(KUTIPAN, KARTU))


def test_a_document_planned_anew_keeps_counting_its_revisions() -> None:
    past = (*up_to_kasi(), draft_returned(), siak_entered())
    entry.given(*past).when(print_draft(revision=2)).then(draft_printed(revision=2))


def test_a_document_left_out_of_one_round_keeps_counting_in_the_next() -> None:
    past = (*up_to_kasi(KUTIPAN, KARTU), draft_returned(None), siak_entered(KUTIPAN), siak_entered(KUTIPAN, KARTU))
    entry.given(*past).when(print_draft(KARTU, revision=2)).then(draft_printed(KARTU, revision=2))


def test_the_operator_may_enter_again_while_the_kasi_has_validated_nothing() -> None:
    entry.given(*up_to_kasi()).when(enter(KUTIPAN, KARTU)).then(siak_entered(KUTIPAN, KARTU))


def test_what_the_kasi_has_validated_the_operator_does_not_take_back() -> None:
    past = (*up_to_kasi(KUTIPAN, KARTU), draft_validated(KARTU))
    entry.given(*past).when(enter()).then_refused(DraftStands, document_id=KARTU.document_id)


def test_nothing_is_entered_again_while_a_signature_is_under_way() -> None:
    past = (*up_to_signer(KUTIPAN, KARTU), signing_started(KUTIPAN), signing_declined(KARTU))
    entry.given(*past).when(enter()).then_refused(SigningUnderWay, document_id=KUTIPAN.document_id)


def test_with_one_document_signed_the_other_is_entered_again() -> None:
    past = (*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN), signing_declined(KARTU), draft_returned(KARTU))
    again = entry.given(*past).after(enter(KARTU))
    again.when(print_draft(KARTU, revision=2)).then(draft_printed(KARTU, revision=2))


def test_what_lies_with_the_signer_is_not_entered() -> None:
    entry.given(*up_to_signer()).when(enter()).then_refused(NotHere, stage=Stage.AT_SIGNER)


# ---------------------------------------------------------------- the entry undone


@pytest.mark.parametrize("ending", [withdrawn(), lapsed(), rejected()])
def test_an_application_that_ended_is_taken_out_of_siak(ending: Fact) -> None:
    entry.given(*up_to_kasi(), ending).when(cancel()).then(siak_cancelled())


def test_an_entry_is_undone_once() -> None:
    entry.given(*up_to_kasi(), withdrawn(), siak_cancelled()).when(cancel()).then_refused(NothingInSiak)


def test_undoing_asked_twice_undoes_once() -> None:
    entry.given(*up_to_kasi(), withdrawn()).after(cancel()).when(cancel()).then_nothing()


def test_what_was_never_entered_is_not_undone() -> None:
    entry.given(*up_to_entry(), withdrawn()).when(cancel()).then_refused(NothingInSiak)


def test_nothing_is_undone_of_a_berkas_that_never_came() -> None:
    entry.when(cancel()).then_refused(NeverCame)


@pytest.mark.parametrize(
    ("past", "stage"),
    [
        (up_to_kasi(), Stage.AT_KASI),
        ((*up_to_kasi(), draft_returned()), Stage.DRAFTING),
        ((*up_to_kasi(), draft_returned(to=Desk.INTAKE)), Stage.AT_INTAKE),
        ((*up_to_kasi(), draft_returned(to=Desk.INTAKE), found_complete(), verified()), Stage.AT_ENTRY),
        (up_to_signer(), Stage.AT_SIGNER),
        ((*up_to_kasi(), withdrawn(), reopened()), Stage.AT_INTAKE),
        ((*up_to_delivery(), document_sent(), document_received(), closed()), Stage.CLOSED),
    ],
)
def test_an_entry_stands_while_its_berkas_goes_on_or_was_granted(past: tuple[Fact, ...], stage: Stage) -> None:
    entry.given(*past).when(cancel()).then_refused(StillNeeded, stage=stage)


def test_after_an_undone_entry_a_reopened_berkas_is_entered_anew() -> None:
    past = (*up_to_kasi(), withdrawn(), siak_cancelled(), reopened(), found_complete(), verified())
    entry.given(*past).when(enter()).then(siak_entered())


# ---------------------------------------------------------------- the identity, the hands, the remarks


def test_the_identity_check_leaves_its_verdict() -> None:
    check = RecordIdentity(**asked(BUDI), verdict=IdentityVerdict.MATCH)
    found = IdentityChecked(berkas_id=BERKAS, verdict=IdentityVerdict.MATCH, by=BUDI, occurred_at=NOON)
    entry.given(*up_to_entry()).when(check).then(found)
    entry.given(*up_to_kasi()).when(check).then(found)
    entry.given(*up_to_verification()).when(check).then_refused(NotHere)


def test_who_took_a_berkas_holds_it() -> None:
    taken = BerkasTaken(berkas_id=BERKAS, desk=Desk.ENTRY, by=BUDI, occurred_at=NOON)
    entry.given(*up_to_entry()).when(Take(**asked(BUDI))).then(taken)
    entry.given(*up_to_entry(), taken).when(Take(**asked(BUDI))).then_nothing()
    entry.given(*up_to_entry(), taken).when(Take(**asked(JONI))).then_refused(HeldByAnother, by=BUDI)


def test_what_a_colleague_holds_is_taken_over_in_the_open_and_put_back() -> None:
    taken = BerkasTaken(berkas_id=BERKAS, desk=Desk.ENTRY, by=BUDI, occurred_at=NOON)
    over = BerkasTaken(berkas_id=BERKAS, desk=Desk.ENTRY, by=JONI, occurred_at=NOON)
    released = BerkasReleased(berkas_id=BERKAS, desk=Desk.ENTRY, by=JONI, occurred_at=NOON)
    held = entry.given(*up_to_entry(), taken)
    held.when(Take(**asked(JONI), over=True)).then(over)
    entry.given(*up_to_entry(), over).when(Release(**asked(JONI))).then(released)
    entry.given(*up_to_entry()).when(Release(**asked(JONI))).then_nothing()


def test_what_shows_only_in_siak_may_be_a_reason_to_propose_a_rejection() -> None:
    propose = ProposeRejection(**asked(BUDI), reason=RejectReason.AKTA_EXISTS, note=sealed("akta sudah ada"))
    entry.given(*up_to_entry()).when(propose).then(rejection_proposed(Desk.ENTRY, by=BUDI))
    entry.given(*up_to_verification()).when(propose).then_refused(NotHere)


def test_a_remark_among_colleagues_stays_with_the_berkas() -> None:
    note = AddNote(**asked(BUDI), note=sealed("tunggu SIAK"))
    added = NoteAdded(berkas_id=BERKAS, desk=Desk.ENTRY, note=sealed("tunggu SIAK"), by=BUDI, occurred_at=NOON)
    entry.given(*up_to_kasi()).when(note).then(added)
    entry.given(*up_to_signer()).when(note).then_refused(NotHere)
