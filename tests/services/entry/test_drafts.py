"""When does a draft stand, in which revision, and are its data right by the applicant's own word?"""

from __future__ import annotations

from datetime import date

import pytest

from services.entry.decisions.berkas import ENTRY
from services.entry.decisions.commands import DraftStands, NoDraft, NoSuchDocument, NotAsked, StaleRevision
from shared.contracts.entry import DataCheckAsked, DataConfirmed, DataDisputed
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.journey import NeverCame, NotHere, Stage
from shared.contracts.vocabulary import DocumentKind
from shared.errors import ChangedSinceSeen
from tests.services.entry.asking import ask_data, confirm_data, dispute_data, print_draft
from tests.support.builders import (
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    siak_entered,
    signing_declined,
)
from tests.support.histories import up_to_entry, up_to_kasi, up_to_signer
from tests.support.people import BERKAS, BUDI, JONI, KARTU, KUTIPAN, NOON, SITI, planned, sealed
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

entry = scenario(ENTRY)
entered = entry.given(*up_to_entry(), siak_entered(KUTIPAN, KARTU))

UNTIL = date(2026, 3, 4)
ASKED = DataCheckAsked(berkas_id=BERKAS, document_id=KUTIPAN.document_id, until=UNTIL, by=BUDI, occurred_at=NOON)
CONFIRMED = DataConfirmed(berkas_id=BERKAS, document_id=KUTIPAN.document_id, by=BUDI, occurred_at=NOON)
DISPUTED = DataDisputed(
    berkas_id=BERKAS, document_id=KUTIPAN.document_id, note=sealed("nama ibu salah"), by=BUDI, occurred_at=NOON
)


# ---------------------------------------------------------------- the draft


def test_what_stands_in_siak_gets_its_draft() -> None:
    entered.when(print_draft()).then(draft_printed())


def test_nothing_is_drafted_before_it_stands_in_siak() -> None:
    entry.when(print_draft()).then_refused(NeverCame)
    entry.given(*up_to_entry()).when(print_draft()).then_refused(NotHere, stage=Stage.AT_ENTRY)


def test_each_document_has_its_own_draft() -> None:
    entered.after(print_draft(KUTIPAN)).when(print_draft(KARTU)).then(draft_printed(KARTU))


def test_a_document_that_was_not_planned_has_no_draft() -> None:
    skpwni = planned(DocumentKind.SKPWNI)
    entered.when(print_draft(skpwni)).then_refused(NoSuchDocument, document_id=skpwni.document_id)


def test_the_last_draft_puts_the_berkas_before_the_kasi() -> None:
    one = entered.after(print_draft(KUTIPAN))
    assert one.state.journey.stage is Stage.DRAFTING
    assert one.after(print_draft(KARTU)).state.journey.stage is Stage.AT_KASI


def test_a_draft_asked_twice_is_printed_once() -> None:
    entered.after(print_draft()).when(print_draft()).then_nothing()


def test_revisions_are_numbered_one_after_the_other() -> None:
    first = entered.given(draft_printed())
    first.when(print_draft(revision=1)).then_refused(StaleRevision, document_id=KUTIPAN.document_id, expected=2)
    first.when(print_draft(revision=2)).then(draft_printed(revision=2))
    first.when(print_draft(revision=3)).then_refused(StaleRevision, expected=2)


def test_of_two_operators_who_draft_at_once_one_is_told_what_the_other_did() -> None:
    first = entered.after(print_draft(seen=5, once="budi"))
    first.when(print_draft(by=JONI, seen=5, once="joni")).then_refused(ChangedSinceSeen, what="DraftPrinted.v1")


def test_the_operator_may_mend_a_draft_that_the_kasi_has_not_validated() -> None:
    entry.given(*up_to_kasi()).when(print_draft(revision=2)).then(draft_printed(revision=2))


def test_a_validated_draft_stands() -> None:
    past = (*up_to_kasi(KUTIPAN, KARTU), draft_validated(KUTIPAN))
    entry.given(*past).when(print_draft(revision=2)).then_refused(DraftStands, document_id=KUTIPAN.document_id)


def test_a_signed_document_gets_no_further_draft() -> None:
    past = (*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN), signing_declined(KARTU), draft_returned(KARTU))
    entry.given(*past).when(print_draft(KUTIPAN, revision=2)).then_refused(DraftStands)


def test_a_returned_draft_is_drawn_again() -> None:
    past = (*up_to_kasi(), draft_returned())
    entry.given(*past).when(print_draft(revision=2)).then(draft_printed(revision=2))


def test_a_screen_older_than_the_kasis_return_is_refused() -> None:
    entry.given(*up_to_kasi(), draft_returned()).when(print_draft(revision=2, seen=6)).then_refused(ChangedSinceSeen)


def test_one_returned_draft_leaves_the_other_standing() -> None:
    past = entry.given(*up_to_kasi(KUTIPAN, KARTU), draft_validated(KUTIPAN), draft_returned(KARTU))
    assert past.state.journey.stage is Stage.DRAFTING
    mended = past.after(print_draft(KARTU, revision=2))
    assert mended.state.journey.stage is Stage.AT_KASI
    mended.when(print_draft(KUTIPAN, revision=2)).then_refused(DraftStands)


def test_what_the_signer_declined_comes_back_with_a_new_draft() -> None:
    past = (*up_to_signer(), signing_declined(), draft_returned())
    mended = entry.given(*past).after(print_draft(revision=2))
    assert mended.state.journey.stage is Stage.AT_KASI


def test_with_the_other_document_signed_the_mended_draft_goes_to_the_kasi() -> None:
    past = (*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN), signing_declined(KARTU), draft_returned(None))
    mended = entry.given(*past).after(print_draft(KARTU, revision=2))
    assert mended.state.journey.stage is Stage.AT_KASI


def test_who_verified_draws_no_draft_without_a_surat_tugas() -> None:
    entered.when(print_draft(by=SITI)).then_refused(SameHands, officer=SITI.id)
    entered.when(print_draft(by=SITI, combined=True)).then(draft_printed(by=SITI))


# ---------------------------------------------------------------- the data check


def test_the_applicant_is_asked_about_the_data_of_a_draft() -> None:
    drafted = entered.given(draft_printed())
    drafted.when(ask_data(until=UNTIL)).then(ASKED)


def test_nobody_is_asked_about_data_that_no_draft_shows() -> None:
    entered.when(ask_data()).then_refused(NoDraft, document_id=KUTIPAN.document_id)
    entered.when(ask_data(planned(DocumentKind.SKPWNI))).then_refused(NoSuchDocument)
    entry.given(*up_to_entry()).when(ask_data()).then_refused(NotHere)
    entry.given(*up_to_signer()).when(ask_data()).then_refused(NotHere)


def test_the_applicant_confirms_once() -> None:
    waiting = entered.given(draft_printed(), ASKED)
    waiting.when(confirm_data()).then(CONFIRMED)
    waiting.given(CONFIRMED).when(confirm_data()).then_nothing()


def test_the_applicant_disputes_and_may_then_confirm() -> None:
    waiting = entered.given(draft_printed(), ASKED)
    waiting.when(dispute_data()).then(DISPUTED)
    waiting.given(DISPUTED).when(confirm_data()).then(CONFIRMED)
    waiting.given(CONFIRMED).when(dispute_data()).then(DISPUTED)


def test_who_was_not_asked_has_nothing_to_answer() -> None:
    drafted = entered.given(draft_printed())
    drafted.when(confirm_data()).then_refused(NotAsked, document_id=KUTIPAN.document_id)
    drafted.when(dispute_data()).then_refused(NotAsked)


def test_about_new_data_she_is_asked_anew() -> None:
    drafted = entered.given(draft_printed(), ASKED, CONFIRMED, draft_printed(revision=2))
    drafted.when(ask_data(until=UNTIL)).then(ASKED)
    drafted.given(ASKED).when(confirm_data()).then(CONFIRMED)


def test_the_data_check_holds_nothing_up() -> None:
    waiting = entered.given(draft_printed(KUTIPAN), ASKED)
    assert waiting.after(print_draft(KARTU)).state.journey.stage is Stage.AT_KASI
