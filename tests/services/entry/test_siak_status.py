"""Is SIAK down? Said by one press of anyone, and once."""

from __future__ import annotations

import pytest

from services.entry.decisions.office import SIAK_STATUS, ReportSiakBack, ReportSiakDown
from tests.support.builders import siak_back, siak_down
from tests.support.people import BUDI, JONI, asked
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

office = scenario(SIAK_STATUS)


def test_siak_is_down_once_somebody_says_so() -> None:
    office.when(ReportSiakDown(**asked(BUDI))).then(siak_down())


def test_a_second_colleague_who_says_so_adds_nothing() -> None:
    office.given(siak_down()).when(ReportSiakDown(**asked(JONI))).then_nothing()


def test_siak_is_back_once_somebody_says_so() -> None:
    office.given(siak_down()).when(ReportSiakBack(**asked(JONI))).then(siak_back(by=JONI))


def test_what_works_does_not_come_back() -> None:
    office.when(ReportSiakBack(**asked(BUDI))).then_nothing()
    office.given(siak_down(), siak_back()).when(ReportSiakBack(**asked(BUDI))).then_nothing()


def test_it_may_go_down_again() -> None:
    office.given(siak_down(), siak_back()).when(ReportSiakDown(**asked(JONI))).then(siak_down(by=JONI))


def test_asked_twice_it_is_said_once() -> None:
    office.after(ReportSiakDown(**asked(BUDI))).when(ReportSiakDown(**asked(BUDI))).then_nothing()
    back = office.given(siak_down()).after(ReportSiakBack(**asked(BUDI)))
    back.when(ReportSiakBack(**asked(BUDI))).then_nothing()
