"""May these hands act, after what they did before? (rule 2)."""

from __future__ import annotations

import pytest

from shared.contracts.rules.hands import (
    Hands,
    SameHands,
    check_entry,
    check_kasi,
    check_signer,
    check_verification,
)
from tests.support.people import BUDI, HASAN, SITI, YENI

pytestmark = pytest.mark.spine

NOBODYS = Hands()


def test_new_hands_may_do_anything() -> None:
    check_verification(NOBODYS, SITI.id, combined=False)
    check_entry(NOBODYS, BUDI.id, combined=False)
    check_kasi(NOBODYS, HASAN.id)
    check_signer(NOBODYS, YENI.id)


def test_the_same_hands_may_do_the_same_again() -> None:
    hands = NOBODYS.with_verification(SITI.id).with_entry(BUDI.id).with_kasi(HASAN.id).with_signer(YENI.id)
    check_verification(hands, SITI.id, combined=False)
    check_entry(hands, BUDI.id, combined=False)
    check_kasi(hands, HASAN.id)
    check_signer(hands, YENI.id)


def test_verification_and_entry_are_two_peoples_unless_a_surat_tugas_combines_them() -> None:
    with pytest.raises(SameHands) as refusal:
        check_verification(NOBODYS.with_entry(SITI.id), SITI.id, combined=False)
    assert refusal.value.reason == {"officer": SITI.id, "did": "entry"}
    with pytest.raises(SameHands) as refusal:
        check_entry(NOBODYS.with_verification(SITI.id), SITI.id, combined=False)
    assert refusal.value.reason == {"officer": SITI.id, "did": "verification"}
    check_verification(NOBODYS.with_entry(SITI.id), SITI.id, combined=True)
    check_entry(NOBODYS.with_verification(SITI.id), SITI.id, combined=True)


def test_the_kasis_and_the_signers_acts_are_always_two_peoples() -> None:
    with pytest.raises(SameHands) as refusal:
        check_kasi(NOBODYS.with_signer(YENI.id), YENI.id)
    assert refusal.value.reason == {"officer": YENI.id, "did": "signing"}
    with pytest.raises(SameHands) as refusal:
        check_signer(NOBODYS.with_kasi(HASAN.id), HASAN.id)
    assert refusal.value.reason == {"officer": HASAN.id, "did": "validation"}


def test_who_verified_may_act_as_the_kasi() -> None:
    hands = NOBODYS.with_verification(SITI.id).with_entry(BUDI.id)
    check_kasi(hands, SITI.id)
    check_signer(hands, BUDI.id)
