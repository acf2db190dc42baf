"""Does a berkas stand in the verifier's list while it is her turn, the legal day before the oldest?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from services.verification.views import QUEUE, place
from shared.contracts.fact import Fact
from shared.contracts.vocabulary import BerkasId, Desk
from shared.view import Place
from tests.support.builders import (
    closed,
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    entry_returned,
    found_complete,
    judged,
    layanan_changed,
    received,
    reopened,
    returned,
    siak_entered,
    signing_declined,
    signing_requested,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.histories import history
from tests.support.people import BERKAS, BIRTH_PAPERS, NOMOR, NOON, made_up

pytestmark = pytest.mark.spine


def day(count: float) -> datetime:
    return NOON + timedelta(days=count)


def standing(*facts: Fact, berkas: BerkasId = BERKAS) -> Place:
    return place(QUEUE.fold(history(*facts))[berkas])


LIFE: Sequence[tuple[Fact, str | None]] = [
    (received(at=day(0)), None),
    (found_complete(at=day(1)), "waiting"),
    (judged(BIRTH_PAPERS[0], at=day(2)), "waiting"),
    (returned(at=day(3)), None),
    (supplemented(at=day(4)), None),
    (found_complete(at=day(5)), "waiting"),
    (layanan_changed(at=day(6)), None),
    (found_complete(at=day(7)), "waiting"),
    (withdrawn(at=day(8)), None),
    (reopened(at=day(9)), None),
    (found_complete(at=day(10)), "waiting"),
    (verified(at=day(11)), None),
    (entry_returned(Desk.VERIFICATION, at=day(12)), "waiting"),
    (verified(at=day(13)), None),
    (siak_entered(at=day(14)), None),
    (draft_printed(at=day(15)), None),
    (draft_returned(to=Desk.VERIFICATION, at=day(16)), "waiting"),
    (verified(at=day(17)), None),
    (siak_entered(at=day(18)), None),
    (draft_printed(revision=2, at=day(19)), None),
    (draft_validated(revision=2, at=day(20)), None),
    (signing_requested(revision=2, at=day(21)), None),
    (signing_declined(at=day(22)), None),
    (draft_validated(revision=2, at=day(23)), None),
    (signing_requested(revision=2, at=day(24)), None),
    (document_signed(at=day(25)), None),
    (closed(at=day(26)), None),
]


@pytest.mark.parametrize("steps", range(1, len(LIFE) + 1))
def test_a_berkas_stands_in_the_list_while_it_waits_to_be_verified(steps: int) -> None:
    lived = LIFE[:steps]
    assert standing(*(fact for fact, _ in lived)).queue == lived[-1][1]


def test_it_waits_from_when_it_came_to_the_desk_this_time() -> None:
    assert standing(*(fact for fact, _ in LIFE[:3])).rank == day(1)
    assert standing(*(fact for fact, _ in LIFE[:13])).rank == day(12)


def test_a_supplement_does_not_make_it_younger() -> None:
    assert standing(received(), found_complete(at=day(1)), supplemented(at=day(9))).rank == day(1)


def test_a_legal_day_comes_before_age() -> None:
    older, urgent = BERKAS, BerkasId(made_up("urgent"))
    rows = QUEUE.fold((
        *history(received(at=day(0)), found_complete(at=day(0))),
        *history(
            received(berkas=urgent, at=day(5)),
            found_complete(berkas=urgent, at=day(5), legal_day=date(2026, 4, 30)),
        ),
    ))  # fmt: skip
    places = {key: place(row) for key, row in rows.items()}
    in_order = sorted(places, key=lambda key: (places[key].legal_day or date.max, places[key].rank))
    assert in_order == [urgent, older]


def test_it_is_found_by_its_nomor_wherever_it_lies() -> None:
    assert standing(*(fact for fact, _ in LIFE)).handles == (NOMOR,)
