"""Where does each fact leave a berkas and its documents? (rule 1: one chain, folded once for all desks)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import pytest

from shared.contracts.any_desk import NoteAdded
from shared.contracts.fact import Fact
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.journey import DocumentProgress, Journey, Stage
from shared.contracts.shapes import PlannedDocument
from shared.contracts.vocabulary import Desk, Layanan, MessageKind, Paper, PhotoId, Variant
from tests.support.builders import (
    attached,
    closed,
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    entry_returned,
    found_complete,
    found_incomplete,
    informed,
    judged,
    lapsed,
    layanan_changed,
    merged,
    print_skipped,
    printed,
    received,
    rejected,
    rejection_dismissed,
    rejection_proposed,
    reopened,
    returned,
    siak_cancelled,
    siak_entered,
    signing_declined,
    signing_failed,
    signing_outcome_unknown,
    signing_request_withdrawn,
    signing_requested,
    signing_started,
    supplemented,
    unreadable,
    verified,
    withdrawn,
)
from tests.support.histories import up_to_entry, up_to_kasi, up_to_signer
from tests.support.people import (
    BERKAS,
    BUDI,
    HASAN,
    KARTU,
    KUTIPAN,
    MARNI,
    NOON,
    PHOTO,
    RINA,
    SITI,
    SURAT,
    TAUFIK,
    YENI,
    made_up,
    sealed,
)
from tests.support.stages import HISTORIES, OTHER

pytestmark = pytest.mark.spine

SECOND = PhotoId(made_up("second photo"))


def after(*facts: Fact) -> Journey:
    return reduce(advance, journeying(facts), Journey())


def journeying(facts: Iterable[Fact]) -> Iterable[JourneyFact]:
    """Those of them that move a berkas."""
    return [fact for fact in facts if isinstance(fact, JOURNEY_FACTS)]


def document(journey: Journey, plan: PlannedDocument = KUTIPAN) -> DocumentProgress:
    found = journey.document(plan.document_id)
    assert found is not None
    return found


# ---------------------------------------------------------------- where it lies

MOVES: list[tuple[Stage, Fact, Stage]] = [
    (Stage.NOWHERE, received(), Stage.AT_INTAKE),
    (Stage.AT_INTAKE, found_incomplete(), Stage.WITH_APPLICANT),
    (Stage.AT_INTAKE, found_complete(), Stage.AT_VERIFICATION),
    (Stage.AT_INTAKE, supplemented(), Stage.AT_INTAKE),
    (Stage.WITH_APPLICANT, supplemented(), Stage.AT_INTAKE),
    (Stage.WITH_APPLICANT, layanan_changed(), Stage.AT_INTAKE),
    (Stage.WITH_APPLICANT, lapsed(), Stage.LAPSED),
    (Stage.AT_VERIFICATION, supplemented(), Stage.AT_VERIFICATION),
    (Stage.AT_VERIFICATION, layanan_changed(), Stage.AT_INTAKE),
    (Stage.AT_VERIFICATION, verified(), Stage.AT_ENTRY),
    (Stage.AT_VERIFICATION, returned(), Stage.WITH_APPLICANT),
    (Stage.AT_ENTRY, siak_entered(), Stage.DRAFTING),
    (Stage.AT_ENTRY, supplemented(), Stage.AT_ENTRY),
    (Stage.AT_ENTRY, layanan_changed(), Stage.AT_INTAKE),
    (Stage.AT_ENTRY, entry_returned(Desk.INTAKE), Stage.WITH_APPLICANT),
    (Stage.AT_ENTRY, entry_returned(Desk.VERIFICATION), Stage.AT_VERIFICATION),
    (Stage.DRAFTING, draft_printed(), Stage.AT_KASI),
    (Stage.DRAFTING, entry_returned(Desk.INTAKE), Stage.WITH_APPLICANT),
    (Stage.DRAFTING, entry_returned(Desk.VERIFICATION), Stage.AT_VERIFICATION),
    (Stage.AT_KASI, draft_validated(), Stage.AT_KASI),
    (Stage.AT_KASI, draft_returned(to=Desk.ENTRY), Stage.DRAFTING),
    (Stage.AT_KASI, draft_returned(to=Desk.VERIFICATION), Stage.AT_VERIFICATION),
    (Stage.AT_KASI, draft_returned(to=Desk.INTAKE), Stage.AT_INTAKE),
    (Stage.AT_KASI, signing_requested(), Stage.AT_SIGNER),
    (Stage.AT_SIGNER, signing_request_withdrawn(), Stage.AT_KASI),
    (Stage.AT_SIGNER, signing_declined(), Stage.AT_KASI),
    (Stage.AT_SIGNER, signing_started(), Stage.AT_SIGNER),
    (Stage.AT_SIGNER, document_signed(), Stage.AT_DELIVERY),
    (Stage.AT_DELIVERY, supplemented(), Stage.AT_DELIVERY),
    (Stage.AT_DELIVERY, closed(), Stage.CLOSED),
    (Stage.AT_VERIFICATION, withdrawn(), Stage.WITHDRAWN),
    (Stage.AT_VERIFICATION, rejected(), Stage.REJECTED),
    (Stage.AT_VERIFICATION, merged(OTHER), Stage.MERGED),
    (Stage.WITHDRAWN, reopened(), Stage.AT_INTAKE),
    (Stage.LAPSED, reopened(), Stage.AT_INTAKE),
    (Stage.WITHDRAWN, siak_cancelled(), Stage.WITHDRAWN),
]


@pytest.mark.parametrize(
    ("stage", "fact", "then"), MOVES, ids=[f"{stage} {fact.NAME} {then}" for stage, fact, then in MOVES]
)
def test_a_berkas_goes(stage: Stage, fact: Fact, then: Stage) -> None:
    before = HISTORIES[stage]
    assert after(*before).stage is stage
    assert after(*before, fact).stage is then


@pytest.mark.parametrize(
    "fact",
    [
        printed(),
        print_skipped(),
        attached(Paper.KK_LAMA),
        unreadable(),
        judged(Paper.KK_LAMA),
        informed(),
        rejection_proposed(),
        rejection_dismissed(),
        NoteAdded(berkas_id=BERKAS, desk=Desk.INTAKE, note=sealed("catatan"), by=RINA, occurred_at=NOON),
    ],
    ids=lambda fact: fact.NAME,
)
@pytest.mark.parametrize("stage", [Stage.AT_INTAKE, Stage.WITH_APPLICANT, Stage.AT_VERIFICATION, Stage.AT_KASI])
def test_nothing_else_moves_it(stage: Stage, fact: Fact) -> None:
    assert after(*HISTORIES[stage], fact).stage is stage


def test_it_is_known_who_put_it_there_and_when() -> None:
    journey = after(*HISTORIES[Stage.AT_VERIFICATION], returned(by=SITI))
    assert (journey.moved_by, journey.moved_at) == (SITI, NOON)


def test_a_corrected_layanan_is_the_one_asked_for() -> None:
    journey = after(received(), layanan_changed(Layanan.KK, Variant.KK_HILANG_RUSAK))
    assert (journey.layanan, journey.variant) == (Layanan.KK, Variant.KK_HILANG_RUSAK)


# ---------------------------------------------------------------- photos and papers


def test_photos_show_papers_and_stay_through_every_loop() -> None:
    facts = (received(), attached(Paper.KK_LAMA), supplemented(SECOND), attached(Paper.KTP_EL, SECOND))
    loop = (found_complete(), returned(), informed(), lapsed(), reopened())
    assert after(*facts, *loop).photos == {PHOTO: Paper.KK_LAMA, SECOND: Paper.KTP_EL}
    assert after(*facts, *loop, unreadable()).papers == {Paper.KTP_EL}


# ---------------------------------------------------------------- being told


def test_she_was_told_when_she_was_first_told_what_lacks() -> None:
    assert after(*HISTORIES[Stage.WITH_APPLICANT]).told_at is None
    assert after(*HISTORIES[Stage.WITH_APPLICANT], informed()).told_at == NOON
    assert after(*HISTORIES[Stage.WITH_APPLICANT], informed(MessageKind.BERKAS_DITERIMA)).told_at is None


@pytest.mark.parametrize("fact", [supplemented(), layanan_changed(), withdrawn()], ids=lambda fact: fact.NAME)
def test_what_she_was_told_is_of_the_past_once_it_moves(fact: Fact) -> None:
    assert after(*HISTORIES[Stage.WITH_APPLICANT], informed(), fact).told_at is None


def test_what_lies_with_the_office_makes_nobody_wait_for_her() -> None:
    assert after(*HISTORIES[Stage.AT_VERIFICATION], informed()).told_at is None


# ---------------------------------------------------------------- several documents

BOTH = (KUTIPAN, KARTU)


def test_the_kasi_has_it_when_every_draft_stands() -> None:
    entered = (*up_to_entry(), siak_entered(*BOTH))
    assert after(*entered, draft_printed(KUTIPAN)).stage is Stage.DRAFTING
    assert after(*entered, draft_printed(KUTIPAN), draft_printed(KARTU)).stage is Stage.AT_KASI


def test_the_signer_has_it_when_every_signature_is_asked_for() -> None:
    validated = (*up_to_kasi(*BOTH), *map(draft_validated, BOTH))
    assert after(*validated, signing_requested(KUTIPAN)).stage is Stage.AT_KASI
    assert after(*validated, *map(signing_requested, BOTH)).stage is Stage.AT_SIGNER


def test_delivery_has_it_when_every_document_is_signed() -> None:
    assert after(*up_to_signer(*BOTH), document_signed(KUTIPAN)).stage is Stage.AT_SIGNER
    assert after(*up_to_signer(*BOTH), *map(document_signed, BOTH)).stage is Stage.AT_DELIVERY


HALF_SIGNED = (*up_to_signer(*BOTH), document_signed(KUTIPAN), signing_declined(KARTU))


def test_a_signed_document_waits_for_the_other_without_holding_it_up() -> None:
    again = (draft_printed(KARTU, revision=2), draft_validated(KARTU, revision=2), signing_requested(KARTU, revision=2))
    for back in (draft_returned(KARTU), draft_returned(None)):
        redrafted = (*HALF_SIGNED, back, *again)
        assert after(*redrafted[:-2]).stage is Stage.AT_KASI
        assert after(*redrafted).stage is Stage.AT_SIGNER
        assert after(*redrafted, document_signed(KARTU)).stage is Stage.AT_DELIVERY
        assert document(after(*redrafted)).signed is not None


def test_a_signed_document_stays_signed_whatever_is_planned_anew() -> None:
    back = (*HALF_SIGNED, draft_returned(None, to=Desk.VERIFICATION), verified())
    other = after(*back, siak_entered(KARTU))
    assert document(other, KUTIPAN).signed is not None
    assert other.stage is Stage.DRAFTING
    both = after(*back, siak_entered(*BOTH), draft_printed(KARTU, revision=2))
    assert document(both, KUTIPAN).signed is not None
    assert both.stage is Stage.AT_KASI


def test_what_is_all_signed_when_it_is_planned_anew_goes_to_delivery() -> None:
    back = (*HALF_SIGNED, draft_returned(KARTU))
    journey = after(*back, siak_entered(KUTIPAN))
    assert journey.stage is Stage.AT_DELIVERY
    assert journey.document(KARTU.document_id) is None


def test_a_document_left_out_and_planned_again_goes_on_counting() -> None:
    drafted = (*up_to_entry(), siak_entered(*BOTH), draft_printed(KARTU), draft_printed(KARTU, revision=2))
    without = (*drafted, siak_entered(KUTIPAN))
    assert after(*without).document(KARTU.document_id) is None
    again = after(*without, siak_entered(SURAT, KARTU))
    assert (document(again, KARTU).revision, document(again, KARTU).drafted) == (2, False)
    assert (document(again, SURAT).revision, len(again.documents)) == (0, 2)


def test_attempts_are_counted_through_every_round() -> None:
    tried = (*up_to_signer(), signing_started(), signing_failed(), signing_declined(), draft_returned())
    again = after(*tried, draft_printed(revision=2), draft_validated(revision=2))
    assert document(again).attempt == 1


# ---------------------------------------------------------------- one document


def test_a_new_draft_is_validated_anew() -> None:
    validated = after(*up_to_kasi(), draft_validated())
    assert (document(validated).validated, document(validated).validators) == (1, (HASAN,))
    redrafted = document(after(*up_to_kasi(), draft_validated(), draft_returned(), draft_printed(revision=2)))
    assert (redrafted.validated, redrafted.validators, redrafted.requested) == (0, (), False)
    assert (redrafted.revision, redrafted.drafted) == (2, True)


def test_two_levels_are_two_validators() -> None:
    twice = document(after(*up_to_kasi(), draft_validated(), draft_validated(level=2, by=MARNI)))
    assert (twice.validated, twice.validators) == (2, (HASAN, MARNI))


def test_what_the_signer_declined_is_validated_anew() -> None:
    declined = document(after(*up_to_signer(), signing_declined()))
    assert (declined.validated, declined.requested, declined.drafted) == (0, False, True)


def test_a_request_taken_back_leaves_the_validation() -> None:
    taken_back = document(after(*up_to_signer(), signing_request_withdrawn()))
    assert (taken_back.validated, taken_back.requested) == (1, False)


@pytest.mark.parametrize(
    ("since", "under_way"),
    [
        ((), True),
        ((signing_outcome_unknown(),), True),
        ((signing_failed(),), False),
        ((signing_outcome_unknown(), signing_failed()), False),
        ((document_signed(attempt=1),), False),
        ((signing_outcome_unknown(), document_signed(attempt=1)), False),
        ((signing_failed(), signing_started(attempt=2)), True),
    ],
    ids=["started", "unknown", "failed", "ruled out", "signed", "signed after all", "tried again"],
)
def test_a_signature_is_under_way_until_somebody_knows(since: tuple[Fact, ...], *, under_way: bool) -> None:
    journey = after(*up_to_signer(), signing_started(), *since)
    assert journey.signing_under_way is under_way


# ---------------------------------------------------------------- SIAK, proposals, hands


def test_an_entry_stands_in_siak_until_it_is_cancelled() -> None:
    entered = (*up_to_entry(), siak_entered())
    assert after(*entered, entry_returned(), withdrawn()).in_siak
    assert not after(*entered, withdrawn(), siak_cancelled()).in_siak


def test_a_proposal_to_reject_stands_until_the_kasi_dismisses_it() -> None:
    proposed = after(received(), rejection_proposed(Desk.INTAKE), found_complete()).proposal
    assert proposed is not None
    assert (proposed.desk, proposed.by) == (Desk.INTAKE, SITI)
    assert after(received(), rejection_proposed(), rejection_dismissed()).proposal is None


def test_every_act_under_rule_2_is_remembered_in_any_round() -> None:
    hands = after(
        *up_to_entry(),
        judged(Paper.KK_LAMA, by=RINA),
        entry_returned(by=BUDI),
        supplemented(),
        found_complete(),
        verified(),
        siak_entered(),
        draft_printed(),
        draft_validated(),
        signing_requested(by=MARNI),
        signing_declined(by=TAUFIK),
        draft_validated(),
        signing_requested(),
        signing_started(signer=YENI, by=BUDI),
        document_signed(signer=YENI, by=BUDI),
    ).hands
    assert hands.verification == {SITI.id, RINA.id}
    assert hands.entry == {BUDI.id}
    assert hands.kasi == {HASAN.id, MARNI.id}
    assert hands.signer == {TAUFIK.id, YENI.id}


@pytest.mark.parametrize(
    "fact",
    [
        draft_returned(by=MARNI),
        rejected(by=MARNI),
        rejection_dismissed(by=MARNI),
        signing_request_withdrawn(by=MARNI),
    ],
    ids=lambda fact: fact.NAME,
)
def test_these_are_acts_of_the_kasi_too(fact: Fact) -> None:
    assert MARNI.id in after(*up_to_signer(), fact).hands.kasi


def test_undoing_an_entry_is_not_entering() -> None:
    assert after(*up_to_entry(), siak_entered(), withdrawn(), siak_cancelled(by=SITI)).hands.entry == {BUDI.id}
