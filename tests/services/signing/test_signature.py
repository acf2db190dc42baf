"""How does a document come to be signed? Asked of the signer, tried once, its outcome recorded (SOP step 7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import (
    AlreadySigned,
    NoSuchAttempt,
    NoSuchDocument,
    NotAppointed,
    NotSigned,
    NotValidated,
    OutcomeCommand,
)
from shared.contracts.fact import Fact
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.journey import NeverCame, NotHere, SigningUnderWay, Stage
from shared.contracts.signing import DocumentRevoked, DocumentSigned, DocumentSuperseded
from shared.contracts.vocabulary import DocumentKind, Evidence, SigningFailure
from shared.errors import ChangedSinceSeen
from tests.services.signing.asking import (
    NEWER,
    decline,
    failed,
    import_signed,
    request,
    revoke,
    rule_out,
    signed,
    start,
    supersede,
    unknown,
    validate,
    withdraw,
)
from tests.support.builders import (
    document_imported,
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    rejection_proposed,
    siak_entered,
    signing_declined,
    signing_failed,
    signing_outcome_unknown,
    signing_request_withdrawn,
    signing_requested,
    signing_started,
)
from tests.support.histories import up_to_delivery, up_to_kasi, up_to_signer
from tests.support.people import BERKAS, HASAN, KARTU, KUTIPAN, NOON, TAUFIK, YENI, planned, sealed
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

signing = scenario(SIGNING)
before_signer = signing.given(*up_to_signer())
two_before_signer = signing.given(*up_to_signer(KUTIPAN, KARTU))
started = before_signer.given(signing_started())
in_the_dark = started.given(signing_outcome_unknown())


def by_signer(document: DocumentSigned) -> DocumentSigned:
    """As the attempt leaves it: over this content, with this certificate."""
    return replace(document, content_sha256="c" * 64, certificate="f" * 64)


SIGNED = by_signer(document_signed(attempt=1))


# ---------------------------------------------------------------- declining


def test_the_signer_declines_and_the_kasi_has_it_again() -> None:
    before_signer.when(decline()).then(signing_declined())
    assert before_signer.after(decline()).state.journey.stage is Stage.AT_KASI


def test_what_was_declined_is_validated_anew_before_it_is_asked_for_again() -> None:
    back = before_signer.given(signing_declined())
    back.when(request()).then_refused(NotValidated)
    back.when(validate()).then(draft_validated())
    again = back.given(draft_validated(), signing_requested())
    again.when(start()).then(signing_started())


def test_declining_one_of_two_brings_back_that_one() -> None:
    back = two_before_signer.given(signing_declined(KARTU))
    kutipan, kartu = back.state.journey.documents
    assert (kutipan.requested, kartu.requested) == (True, False)


def test_declining_asked_twice_declines_once() -> None:
    before_signer.after(decline()).when(decline()).then_nothing()


def test_nobody_declines_what_is_not_before_the_signer() -> None:
    signing.when(decline()).then_refused(NeverCame)
    signing.given(*up_to_kasi()).when(decline()).then_refused(NotHere, stage=Stage.AT_KASI)
    before_signer.given(signing_request_withdrawn()).when(decline()).then_refused(NotHere)


def test_what_is_being_signed_or_is_signed_is_not_declined() -> None:
    started.when(decline()).then_refused(SigningUnderWay)
    two_before_signer.given(document_signed(KUTIPAN)).when(decline(KUTIPAN)).then_refused(AlreadySigned)
    before_signer.when(decline(planned(DocumentKind.SKPWNI))).then_refused(NoSuchDocument)


def test_who_acted_as_kasi_does_not_decline() -> None:
    before_signer.when(decline(by=HASAN)).then_refused(SameHands, officer=HASAN.id, did="validation")


# ---------------------------------------------------------------- the attempt


def test_the_intent_stands_before_anything_is_tried() -> None:
    before_signer.when(start()).then(signing_started())


def test_only_who_is_appointed_signs() -> None:
    before_signer.when(start(appointed=False)).then_refused(NotAppointed, officer=YENI.id)


def test_who_validated_does_not_sign() -> None:
    before_signer.when(start(by=HASAN)).then_refused(SameHands, officer=HASAN.id, did="validation")


def test_who_only_returned_a_draft_once_does_not_sign() -> None:
    mended = (draft_returned(by=TAUFIK), draft_printed(revision=2), draft_validated(revision=2))
    past = signing.given(*up_to_kasi(), *mended, signing_requested(revision=2))
    past.when(start(by=TAUFIK)).then_refused(SameHands, officer=TAUFIK.id)


def test_who_took_a_request_back_does_not_sign() -> None:
    past = before_signer.given(signing_request_withdrawn(by=TAUFIK), signing_requested())
    past.when(start(by=TAUFIK)).then_refused(SameHands)


def test_nothing_is_signed_that_was_not_asked_for() -> None:
    signing.when(start()).then_refused(NeverCame)
    signing.given(*up_to_kasi()).when(start()).then_refused(NotHere, stage=Stage.AT_KASI)
    signing.given(*up_to_kasi(), draft_validated()).when(start()).then_refused(NotHere)
    before_signer.given(signing_request_withdrawn()).when(start()).then_refused(NotHere)
    signing.given(*up_to_delivery()).when(start()).then_refused(NotHere, stage=Stage.AT_DELIVERY)


def test_of_two_documents_each_has_its_own_attempt() -> None:
    two_before_signer.after(start(KUTIPAN)).when(start(KARTU)).then(signing_started(KARTU))


def test_of_two_processes_that_begin_at_once_one_is_told_of_the_other() -> None:
    first = before_signer.after(start(once="one process"))
    first.when(start(once="another process")).then_refused(SigningUnderWay, document_id=KUTIPAN.document_id)


def test_beginning_asked_twice_begins_once() -> None:
    before_signer.after(start()).when(start()).then_nothing()


def test_a_screen_older_than_the_draft_begins_nothing() -> None:
    changed = (signing_declined(by=TAUFIK), draft_returned(), draft_printed(revision=2))
    again = (draft_validated(revision=2), signing_requested(revision=2))
    past = before_signer.given(*changed, *again)
    past.when(start(seen=8)).then_refused(ChangedSinceSeen, what="DraftPrinted.v1")
    past.when(start(seen=13)).then(signing_started(revision=2))


def test_a_proposal_to_reject_is_seen_before_anything_is_signed() -> None:
    before_signer.given(rejection_proposed()).when(start(seen=8)).then_refused(ChangedSinceSeen)


# ---------------------------------------------------------------- its outcome


def test_signed() -> None:
    started.when(signed()).then(SIGNED)
    assert started.after(signed()).state.journey.stage is Stage.AT_DELIVERY


def test_the_berkas_is_signed_when_all_its_documents_are() -> None:
    one = two_before_signer.after(start(KUTIPAN)).after(signed(KUTIPAN))
    assert one.state.journey.stage is Stage.AT_SIGNER
    assert one.after(start(KARTU)).after(signed(KARTU)).state.journey.stage is Stage.AT_DELIVERY


def test_failed_and_tried_again_under_the_next_number() -> None:
    started.when(failed(failure=SigningFailure.WRONG_PASSPHRASE)).then(
        signing_failed(failure=SigningFailure.WRONG_PASSPHRASE)
    )
    again = started.after(failed())
    again.when(start(once="again")).then(signing_started(attempt=2))
    again.after(start(once="again")).when(signed(attempt=2)).then(by_signer(document_signed(attempt=2)))


def test_nobody_knows_and_nobody_tries_again() -> None:
    past = started.after(unknown())
    assert past.state.journey.documents[0].unknown
    past.when(start(once="again")).then_refused(SigningUnderWay)
    past.when(decline()).then_refused(SigningUnderWay)
    past.when(withdraw()).then_refused(SigningUnderWay)


def test_not_knowing_is_said_once() -> None:
    started.after(unknown()).when(unknown()).then_nothing()
    started.after(unknown()).when(unknown(once="the timer")).then_nothing()


def test_a_late_answer_resolves_what_nobody_knew() -> None:
    in_the_dark.when(signed()).then(SIGNED)
    in_the_dark.when(failed()).then(signing_failed())


def test_a_person_rules_out_that_it_was_signed_and_it_may_be_tried_again() -> None:
    in_the_dark.when(rule_out()).then(signing_failed())
    in_the_dark.after(rule_out()).when(start(once="again")).then(signing_started(attempt=2))


def test_nobody_rules_out_what_is_still_being_tried() -> None:
    started.when(rule_out()).then_refused(SigningUnderWay, document_id=KUTIPAN.document_id)


def test_a_signed_document_that_is_found_resolves_what_nobody_knew() -> None:
    in_the_dark.when(import_signed()).then(
        document_imported(), replace(document_signed(by=document_imported().by), certificate="f" * 64)
    )


@pytest.mark.parametrize("command", [signed(attempt=2), failed(attempt=2), unknown(attempt=2), rule_out(attempt=2)])
def test_an_outcome_belongs_to_its_attempt(command: OutcomeCommand) -> None:
    started.when(command).then_refused(NoSuchAttempt, document_id=KUTIPAN.document_id, attempt=2)


@pytest.mark.parametrize("command", [signed(), failed(), unknown(), rule_out()])
def test_without_an_attempt_there_is_no_outcome(command: OutcomeCommand) -> None:
    before_signer.when(command).then_refused(NoSuchAttempt)
    started.given(signing_failed()).when(command).then_refused(NoSuchAttempt)
    started.given(SIGNED).when(command).then_refused(AlreadySigned, by=YENI.id, at=NOON)
    signing.when(command).then_refused(NoSuchDocument)


def test_an_outcome_asked_twice_is_recorded_once() -> None:
    started.after(signed()).when(signed()).then_nothing()
    started.after(failed()).when(failed()).then_nothing()


@pytest.mark.parametrize("elsewhere", [signing_declined(KARTU), signing_request_withdrawn(KARTU)])
def test_an_outcome_is_recorded_wherever_the_berkas_lies(elsewhere: Fact) -> None:
    past = two_before_signer.given(signing_started(KUTIPAN), elsewhere)
    assert past.state.journey.stage is Stage.AT_KASI
    past.when(signed(KUTIPAN)).then(by_signer(document_signed(KUTIPAN, attempt=1)))
    past.when(failed(KUTIPAN)).then(signing_failed(KUTIPAN))
    resolved = past.after(signed(KUTIPAN)).given(draft_validated(KARTU), signing_requested(KARTU))
    assert resolved.state.journey.stage is Stage.AT_SIGNER


def test_the_attempts_of_a_document_entered_anew_are_counted_on() -> None:
    past = started.given(signing_failed(), signing_declined(by=TAUFIK), draft_returned(), siak_entered())
    again = past.given(draft_printed(revision=2), draft_validated(revision=2), signing_requested(revision=2))
    again.when(start(by=TAUFIK)).then(signing_started(attempt=2, revision=2, signer=TAUFIK, by=TAUFIK))


# ---------------------------------------------------------------- signed in SIAK


def test_what_siak_signed_is_imported_by_whoever_and_signed_by_whom_it_names() -> None:
    imported = before_signer.after(import_signed(by=HASAN, signer=YENI))
    facts = [one.fact for one in imported.past[-2:]]
    assert [fact.by for fact in facts] == [HASAN, HASAN]
    assert isinstance(facts[1], DocumentSigned)
    assert facts[1].signer == YENI.id
    assert imported.state.journey.stage is Stage.AT_DELIVERY


def test_a_document_without_embedded_signature_rests_on_an_officers_check() -> None:
    [_, document] = [one.fact for one in before_signer.after(import_signed(evidence=Evidence.CEK_IKD)).past[-2:]]
    assert isinstance(document, DocumentSigned)
    assert (document.evidence, document.certificate) == (Evidence.CEK_IKD, None)


def test_what_the_kasi_himself_signed_in_siak_is_not_imported() -> None:
    before_signer.when(import_signed(signer=HASAN)).then_refused(SameHands, officer=HASAN.id, did="validation")


def test_nothing_is_imported_as_signed_that_was_not_asked_for() -> None:
    signing.when(import_signed()).then_refused(NeverCame)
    signing.given(*up_to_kasi(), draft_validated()).when(import_signed()).then_refused(NotHere, stage=Stage.AT_KASI)
    before_signer.when(import_signed(planned(DocumentKind.SKPWNI))).then_refused(NoSuchDocument)


def test_nothing_is_imported_over_a_signature_or_an_attempt() -> None:
    started.when(import_signed()).then_refused(SigningUnderWay)
    signed_one = two_before_signer.given(document_signed(KUTIPAN))
    signed_one.when(import_signed(KUTIPAN)).then_refused(AlreadySigned, by=YENI.id, at=NOON)


def test_importing_asked_twice_imports_once() -> None:
    before_signer.after(import_signed()).when(import_signed()).then_nothing()


# ---------------------------------------------------------------- afterwards


def test_a_signed_document_is_superseded_or_revoked_once() -> None:
    delivered = signing.given(*up_to_delivery())
    superseded = DocumentSuperseded(
        berkas_id=BERKAS,
        document_id=KUTIPAN.document_id,
        replaced_by=NEWER,
        note=sealed("salah nama"),
        by=YENI,
        occurred_at=NOON,
    )
    revoked = DocumentRevoked(
        berkas_id=BERKAS, document_id=KUTIPAN.document_id, note=sealed("salah orang"), by=YENI, occurred_at=NOON
    )
    delivered.when(supersede()).then(superseded)
    delivered.when(revoke()).then(revoked)
    delivered.given(superseded).when(revoke()).then_nothing()
    delivered.given(revoked).when(supersede()).then_nothing()


def test_what_is_not_signed_is_neither_superseded_nor_revoked() -> None:
    before_signer.when(supersede()).then_refused(NotSigned, document_id=KUTIPAN.document_id)
    before_signer.when(revoke()).then_refused(NotSigned)
    before_signer.when(revoke(planned(DocumentKind.SKPWNI))).then_refused(NoSuchDocument)
