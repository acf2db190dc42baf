"""Which verdicts stand: this round's, on photos that are still the same?"""

from __future__ import annotations

from functools import reduce

import pytest

from shared.contracts.fact import Fact
from shared.contracts.rules.chain import JOURNEY_FACTS, advance
from shared.contracts.rules.journey import Journey
from shared.contracts.rules.verdicts import Verdicts, no_verdicts, verdicts_after
from shared.contracts.vocabulary import Desk, Paper, PaperVerdict, PhotoId
from tests.support.builders import (
    attached,
    draft_printed,
    draft_returned,
    entry_returned,
    found_complete,
    judged,
    layanan_changed,
    printed,
    received,
    returned,
    siak_entered,
    supplemented,
    unreadable,
    verified,
)
from tests.support.people import PHOTO, made_up

pytestmark = pytest.mark.spine

KTP = PhotoId(made_up("photo of KTP"))
PAGE_TWO = PhotoId(made_up("second page"))


def verdicts(*facts: Fact) -> Verdicts:
    def step(so_far: tuple[Verdicts, Journey], fact: Fact) -> tuple[Verdicts, Journey]:
        stand, before = so_far
        now = advance(before, fact) if isinstance(fact, JOURNEY_FACTS) else before
        return verdicts_after(stand, before, now, fact), now

    return reduce(step, facts, (no_verdicts(), Journey()))[0]


KK, KTP_EL = judged(Paper.KK_LAMA), judged(Paper.KTP_EL)
JUDGED = (
    received(photos=(PHOTO, KTP, PAGE_TWO)),
    attached(Paper.KK_LAMA),
    attached(Paper.KTP_EL, KTP),
    attached(Paper.KK_LAMA, PAGE_TWO),
    found_complete(),
    KK,
    KTP_EL,
)
BOTH = {Paper.KK_LAMA: KK, Paper.KTP_EL: KTP_EL}


def test_a_verdict_stands_until_another_is_given() -> None:
    assert verdicts(*JUDGED) == BOTH
    bad = judged(Paper.KK_LAMA, PaperVerdict.EXPIRED)
    assert verdicts(*JUDGED, bad) == {Paper.KK_LAMA: bad, Paper.KTP_EL: KTP_EL}


@pytest.mark.parametrize("since", [(), (verified(),), (returned(),), (returned(), supplemented())])
def test_verdicts_are_still_seen_after_the_berkas_has_gone(since: tuple[Fact, ...]) -> None:
    assert verdicts(*JUDGED, *since) == BOTH


@pytest.mark.parametrize(
    "since",
    [
        (returned(), supplemented(), found_complete()),
        (verified(), entry_returned(Desk.VERIFICATION)),
        (verified(), siak_entered(), draft_printed(), draft_returned(to=Desk.VERIFICATION)),
        (layanan_changed(), found_complete()),
    ],
    ids=["by the applicant", "by entry", "by the Kasi", "after a correction"],
)
def test_whenever_it_comes_back_it_is_judged_anew(since: tuple[Fact, ...]) -> None:
    assert verdicts(*JUDGED, *since) == {}


@pytest.mark.parametrize(
    ("fact", "fallen"),
    [
        (unreadable(PAGE_TWO), Paper.KK_LAMA),
        (attached(Paper.KTP_EL, PhotoId(made_up("new photo"))), Paper.KTP_EL),
    ],
    ids=["a page less", "a page more"],
)
def test_a_verdict_falls_with_the_photos_it_was_given_on(fact: Fact, fallen: Paper) -> None:
    assert verdicts(*JUDGED, fact) == {paper: verdict for paper, verdict in BOTH.items() if paper is not fallen}


def test_a_page_that_moves_changes_two_papers() -> None:
    assert verdicts(*JUDGED, attached(Paper.KTP_EL, PAGE_TWO)) == {}


@pytest.mark.parametrize("fact", [printed(), supplemented()], ids=lambda fact: fact.NAME)
def test_what_changes_no_paper_leaves_them_all(fact: Fact) -> None:
    assert verdicts(*JUDGED, fact) == BOTH
