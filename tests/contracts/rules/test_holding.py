"""Is it visible who holds a berkas at a desk, and may colleagues take, note and propose alike at every desk?"""

from __future__ import annotations

from typing import Any

import pytest

from services.delivery.decisions.berkas import DELIVERY
from services.entry.decisions.berkas import ENTRY
from services.intake.decisions.berkas import INTAKE
from services.signing.decisions.berkas import SIGNING
from services.verification.decisions import VERIFICATION
from shared.contracts.any_desk import BerkasReleased, BerkasTaken, NoteAdded, RejectionProposed
from shared.contracts.fact import By
from shared.contracts.rules.holding import AddNote, HeldByAnother, HoldingCommand, ProposeRejection, Release, Take
from shared.contracts.rules.journey import NeverCame, SignedAlready, Stage
from shared.contracts.vocabulary import Desk, RejectReason, Role
from shared.decider import Decider
from shared.errors import Refused
from tests.support.builders import (
    document_signed,
    found_complete,
    found_incomplete,
    rejection_proposed,
    returned,
    supplemented,
)
from tests.support.histories import up_to_signer
from tests.support.people import BERKAS, DEWI, KARTU, KUTIPAN, NOON, SITI, asked, sealed
from tests.support.scenario import scenario
from tests.support.stages import HISTORIES

pytestmark = pytest.mark.spine

DESKS: dict[Desk, Decider[Any, Any, Any]] = {
    Desk.INTAKE: INTAKE,
    Desk.VERIFICATION: VERIFICATION,
    Desk.ENTRY: ENTRY,
    Desk.SIGNING: SIGNING,
    Desk.DELIVERY: DELIVERY,
}
HERE: dict[Desk, set[Stage]] = {
    Desk.INTAKE: {Stage.AT_INTAKE, Stage.WITH_APPLICANT},
    Desk.VERIFICATION: {Stage.AT_VERIFICATION},
    Desk.ENTRY: {Stage.AT_ENTRY, Stage.DRAFTING, Stage.AT_KASI},
    Desk.SIGNING: {Stage.AT_KASI, Stage.AT_SIGNER},
    Desk.DELIVERY: {Stage.AT_DELIVERY},
}
"""Entry may draw a draft again that lies before the Kasi, so it may hold it, too."""
AT_A_DESK = [(desk, stage) for desk, stages in HERE.items() for stage in sorted(stages)]
ELSEWHERE = [(desk, stage) for desk, here in HERE.items() for stage in Stage if stage not in {*here, Stage.NOWHERE}]


def take(*, by: By = SITI, over: bool = False, once: str = "taking") -> Take:
    return Take(**asked(by, once=once), over=over)


def release(*, by: By = SITI) -> Release:
    return Release(**asked(by, once="releasing"))


def note() -> AddNote:
    return AddNote(**asked(SITI), note=sealed("lihat KK"))


def propose() -> ProposeRejection:
    return ProposeRejection(**asked(SITI), reason=RejectReason.AKTA_EXISTS, note=sealed("akta sudah ada"))


def taken(desk: Desk = Desk.VERIFICATION, *, by: By = SITI) -> BerkasTaken:
    return BerkasTaken(berkas_id=BERKAS, desk=desk, by=by, occurred_at=NOON)


def released(desk: Desk = Desk.VERIFICATION, *, by: By = SITI) -> BerkasReleased:
    return BerkasReleased(berkas_id=BERKAS, desk=desk, by=by, occurred_at=NOON)


# ---------------------------------------------------------------- at every desk alike


@pytest.mark.parametrize(("desk", "stage"), AT_A_DESK)
def test_who_works_where_a_berkas_lies_takes_it_and_notes(desk: Desk, stage: Stage) -> None:
    given = scenario(DESKS[desk]).given(*HISTORIES[stage])
    given.when(take()).then(taken(desk))
    given.given(taken(desk)).when(release()).then(released(desk))
    given.when(note()).then(NoteAdded(berkas_id=BERKAS, desk=desk, note=sealed("lihat KK"), by=SITI, occurred_at=NOON))


@pytest.mark.parametrize(("desk", "stage"), [(desk, stage) for desk, stage in AT_A_DESK if desk is not Desk.DELIVERY])
def test_every_desk_before_the_signature_may_propose_to_reject(desk: Desk, stage: Stage) -> None:
    scenario(DESKS[desk]).given(*HISTORIES[stage]).when(propose()).then(rejection_proposed(desk))


def test_nobody_proposes_to_reject_what_is_signed_even_in_part() -> None:
    scenario(DELIVERY).given(*HISTORIES[Stage.AT_DELIVERY]).when(propose()).then_refused(SignedAlready)
    half_signed = (*up_to_signer(KUTIPAN, KARTU), document_signed(KUTIPAN))
    scenario(SIGNING).given(*half_signed).when(propose()).then_refused(SignedAlready)


@pytest.mark.parametrize(("desk", "stage"), ELSEWHERE)
def test_nobody_takes_notes_or_proposes_where_it_does_not_lie(desk: Desk, stage: Stage) -> None:
    given = scenario(DESKS[desk]).given(*HISTORIES[stage])
    for command in (take(), release(), note(), propose()):
        assert isinstance(refusal(given.judge, command), Refused)


@pytest.mark.parametrize("desk", HERE)
def test_nobody_takes_what_never_came(desk: Desk) -> None:
    scenario(DESKS[desk]).when(take()).then_refused(NeverCame)


def refusal(judge: Any, command: HoldingCommand) -> Refused:
    with pytest.raises(Refused) as refused:
        judge(command)
    return refused.value


# ---------------------------------------------------------------- holding

WAITING = scenario(VERIFICATION).given(*HISTORIES[Stage.AT_VERIFICATION])


def test_taking_what_one_holds_says_nothing() -> None:
    WAITING.given(taken()).when(take(once="again")).then_nothing()


def test_a_colleague_is_told_who_holds_it() -> None:
    WAITING.given(taken(by=DEWI)).when(take()).then_refused(HeldByAnother, by=DEWI)


def test_what_a_colleague_holds_who_is_away_is_taken_over_visibly() -> None:
    WAITING.given(taken(by=DEWI)).when(take(over=True)).then(taken())


def test_the_same_person_holds_it_in_whatever_role() -> None:
    as_kasi = By(SITI.id, Role.KASI)
    WAITING.given(taken()).when(take(by=as_kasi)).then_nothing()
    WAITING.given(taken()).when(release(by=as_kasi)).then(released(by=as_kasi))


def test_only_who_holds_it_puts_it_back() -> None:
    WAITING.given(taken(by=DEWI)).when(release()).then_refused(HeldByAnother, by=DEWI)


def test_putting_back_what_nobody_holds_says_nothing() -> None:
    WAITING.when(release()).then_nothing()
    WAITING.given(taken(), released()).when(release()).then_nothing()


def test_what_was_put_back_is_anybodys() -> None:
    WAITING.given(taken(by=DEWI), released(by=DEWI)).when(take()).then(taken())


def test_nobody_holds_what_went_away_and_came_back() -> None:
    came_back = WAITING.given(taken(by=DEWI), returned(), supplemented(), found_complete())
    came_back.when(take()).then(taken())


def test_each_desk_holds_for_itself() -> None:
    at_kasi = scenario(SIGNING).given(*HISTORIES[Stage.AT_KASI], taken(Desk.ENTRY, by=DEWI))
    at_kasi.when(take()).then(taken(Desk.SIGNING))


def test_a_supplement_takes_nothing_from_anybodys_hands() -> None:
    at_intake = scenario(INTAKE).given(*HISTORIES[Stage.AT_INTAKE], taken(Desk.INTAKE, by=DEWI), supplemented())
    at_intake.when(take()).then_refused(HeldByAnother, by=DEWI)
    assert scenario(INTAKE).given(*HISTORIES[Stage.AT_INTAKE], taken(), found_incomplete()).state.journey.holders == {}


# ---------------------------------------------------------------- asked twice


@pytest.mark.parametrize("command", [take(), note(), propose()], ids=["take", "note", "propose"])
def test_the_same_press_twice_is_one_also_where_it_has_gone_on(command: HoldingCommand) -> None:
    WAITING.after(command).when(command).then_nothing()
    WAITING.after(command).given(returned()).when(command).then_nothing()


def test_a_proposal_names_the_desk_and_the_reason() -> None:
    [proposed] = WAITING.judge(propose())
    assert isinstance(proposed, RejectionProposed)
    assert (proposed.desk, proposed.reason) == (Desk.VERIFICATION, RejectReason.AKTA_EXISTS)
