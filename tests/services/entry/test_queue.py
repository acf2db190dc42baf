"""In which of the entry desk's lists does a berkas stand, from its first day to its last?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.entry.views import QUEUE
from shared.contracts.fact import Fact
from shared.contracts.vocabulary import Desk
from shared.view import Place
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
    lapsed,
    received,
    rejected,
    reopened,
    siak_cancelled,
    siak_entered,
    signing_declined,
    signing_requested,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.histories import history, up_to_entry, up_to_kasi
from tests.support.people import BERKAS, KARTU, KUTIPAN, NOMOR, NOON

pytestmark = pytest.mark.spine


def place_after(*facts: Fact) -> Place:
    heard = [one for one in history(*facts) if type(one.fact).ANNOUNCED or one.fact.DESK is Desk.ENTRY]
    return QUEUE.place(QUEUE.fold(heard)[BERKAS])


def lists(*facts: Fact) -> list[str | None]:
    """Where it stands after each of the facts."""
    return [place_after(*facts[: number + 1]).queue for number in range(len(facts))]


def test_a_whole_life() -> None:
    life = {
        received(): None,
        found_incomplete(): None,
        supplemented(): None,
        found_complete(): None,
        verified(): "to_enter",
        siak_entered(KUTIPAN, KARTU): "drafting",
        draft_printed(KUTIPAN): "drafting",
        draft_printed(KARTU): None,
        draft_validated(KUTIPAN): None,
        draft_returned(KARTU): "drafting",
        draft_printed(KARTU, revision=2): None,
        draft_validated(KARTU, revision=2): None,
        signing_requested(KUTIPAN): None,
        signing_requested(KARTU, revision=2): None,
        signing_declined(KARTU): None,
        document_signed(KUTIPAN): None,
        document_signed(KARTU): None,
        document_sent(KUTIPAN): None,
        document_received(KUTIPAN): None,
        closed(): None,
    }
    assert lists(*life) == list(life.values())


def test_what_goes_back_leaves_the_list_and_returns_when_verified_anew() -> None:
    past = (*up_to_entry(), entry_returned(), supplemented(), found_complete(), verified())
    assert lists(*past)[3:] == ["to_enter", None, None, None, "to_enter"]


@pytest.mark.parametrize("ending", [withdrawn(), lapsed(), rejected()])
def test_what_ended_in_siak_waits_to_be_undone_there(ending: Fact) -> None:
    assert lists(*up_to_kasi(), ending, siak_cancelled())[-2:] == ["to_cancel", None]


@pytest.mark.parametrize("ending", [withdrawn(), lapsed(), rejected()])
def test_what_ended_before_siak_leaves_nothing_to_do(ending: Fact) -> None:
    assert place_after(*up_to_entry(), ending).queue is None


def test_what_is_reopened_is_not_undone() -> None:
    assert lists(*up_to_kasi(), withdrawn(), reopened())[-2:] == ["to_cancel", None]


def test_it_waits_since_it_came_to_this_desk() -> None:
    later = NOON + timedelta(hours=3)
    place = place_after(received(), found_complete(), verified(at=later))
    assert place.rank == later


def test_a_legal_day_stands_before_age() -> None:
    day = date(2026, 4, 20)
    assert place_after(received(), found_complete(legal_day=day), verified()).legal_day == day


def test_it_is_found_by_its_nomor() -> None:
    assert place_after(*up_to_entry()).handles == (NOMOR,)
