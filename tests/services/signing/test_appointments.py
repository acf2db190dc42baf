"""Who may sign on which day, and can anybody now?"""

from __future__ import annotations

from datetime import date

import pytest

from services.signing.decisions.office import SIGNERS, Appoint, EndsBeforeItBegins, ReportBack, ReportUnavailable
from shared.contracts.fact import By
from shared.contracts.rules.office import standing
from shared.contracts.signing import SignerAppointed
from shared.contracts.vocabulary import SignerTitle
from tests.support.builders import signer_back, signer_unavailable
from tests.support.histories import history
from tests.support.people import HASAN, MARNI, NOON, TAUFIK, TODAY, YENI, asked
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

office = scenario(SIGNERS)

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


def appointed(
    officer: By = YENI,
    since: date = MONDAY,
    until: date | None = None,
    certificate: str | None = "first",
    title: SignerTitle = SignerTitle.DEFINITIF,
) -> SignerAppointed:
    return SignerAppointed(
        officer=officer.id,
        title=title,
        since=since,
        until=until,
        certificate=certificate,
        by=HASAN,
        occurred_at=NOON,
    )


def appoint(since: date = MONDAY, until: date | None = None) -> Appoint:
    return Appoint(
        **asked(HASAN),
        officer=YENI.id,
        title=SignerTitle.DEFINITIF,
        since=since,
        until=until,
        certificate="first",
    )


def certificate_on(day: date, *appointments: SignerAppointed) -> str | None:
    found = standing(history(*appointments)).appointment(YENI.id, day)
    return found.certificate if found else None


# ---------------------------------------------------------------- appointing


def test_a_signer_is_appointed_from_a_day_on() -> None:
    office.when(appoint()).then(appointed())


def test_an_acting_head_is_appointed_for_so_long() -> None:
    office.when(appoint(until=FRIDAY)).then(appointed(until=FRIDAY))


def test_an_appointment_of_one_day_is_one() -> None:
    office.when(appoint(until=MONDAY)).then(appointed(until=MONDAY))


def test_no_appointment_ends_before_it_begins() -> None:
    office.when(appoint(since=FRIDAY, until=MONDAY)).then_refused(EndsBeforeItBegins)


def test_appointing_asked_twice_appoints_once() -> None:
    office.after(appoint()).when(appoint()).then_nothing()


# ---------------------------------------------------------------- on which day


def test_nobody_signs_whom_nobody_appointed() -> None:
    assert not standing(()).may_sign(YENI.id, TODAY)
    assert not standing(history(appointed(TAUFIK))).may_sign(YENI.id, TODAY)


@pytest.mark.parametrize(
    ("day", "may"), [(date(2026, 3, 2), False), (TUESDAY, True), (FRIDAY, True), (date(2026, 3, 7), False)]
)
def test_an_appointment_holds_from_its_first_day_to_its_last(day: date, may: bool) -> None:
    assert standing(history(appointed(since=TUESDAY, until=FRIDAY))).may_sign(YENI.id, day) is may


def test_an_appointment_recorded_ahead_replaces_nothing_before_its_day() -> None:
    both = appointed(since=MONDAY), appointed(since=FRIDAY, certificate="renewed")
    assert certificate_on(TUESDAY, *both) == "first"
    assert certificate_on(FRIDAY, *both) == "renewed"


def test_an_appointment_recorded_again_with_an_end_has_that_end() -> None:
    both = appointed(since=MONDAY), appointed(since=MONDAY, until=TUESDAY)
    assert certificate_on(TUESDAY, *both) == "first"
    assert certificate_on(FRIDAY, *both) is None


def test_an_acting_head_signs_beside_the_head() -> None:
    together = standing(history(appointed(YENI), appointed(TAUFIK, title=SignerTitle.PLH, until=FRIDAY)))
    assert together.may_sign(YENI.id, TUESDAY)
    assert together.may_sign(TAUFIK.id, TUESDAY)


# ---------------------------------------------------------------- nobody can


def test_signing_stands_still_once_somebody_says_so() -> None:
    office.when(ReportUnavailable(**asked(HASAN))).then(signer_unavailable())


def test_a_second_colleague_who_says_so_adds_nothing() -> None:
    office.given(signer_unavailable()).when(ReportUnavailable(**asked(MARNI))).then_nothing()


def test_signing_goes_on_once_somebody_says_so() -> None:
    office.given(signer_unavailable()).when(ReportBack(**asked(MARNI))).then(signer_back(by=MARNI))
    office.when(ReportBack(**asked(HASAN))).then_nothing()
    office.given(signer_unavailable(), signer_back()).when(ReportBack(**asked(HASAN))).then_nothing()


def test_it_may_stand_still_again() -> None:
    again = office.given(signer_unavailable(), signer_back())
    again.when(ReportUnavailable(**asked(MARNI))).then(signer_unavailable(by=MARNI))


def test_an_appointment_says_nothing_about_whether_signing_stands_still() -> None:
    office.given(signer_unavailable(), appointed()).when(ReportUnavailable(**asked(HASAN))).then_nothing()
