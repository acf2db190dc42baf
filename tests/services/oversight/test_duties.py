"""Does whoever may do two people's work, or may do what, stand on the log, once and dated? (rule 2)."""

from __future__ import annotations

from datetime import date

import pytest

from services.oversight.decisions.office import OFFICE_RULES, ChangeRule, CombineDuties, EndsBeforeItBegins
from services.oversight.decisions.officer import RIGHTS, ChangeRights, NoteLook
from shared.contracts.oversight import DutiesCombined, RecordOpened, RightsChanged, RuleChanged
from shared.contracts.vocabulary import Desk, Role, RuleKind
from tests.support.people import BERKAS, HASAN, NOON, SITI, TONI, YENI, asked
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

OFFICE = scenario(OFFICE_RULES)
OFFICER = scenario(RIGHTS)
SINCE, UNTIL = date(2026, 3, 2), date(2026, 3, 31)


# ---------------------------------------------------------------- surat tugas


def combine(
    since: date = SINCE, until: date = UNTIL, *, letter: str = "ST/7/2026", once: str = "once"
) -> CombineDuties:
    return CombineDuties(**asked(YENI, once=once), officer=SITI.id, letter=letter, since=since, until=until)


def combined(since: date = SINCE, until: date = UNTIL, *, letter: str = "ST/7/2026") -> DutiesCombined:
    return DutiesCombined(officer=SITI.id, letter=letter, since=since, until=until, by=YENI, occurred_at=NOON)


def test_a_surat_tugas_stands_on_the_log_with_its_number_and_its_days() -> None:
    OFFICE.when(combine()).then(combined())


def test_a_surat_tugas_may_be_for_one_day() -> None:
    OFFICE.when(combine(until=SINCE)).then(combined(until=SINCE))


def test_a_surat_tugas_does_not_end_before_it_begins() -> None:
    OFFICE.when(combine(until=date(2026, 3, 1))).then_refused(EndsBeforeItBegins)


def test_the_same_surat_tugas_is_put_down_once() -> None:
    OFFICE.given(combined()).when(combine(once="typed again")).then_nothing()
    OFFICE.after(combine()).when(combine()).then_nothing()


@pytest.mark.parametrize(
    "another", [combine(letter="ST/8/2026"), combine(until=date(2026, 4, 30)), combine(since=date(2026, 3, 9))]
)
def test_another_letter_or_other_days_are_another_surat_tugas(another: CombineDuties) -> None:
    OFFICE.given(combined()).when(another).then(combined(another.since, another.until, letter=another.letter))


# ---------------------------------------------------------------- rules in force


@pytest.mark.parametrize("kind", RuleKind)
def test_it_is_on_the_log_which_rule_is_in_force_since_when(kind: RuleKind) -> None:
    command = ChangeRule(**asked(YENI), kind=kind, version="2026-04-01", since=date(2026, 4, 1))
    left = RuleChanged(kind=kind, version="2026-04-01", since=date(2026, 4, 1), by=YENI, occurred_at=NOON)
    OFFICE.given(combined()).when(command).then(left)
    OFFICE.after(command).when(command).then_nothing()


# ---------------------------------------------------------------- rights, and looks


def change(*roles: Role, once: str = "once") -> ChangeRights:
    return ChangeRights(**asked(YENI, once=once), officer=SITI.id, roles=roles)


def changed(*roles: Role) -> RightsChanged:
    return RightsChanged(officer=SITI.id, roles=roles, by=YENI, occurred_at=NOON)


def test_an_officers_roles_stand_on_the_log() -> None:
    OFFICER.when(change(Role.PETUGAS_VERIFIKASI)).then(changed(Role.PETUGAS_VERIFIKASI))


def test_whoever_leaves_has_no_roles() -> None:
    OFFICER.given(changed(Role.PETUGAS_VERIFIKASI)).when(change()).then(changed())
    OFFICER.when(change()).then(changed())


def test_the_same_roles_in_whatever_order_change_nothing() -> None:
    both = changed(Role.OPERATOR_WA, Role.PETUGAS_KHUSUS)
    OFFICER.given(both).when(change(Role.PETUGAS_KHUSUS, Role.OPERATOR_WA)).then_nothing()


def test_roles_given_back_are_given_anew() -> None:
    given = OFFICER.given(changed(Role.KASI), changed())
    given.when(change(Role.KASI)).then(changed(Role.KASI))


def test_every_look_at_personal_data_is_recorded() -> None:
    look = NoteLook(**asked(TONI), berkas_id=BERKAS, desk=Desk.OVERSIGHT)
    opened = RecordOpened(berkas_id=BERKAS, desk=Desk.OVERSIGHT, by=TONI, occurred_at=NOON)
    OFFICER.when(look).then(opened)
    OFFICER.given(changed(Role.AUDITOR), opened).when(look).then(opened)
    OFFICER.after(look).when(look).then_nothing()


def test_a_look_changes_no_right() -> None:
    look = NoteLook(**asked(HASAN), berkas_id=BERKAS, desk=Desk.SIGNING)
    given = OFFICER.given(changed(Role.KASI)).after(look)
    given.when(change(Role.KASI, once="again")).then_nothing()
