"""Is the witness of the laws blind? A right life satisfies it; the last fact of each of these others does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from shared.contracts.fact import Fact
from shared.contracts.oversight import DutiesCombined
from shared.contracts.vocabulary import BerkasId, Desk
from tests.contracts.laws.witness import broken
from tests.support.builders import (
    closed,
    document_received,
    document_sent,
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
    received,
    rejected,
    reopened,
    returned,
    siak_entered,
    signing_declined,
    signing_failed,
    signing_outcome_unknown,
    signing_request_withdrawn,
    signing_requested,
    signing_started,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.histories import up_to_delivery, up_to_entry, up_to_kasi, up_to_signer, up_to_verification
from tests.support.people import BIRTH_PAPERS, BUDI, HASAN, KARTU, KUTIPAN, MARNI, NOON, SITI, YENI, made_up

pytestmark = pytest.mark.spine

OTHER = BerkasId(made_up("another berkas"))
LETTER = DutiesCombined(
    officer=SITI.id, letter="ST/1", since=date(2026, 3, 2), until=date(2026, 3, 8), by=HASAN, occurred_at=NOON
)

LIVES: dict[str, Sequence[Fact]] = {
    "straight through": [
        *up_to_signer(KUTIPAN, KARTU),
        *(signing_started(one) for one in (KUTIPAN, KARTU)),
        *(document_signed(one, attempt=1) for one in (KUTIPAN, KARTU)),
        document_sent(),
        document_received(),
        document_received(KARTU),
        closed(),
    ],
    "silent, lapsed, reopened": [
        received(),
        found_incomplete(),
        informed(),
        lapsed(),
        reopened(),
        supplemented(),
        found_complete(),
        verified(),
    ],
    "returned by everybody": [
        *up_to_entry(),
        entry_returned(Desk.VERIFICATION),
        returned(),
        supplemented(),
        found_complete(),
        verified(),
        siak_entered(),
        draft_printed(),
        draft_returned(),
        draft_printed(revision=2),
        draft_validated(revision=2),
        signing_requested(revision=2),
        signing_declined(),
        draft_validated(revision=2),
        signing_requested(revision=2),
        signing_started(revision=2),
        signing_outcome_unknown(),
        signing_failed(),
        signing_started(revision=2, attempt=2),
        document_signed(attempt=2),
    ],
}

STARTED = [*up_to_signer(), signing_started()]
CRIMES: dict[str, Sequence[Fact]] = {
    "nothing came": [found_complete()],
    "came twice": [received(), received()],
    "verified incomplete": [received(), verified()],
    "verified after the layanan changed": [*up_to_verification(), layanan_changed(), verified()],
    "verified after it lapsed": [*up_to_verification(), returned(), informed(), lapsed(), reopened(), verified()],
    "entered unverified": [*up_to_verification(), siak_entered()],
    "entered after it was returned": [*up_to_entry(), entry_returned(), supplemented(), siak_entered()],
    "entered after the Kasi sent it to verification": [
        *up_to_kasi(),
        draft_returned(to=Desk.VERIFICATION),
        siak_entered(),
    ],
    "drafted though not planned": [*up_to_entry(), siak_entered(), draft_printed(KARTU)],
    "validated another revision": [*up_to_kasi(), draft_validated(revision=2)],
    "validated what was returned": [*up_to_kasi(), draft_returned(), draft_validated()],
    "requested unvalidated": [*up_to_kasi(), signing_requested()],
    "requested after the signer declined": [*up_to_signer(), signing_declined(), signing_requested()],
    "signed though the request was withdrawn": [*up_to_signer(), signing_request_withdrawn(), document_signed()],
    "signed unrequested": [*up_to_kasi(), draft_validated(), document_signed()],
    "signed after it went back": [*up_to_signer(), draft_returned(to=Desk.INTAKE), document_signed()],
    "started unrequested": [*up_to_kasi(), draft_validated(), signing_started()],
    "validated by the signer": [*up_to_kasi(), draft_validated(by=YENI), signing_requested(), document_signed()],
    "declined by the Kasi": [*up_to_signer(), signing_declined(by=HASAN)],
    "request withdrawn by the later signer": [
        *up_to_signer(),
        signing_request_withdrawn(by=YENI),
        signing_requested(),
        document_signed(),
    ],
    "entered by the verifier": [*up_to_entry(), siak_entered(by=SITI)],
    "judged by whom had entered it": [
        *up_to_entry(),
        entry_returned(Desk.VERIFICATION),
        judged(BIRTH_PAPERS[0], by=BUDI),
    ],
    "gone on after a withdrawal": [received(), withdrawn(), found_complete()],
    "reopened after a rejection": [received(), rejected(), reopened()],
    "gone on after a merger": [received(), merged(OTHER), found_complete()],
    "two attempts at once": [*STARTED, signing_started(attempt=2)],
    "tried again though nobody knows": [*STARTED, signing_outcome_unknown(), signing_started(attempt=2)],
    "signed twice": [*up_to_delivery(), document_signed()],
    "sent unsigned": [*up_to_signer(), document_sent()],
    "withdrawn while signing": [*STARTED, withdrawn()],
    "withdrawn though one is signed": [*up_to_signer(KUTIPAN, KARTU), document_signed(), withdrawn()],
    "lapsed untold": [received(), found_incomplete(), lapsed()],
    "lapsed after she answered": [received(), found_incomplete(), informed(), supplemented(), lapsed()],
    "a revision skipped": [*up_to_entry(), siak_entered(), draft_printed(revision=2)],
    "a revision counted twice": [*up_to_kasi(), draft_returned(), draft_printed()],
    "an attempt counted twice": [*STARTED, signing_failed(), signing_started()],
}


@pytest.mark.parametrize("life", LIVES)
def test_a_right_life_breaks_no_rule(life: str) -> None:
    assert broken(LIVES[life]) == []


@pytest.mark.parametrize("crime", CRIMES)
def test_the_witness_sees_the_very_fact(crime: str) -> None:
    *before, culprit = CRIMES[crime]
    assert broken(before) == []
    assert broken([*before, culprit])


def test_one_validation_is_not_two() -> None:
    once, twice = draft_validated(), draft_validated(level=2)
    assert broken([*up_to_kasi(), once, signing_requested()], levels=2)
    assert broken([*up_to_kasi(), once, twice, signing_requested()], levels=2)
    other = draft_validated(level=2, by=MARNI)
    assert broken([*up_to_kasi(), once, other, signing_requested()], levels=2) == []


@pytest.mark.parametrize(("days", "right"), [(0, True), (6, True), (7, False)])
def test_a_surat_tugas_covers_its_officer_while_it_lasts(days: int, *, right: bool) -> None:
    entered = siak_entered(by=SITI, at=NOON + timedelta(days=days))
    assert (broken([*up_to_entry(), entered], letters=[LETTER]) == []) is right
