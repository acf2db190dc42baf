"""Is it known of any day who may sign, whose duties are combined, and whether the office can work?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shared.contracts.fact import Fact
from shared.contracts.oversight import DutiesCombined
from shared.contracts.rules.office import Standing, standing
from shared.contracts.signing import SignerAppointed
from shared.contracts.vocabulary import OfficerId, SignerTitle
from tests.support.builders import siak_back, siak_down, signer_back, signer_unavailable
from tests.support.histories import history
from tests.support.people import BUDI, HASAN, NOON, SITI, TAUFIK, YENI

pytestmark = pytest.mark.spine

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
DAY = timedelta(days=1)


def office(*facts: Fact) -> Standing:
    return standing(history(*facts))


def appointed(
    officer: OfficerId = YENI.id,
    *,
    since: date = FIRST,
    until: date | None = None,
    title: SignerTitle = SignerTitle.DEFINITIF,
) -> SignerAppointed:
    return SignerAppointed(officer=officer, title=title, since=since, until=until, by=HASAN, occurred_at=NOON)


def combined(officer: OfficerId = SITI.id, *, since: date = FIRST, until: date = LAST) -> DutiesCombined:
    return DutiesCombined(officer=officer, letter="ST/1", since=since, until=until, by=YENI, occurred_at=NOON)


# ---------------------------------------------------------------- who signs


def test_nobody_signs_unappointed() -> None:
    assert not office().may_sign(YENI.id, FIRST)
    assert not office(appointed()).may_sign(TAUFIK.id, FIRST)


@pytest.mark.parametrize(("day", "may"), [(FIRST - DAY, False), (FIRST, True), (FIRST + 400 * DAY, True)])
def test_an_appointment_without_an_end_lasts(day: date, *, may: bool) -> None:
    assert office(appointed()).may_sign(YENI.id, day) is may


@pytest.mark.parametrize(("day", "may"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)])
def test_an_acting_head_signs_from_the_first_day_through_the_last(day: date, *, may: bool) -> None:
    acting = office(appointed(), appointed(TAUFIK.id, until=LAST, title=SignerTitle.PLH))
    assert acting.may_sign(TAUFIK.id, day) is may
    assert acting.may_sign(YENI.id, day) is (day >= FIRST)


def test_the_latest_appointment_of_an_officer_counts() -> None:
    ended = office(appointed(), appointed(until=LAST))
    assert not ended.may_sign(YENI.id, LAST + DAY)
    assert office(appointed(until=LAST), appointed()).may_sign(YENI.id, LAST + DAY)


# ---------------------------------------------------------------- whose duties are combined


@pytest.mark.parametrize(("day", "holds"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)])
def test_a_surat_tugas_holds_for_its_officer_on_its_days(day: date, *, holds: bool) -> None:
    letters = office(combined())
    assert letters.combined(SITI.id, day) is holds
    assert not letters.combined(BUDI.id, day)


def test_letters_add_up_and_each_stays_listed() -> None:
    later = combined(since=LAST + 7 * DAY, until=LAST + 14 * DAY)
    letters = office(combined(), later)
    assert letters.combined(SITI.id, FIRST)
    assert letters.combined(SITI.id, LAST + 7 * DAY)
    assert not letters.combined(SITI.id, LAST + DAY)
    assert letters.duties == (combined(), later)


# ---------------------------------------------------------------- can it work


def test_outages_begin_and_end() -> None:
    down = office(siak_down(), signer_unavailable()).circumstances
    assert down.siak_down.is_on(NOON)
    assert down.signer_unavailable.is_on(NOON)
    up = office(siak_down(), signer_unavailable(), siak_back(at=NOON + DAY), signer_back(at=NOON + DAY)).circumstances
    assert not up.siak_down.is_on(NOON + DAY)
    assert not up.signer_unavailable.is_on(NOON + DAY)
