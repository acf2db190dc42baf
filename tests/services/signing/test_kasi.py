"""What may the Kasi do with a draft, and in what order? (SOP step 6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import (
    AlreadySigned,
    AlreadyValidated,
    NoFaults,
    NoSuchDocument,
    NotValidated,
    OtherRevision,
    ReturnedTo,
    SigningCommand,
)
from shared.contracts.any_desk import BerkasReleased, BerkasTaken, NoteAdded
from shared.contracts.fact import Fact
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.holding import AddNote, HeldByAnother, ProposeRejection, Release, Take
from shared.contracts.rules.journey import NeverCame, NotHere, SigningUnderWay, Stage
from shared.contracts.signing import FieldFault
from shared.contracts.vocabulary import Desk, DocumentKind, DraftReturnReason, RejectReason
from shared.errors import ChangedSinceSeen
from tests.services.signing.asking import TYPO, request, send_back, validate, withdraw
from tests.support.builders import (
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    rejection_proposed,
    signing_declined,
    signing_outcome_unknown,
    signing_request_withdrawn,
    signing_requested,
    signing_started,
    supplemented,
)
from tests.support.histories import up_to_delivery, up_to_entry, up_to_kasi, up_to_signer
from tests.support.people import BERKAS, HASAN, KARTU, KUTIPAN, MARNI, NOON, YENI, asked, planned, sealed
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

signing = scenario(SIGNING)
before_kasi = signing.given(*up_to_kasi())
two_before_kasi = signing.given(*up_to_kasi(KUTIPAN, KARTU))


# ---------------------------------------------------------------- validating


def test_the_kasi_finds_a_draft_right() -> None:
    before_kasi.when(validate()).then(draft_validated())


def test_nobody_validates_a_berkas_that_never_came() -> None:
    signing.when(validate()).then_refused(NeverCame)


def test_nobody_validates_what_has_no_draft() -> None:
    signing.given(*up_to_entry()).when(validate()).then_refused(NotHere, stage=Stage.AT_ENTRY)


def test_nothing_is_validated_before_every_draft_stands() -> None:
    half = signing.given(*up_to_kasi(KUTIPAN, KARTU)[:-1])
    half.when(validate()).then_refused(NotHere, stage=Stage.DRAFTING)


def test_a_document_nobody_planned_is_not_validated() -> None:
    before_kasi.when(validate(planned(DocumentKind.SKPWNI))).then_refused(NoSuchDocument)


def test_validating_asked_twice_validates_once() -> None:
    before_kasi.after(validate()).when(validate()).then_nothing()


def test_a_level_is_done_once() -> None:
    done = before_kasi.given(draft_validated())
    done.when(validate(by=MARNI)).then_refused(AlreadyValidated, document_id=KUTIPAN.document_id, level=1)


def test_the_revision_that_was_looked_at_must_be_the_one_that_stands() -> None:
    newer = before_kasi.given(draft_printed(revision=2))
    newer.when(validate(revision=1)).then_refused(OtherRevision, revision=2)
    newer.when(validate(revision=2)).then(draft_validated(revision=2))


def test_a_screen_older_than_the_draft_is_refused() -> None:
    newer = before_kasi.given(draft_printed(revision=2))
    newer.when(validate(revision=2, seen=6)).then_refused(ChangedSinceSeen, what="DraftPrinted.v1")


def test_a_screen_older_than_the_applicants_new_photos_is_refused() -> None:
    before_kasi.given(supplemented()).when(validate(seen=6)).then_refused(ChangedSinceSeen)


def test_a_screen_older_than_a_proposal_to_reject_is_refused() -> None:
    proposed = before_kasi.given(rejection_proposed())
    proposed.when(validate(seen=6)).then_refused(ChangedSinceSeen, what="RejectionProposed.v1")
    proposed.when(validate(seen=7)).then(draft_validated())


# ---------------------------------------------------------------- two levels are two people


def test_the_second_level_is_another_kasis() -> None:
    once = before_kasi.given(draft_validated())
    once.when(validate(levels=2, by=MARNI)).then(draft_validated(level=2, by=MARNI))


def test_one_kasi_does_not_validate_at_both_levels() -> None:
    once = before_kasi.after(validate(levels=2))
    once.when(validate(levels=2, once="again")).then_refused(SameHands, officer=HASAN.id, did="validation")


def test_there_is_no_third_level() -> None:
    twice = before_kasi.given(draft_validated(), draft_validated(level=2, by=MARNI))
    twice.when(validate(levels=2, by=MARNI, once="third")).then_refused(AlreadyValidated, level=2)


def test_with_two_levels_one_does_not_suffice() -> None:
    once = before_kasi.given(draft_validated())
    once.when(request(levels=2)).then_refused(NotValidated, document_id=KUTIPAN.document_id)
    once.when(request(levels=1)).then(signing_requested())
    twice = once.given(draft_validated(level=2, by=MARNI))
    twice.when(request(levels=2)).then(signing_requested())


def test_a_returned_draft_starts_again_at_the_first_level() -> None:
    again = before_kasi.given(draft_validated(), draft_returned(by=MARNI), draft_printed(revision=2))
    again.when(request(levels=1)).then_refused(NotValidated)
    again.when(validate(revision=2, levels=2)).then(draft_validated(revision=2, level=1))


# ---------------------------------------------------------------- asking for the signature


def test_nothing_is_asked_for_that_is_not_validated() -> None:
    before_kasi.when(request()).then_refused(NotValidated, document_id=KUTIPAN.document_id)


def test_the_signature_of_a_validated_draft_is_asked_for() -> None:
    before_kasi.given(draft_validated()).when(request()).then(signing_requested())


def test_asked_for_once_is_enough() -> None:
    asked_for = two_before_kasi.given(draft_validated(KUTIPAN)).after(request(KUTIPAN))
    asked_for.when(request(KUTIPAN)).then_nothing()
    asked_for.when(request(KUTIPAN, once="again")).then_nothing()


def test_the_berkas_reaches_the_signer_when_all_are_asked_for() -> None:
    validated = two_before_kasi.given(draft_validated(KUTIPAN), draft_validated(KARTU))
    one = validated.after(request(KUTIPAN))
    assert one.state.journey.stage is Stage.AT_KASI
    assert one.after(request(KARTU)).state.journey.stage is Stage.AT_SIGNER


def test_one_is_returned_while_the_other_was_asked_for() -> None:
    past = two_before_kasi.given(draft_validated(KUTIPAN), signing_requested(KUTIPAN))
    past.when(send_back(KARTU)).then(draft_returned(KARTU))
    mended = past.given(draft_returned(KARTU), draft_printed(KARTU, revision=2), draft_validated(KARTU, revision=2))
    assert mended.state.journey.stage is Stage.AT_KASI
    mended.when(request(KUTIPAN)).then_nothing()
    mended.when(request(KARTU)).then(signing_requested(KARTU, revision=2))
    assert mended.after(request(KARTU)).state.journey.stage is Stage.AT_SIGNER


def test_a_stale_screen_asks_for_nothing() -> None:
    past = before_kasi.given(draft_validated(), rejection_proposed())
    past.when(request(seen=7)).then_refused(ChangedSinceSeen)


def test_the_kasi_takes_his_request_back_before_the_signer_acted() -> None:
    asked_for = signing.given(*up_to_signer())
    asked_for.when(withdraw()).then(signing_request_withdrawn())
    back = asked_for.after(withdraw())
    assert back.state.journey.stage is Stage.AT_KASI
    back.when(withdraw()).then_nothing()
    back.when(withdraw(once="again")).then_nothing()
    back.when(request()).then(signing_requested())


def test_the_kasi_takes_one_of_two_requests_back_before_the_other_is_made() -> None:
    past = two_before_kasi.given(draft_validated(KUTIPAN), signing_requested(KUTIPAN))
    past.when(withdraw(KUTIPAN)).then(signing_request_withdrawn(KUTIPAN))
    past.when(withdraw(KARTU)).then_nothing()


def test_a_request_the_signer_acts_on_is_not_taken_back() -> None:
    signing.given(*up_to_signer(), signing_started()).when(withdraw()).then_refused(SigningUnderWay)
    unknown = (signing_started(), signing_outcome_unknown())
    signing.given(*up_to_signer(), *unknown).when(withdraw()).then_refused(SigningUnderWay)
    past = (*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN))
    signing.given(*past).when(withdraw(KUTIPAN)).then_refused(AlreadySigned, by=YENI.id, at=NOON)


def test_a_request_is_taken_back_only_where_the_berkas_is_here() -> None:
    signing.given(*up_to_delivery()).when(withdraw()).then_refused(NotHere, stage=Stage.AT_DELIVERY)
    signing.when(withdraw()).then_refused(NeverCame)


# ---------------------------------------------------------------- sending back


def test_a_draft_goes_back_with_a_reason_for_each_field() -> None:
    faults = (TYPO, FieldFault(field="tanggal_lahir", reason=DraftReturnReason.DIFFERS_FROM_PAPER))
    before_kasi.when(send_back(KUTIPAN, *faults)).then(draft_returned(KUTIPAN, *faults))


def test_a_draft_does_not_go_back_without_a_reason() -> None:
    before_kasi.when(replace(send_back(), faults=())).then_refused(NoFaults)


def test_all_drafts_go_back_together() -> None:
    past = two_before_kasi.given(draft_validated(KUTIPAN))
    past.when(send_back(None)).then(draft_returned(None))
    back = past.given(draft_returned(None), draft_printed(KUTIPAN, revision=2), draft_printed(KARTU, revision=2))
    back.when(request(KUTIPAN)).then_refused(NotValidated)


@pytest.mark.parametrize(
    ("desk", "stage"),
    [(Desk.ENTRY, Stage.DRAFTING), (Desk.VERIFICATION, Stage.AT_VERIFICATION), (Desk.INTAKE, Stage.AT_INTAKE)],
)
def test_the_kasi_sends_back_to_any_earlier_desk(desk: ReturnedTo, stage: Stage) -> None:
    before_kasi.when(send_back(to=desk)).then(draft_returned(to=desk))
    assert before_kasi.after(send_back(to=desk)).state.journey.stage is stage


def test_sending_back_asked_twice_sends_back_once() -> None:
    before_kasi.after(send_back()).when(send_back()).then_nothing()


def test_a_stale_screen_sends_nothing_back() -> None:
    before_kasi.given(draft_printed(revision=2)).when(send_back(seen=6)).then_refused(ChangedSinceSeen)


def test_what_lies_with_the_signer_is_first_taken_back() -> None:
    signing.given(*up_to_signer()).when(send_back()).then_refused(NotHere, stage=Stage.AT_SIGNER)


def test_nothing_goes_back_while_a_signature_is_under_way() -> None:
    past = signing.given(*up_to_signer(KUTIPAN, KARTU), signing_started(KUTIPAN), signing_declined(KARTU))
    past.when(send_back(KARTU)).then_refused(SigningUnderWay, document_id=KUTIPAN.document_id)
    past.given(signing_outcome_unknown(KUTIPAN)).when(send_back(KARTU)).then_refused(SigningUnderWay)


def test_what_is_signed_does_not_go_back_but_its_sister_does() -> None:
    past = signing.given(*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN), signing_declined(KARTU))
    past.when(send_back(KUTIPAN)).then_refused(AlreadySigned)
    past.when(send_back(KARTU)).then(draft_returned(KARTU))
    past.when(send_back(None)).then(draft_returned(None))


def test_nobody_sends_back_a_document_that_is_none() -> None:
    before_kasi.when(send_back(planned(DocumentKind.SKPWNI))).then_refused(NoSuchDocument)


# ---------------------------------------------------------------- the Kasi's hands and the signer's are two people's


@pytest.mark.parametrize("command", [validate(by=YENI), request(by=YENI), send_back(by=YENI), withdraw(by=YENI)])
def test_who_acted_as_signer_does_not_act_as_kasi(command: SigningCommand) -> None:
    past = signing.given(*up_to_signer(), signing_declined())
    past.when(command).then_refused(SameHands, officer=YENI.id, did="signing")


def test_who_only_began_to_sign_has_acted_as_signer() -> None:
    past = signing.given(*up_to_signer(KUTIPAN, KARTU), signing_started(KUTIPAN), signing_declined(KARTU))
    past.when(validate(KARTU, by=YENI)).then_refused(SameHands, did="signing")


# ---------------------------------------------------------------- holding


def test_who_took_a_berkas_holds_it() -> None:
    taken = BerkasTaken(berkas_id=BERKAS, desk=Desk.SIGNING, by=HASAN, occurred_at=NOON)
    before_kasi.when(Take(**asked(HASAN))).then(taken)
    before_kasi.given(taken).when(Take(**asked(MARNI))).then_refused(HeldByAnother, by=HASAN)
    released = BerkasReleased(berkas_id=BERKAS, desk=Desk.SIGNING, by=HASAN, occurred_at=NOON)
    before_kasi.given(taken).when(Release(**asked(HASAN))).then(released)


def test_the_kasi_remarks_and_proposes() -> None:
    noted = NoteAdded(berkas_id=BERKAS, desk=Desk.SIGNING, note=sealed("periksa nama"), by=HASAN, occurred_at=NOON)
    before_kasi.when(AddNote(**asked(HASAN), note=sealed("periksa nama"))).then(noted)
    propose = ProposeRejection(**asked(HASAN), reason=RejectReason.AKTA_EXISTS, note=sealed("akta sudah ada"))
    before_kasi.when(propose).then(rejection_proposed(Desk.SIGNING, by=HASAN))


@pytest.mark.parametrize("past", [up_to_entry(), up_to_delivery()])
def test_nobody_holds_what_lies_elsewhere(past: tuple[Fact, ...]) -> None:
    signing.given(*past).when(Take(**asked(HASAN))).then_refused(NotHere)
