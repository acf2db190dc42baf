"""Who rejects an application, and until when? Proposed by a desk, decided by a Kasi who did not propose it."""

from __future__ import annotations

import pytest

from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import NotProposed, ProposalCommand
from shared.contracts.fact import Fact
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.journey import NeverCame, NotHere, SignedAlready, SigningUnderWay, Stage
from shared.contracts.vocabulary import Desk
from shared.errors import ChangedSinceSeen
from tests.services.signing.asking import dismiss, reject
from tests.support.builders import (
    document_signed,
    draft_printed,
    found_incomplete,
    received,
    rejected,
    rejection_dismissed,
    rejection_proposed,
    signing_declined,
    signing_outcome_unknown,
    signing_started,
    withdrawn,
)
from tests.support.histories import up_to_delivery, up_to_entry, up_to_kasi, up_to_signer, up_to_verification
from tests.support.people import BUDI, HASAN, KARTU, KUTIPAN, MARNI, SITI, YENI
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

signing = scenario(SIGNING)

ANYWHERE_BEFORE_SIGNED = [
    (received(),),
    (received(), found_incomplete()),
    up_to_verification(),
    up_to_entry(),
    up_to_kasi(KUTIPAN, KARTU)[:-1],
    up_to_kasi(),
    up_to_signer(),
]


@pytest.mark.parametrize("past", ANYWHERE_BEFORE_SIGNED)
def test_the_kasi_confirms_what_a_desk_proposed(past: tuple[Fact, ...]) -> None:
    proposed = signing.given(*past, rejection_proposed())
    proposed.when(reject()).then(rejected())
    assert proposed.after(reject()).state.journey.stage is Stage.REJECTED


@pytest.mark.parametrize("past", ANYWHERE_BEFORE_SIGNED)
def test_or_dismisses_it_and_the_work_goes_on_where_it_was(past: tuple[Fact, ...]) -> None:
    before = signing.given(*past)
    proposed = before.given(rejection_proposed())
    proposed.when(dismiss()).then(rejection_dismissed())
    after = proposed.after(dismiss()).state.journey
    assert after.stage is before.state.journey.stage
    assert after.proposal is None


@pytest.mark.parametrize("command", [reject(), dismiss()])
def test_without_a_proposal_there_is_nothing_to_decide(command: ProposalCommand) -> None:
    signing.when(command).then_refused(NeverCame)
    signing.given(*up_to_kasi()).when(command).then_refused(NotProposed)
    decided = signing.given(*up_to_kasi(), rejection_proposed(), rejection_dismissed())
    decided.when(command).then_refused(NotProposed)


@pytest.mark.parametrize("command", [reject(), dismiss()])
def test_who_proposed_does_not_decide(command: ProposalCommand) -> None:
    past = (*up_to_kasi(), rejection_proposed(Desk.SIGNING, by=HASAN))
    signing.given(*past).when(command).then_refused(SameHands, officer=HASAN.id, did="proposal")


def test_one_kasi_proposes_and_the_other_decides() -> None:
    past = signing.given(*up_to_kasi(), rejection_proposed(Desk.SIGNING, by=HASAN))
    past.when(dismiss(by=MARNI)).then(rejection_dismissed(by=MARNI))
    rejection = past.after(reject(by=MARNI)).past[-1].fact
    assert rejection.by == MARNI
    assert getattr(rejection, "proposed_by", None) == HASAN


def test_who_acted_as_signer_does_not_decide() -> None:
    past = (*up_to_signer(), signing_declined(), rejection_proposed())
    signing.given(*past).when(reject(by=YENI)).then_refused(SameHands, officer=YENI.id, did="signing")
    signing.given(*past).when(dismiss(by=YENI)).then_refused(SameHands)


def test_a_decision_asked_twice_is_made_once() -> None:
    past = signing.given(*up_to_kasi(), rejection_proposed())
    past.after(reject()).when(reject()).then_nothing()
    past.after(dismiss()).when(dismiss()).then_nothing()


def test_a_stale_screen_decides_nothing() -> None:
    past = signing.given(*up_to_kasi(), draft_printed(revision=2), rejection_proposed(by=BUDI))
    past.when(reject(seen=7)).then_refused(ChangedSinceSeen, what="RejectionProposed.v1", by=BUDI)


def test_nothing_is_rejected_while_a_signature_is_under_way() -> None:
    past = (*up_to_signer(), signing_started(), rejection_proposed())
    signing.given(*past).when(reject()).then_refused(SigningUnderWay)
    unknown = (*up_to_signer(), signing_started(), signing_outcome_unknown(), rejection_proposed())
    signing.given(*unknown).when(reject()).then_refused(SigningUnderWay)


def test_nothing_is_rejected_once_one_document_is_signed() -> None:
    past = (*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN), rejection_proposed())
    signing.given(*past).when(reject()).then_refused(SignedAlready, document_id=KUTIPAN.document_id)


def test_a_proposal_may_be_dismissed_while_a_signature_is_under_way() -> None:
    past = (*up_to_signer(), signing_started(), rejection_proposed())
    signing.given(*past).when(dismiss()).then(rejection_dismissed())


@pytest.mark.parametrize(
    ("past", "stage"),
    [
        ((*up_to_delivery(), rejection_proposed()), Stage.AT_DELIVERY),
        ((*up_to_kasi(), rejection_proposed(), withdrawn()), Stage.WITHDRAWN),
        ((*up_to_kasi(), rejection_proposed(by=SITI), rejected()), Stage.REJECTED),
    ],
)
def test_what_is_signed_or_has_ended_is_rejected_no_more(past: tuple[Fact, ...], stage: Stage) -> None:
    signing.given(*past).when(reject()).then_refused(NotHere, stage=stage)
