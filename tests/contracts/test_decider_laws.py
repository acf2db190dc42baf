"""Which laws hold for the deciders of all desks, whatever happened, whoever asks whatever, in whatever order?"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields, replace
from functools import cache
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import DeliveryCommand
from services.entry.decisions.berkas import ENTRY
from services.entry.decisions.commands import EntryCommand
from services.entry.decisions.office import SIAK_STATUS
from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import IntakeCommand
from services.intake.decisions.visit import VISIT
from services.oversight.decisions.berkas import DEADLINES, CheckDeadlines
from services.oversight.decisions.office import OFFICE_RULES
from services.oversight.decisions.officer import RIGHTS
from services.signing.decisions.berkas import SIGNING
from services.signing.decisions.commands import SigningCommand
from services.signing.decisions.office import SIGNERS
from services.verification.decisions import VERIFICATION, VerificationCommand
from shared.contracts.command import Command
from shared.contracts.delivery import BerkasClosed
from shared.contracts.fact import Fact
from shared.contracts.names import sayable
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import Desk, DocumentId, MessageId, PhotoId
from shared.decider import Decider
from shared.errors import Refused
from tests.contracts.laws.asking_delivery import MESSAGES
from tests.contracts.laws.habits import ASKABLE, again, walk
from tests.contracts.laws.office import DESKS, Asking, Office
from tests.contracts.laws.witness import broken
from tests.support.histories import history, recorded, up_to_signer
from tests.support.people import BERKAS, KARTU, KUTIPAN, PHOTO, made_up
from tests.support.strategies import any_fact

pytestmark = pytest.mark.spine

DECIDERS: dict[str, Decider[Any, Any, Any]] = {
    "intake": INTAKE,
    "visits": VISIT,
    "verification": VERIFICATION,
    "entry": ENTRY,
    "siak": SIAK_STATUS,
    "signing": SIGNING,
    "signers": SIGNERS,
    "delivery": DELIVERY,
    "deadlines": DEADLINES,
    "rules": OFFICE_RULES,
    "rights": RIGHTS,
}
COMMANDS: dict[Desk, Any] = {
    Desk.INTAKE: IntakeCommand,
    Desk.VERIFICATION: VerificationCommand,
    Desk.ENTRY: EntryCommand,
    Desk.SIGNING: SigningCommand,
    Desk.DELIVERY: DeliveryCommand,
    Desk.OVERSIGHT: CheckDeadlines,
}

SEED = 130899
WALKS = 400
STEPS = 100


# ---------------------------------------------------------------- any history folds

IDS: dict[str, Sequence[object]] = {
    "berkas_id": (BERKAS,),
    "photo_id": (PHOTO, PhotoId(made_up("second photo"))),
    "document_id": (KUTIPAN.document_id, KARTU.document_id, DocumentId(made_up("a document of nobody's"))),
    "message_id": (*MESSAGES, MessageId(made_up("a message to nobody"))),
    "documents": ((KUTIPAN,), (KUTIPAN, KARTU), (KARTU,), ()),
    "photos": ((PHOTO,), (), (PHOTO, PhotoId(made_up("second photo")))),
}
"""What facts of one berkas speak of together; else a random history would be one of strangers."""


@cache
def one_of(facts: tuple[type[Fact], ...]) -> st.SearchStrategy[Fact]:
    return st.one_of(*(st.builds(of_one_berkas, any_fact(cls), st.integers(0, 59)) for cls in facts))


def of_one_berkas(fact: Fact, which: int) -> Fact:
    known = {field.name for field in fields(fact)} & IDS.keys()
    return replace(fact, **{name: IDS[name][which % len(IDS[name])] for name in known})


@pytest.mark.parametrize("which", DECIDERS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_history_folds(which: str, data: st.DataObject) -> None:
    decider = DECIDERS[which]
    facts = data.draw(st.lists(one_of(decider.facts), max_size=15))
    assert decider.fold(history(*facts)).version == len(facts)


@pytest.mark.parametrize("desk", Desk)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_after_any_history_a_question_leaves_facts_or_a_refusal_and_nothing_else(
    desk: Desk, data: st.DataObject
) -> None:
    office = Office()
    for version, fact in enumerate(data.draw(st.lists(one_of(DESKS[desk].facts), max_size=15)), start=1):
        office.happened(recorded(fact, version))
    for number, maker in enumerate(ASKABLE[desk]):
        asking = Asking(office, Random(number), number)  # noqa: S311 - to be repeated
        with suppress(Refused):
            assert {fact.NAME for fact in office.ask(desk, maker(asking))} <= sayable(desk)


# ---------------------------------------------------------------- walks through all desks


def numbers(seed: int) -> Sequence[int]:
    chance = Random(seed)  # noqa: S311 - the same walks in every run
    return [chance.randint(1, 2**32) for _ in range(STEPS)]


@cache
def walked() -> Sequence[Office]:
    """The same walks in every run."""
    return [walk(numbers(SEED + number)) for number in range(WALKS)]


def walked_on() -> Sequence[Office]:
    """Those that begin before the signer, where a signature is nearest: all rounds of them are about it."""
    past = up_to_signer(KUTIPAN, KARTU)
    return [walk(numbers(SEED - number)[: STEPS // 3], past=past) for number in range(1, WALKS)]


def share(*endings: type[Fact]) -> float:
    """How many walks came that far."""
    return sum(any(isinstance(fact, endings) for fact in office.facts) for office in walked()) / WALKS


def rules_broken(office: Office) -> Sequence[str]:
    return broken(office.facts, levels=office.levels, letters=office.letters)


def test_the_walks_come_far_enough_to_prove_something() -> None:
    assert share(DocumentSigned) > 0.4
    assert share(BerkasClosed) > 0.2
    said = {fact.NAME for office in walked() for fact in office.facts}
    never = {cls.NAME for decider in DESKS.values() for cls in decider.facts} - said
    assert never == set()


def test_walks_ask_everything_that_can_be_asked() -> None:
    office = Office()
    for desk, commands in COMMANDS.items():
        asked = {type(maker(Asking(office, Random(1), 1))) for maker in ASKABLE[desk]}  # noqa: S311
        assert asked == {*classes(commands)}


def classes(union: Any) -> Sequence[type[Command]]:
    return get_args(union) or (union,)


def test_no_walk_breaks_a_rule() -> None:
    assert [found for office in walked() if (found := rules_broken(office))] == []


def test_no_walk_from_before_the_signer_breaks_a_rule() -> None:
    assert [found for office in walked_on() if (found := rules_broken(office))] == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.integers(0, 2**32), min_size=STEPS // 2, max_size=STEPS))
def test_no_walk_that_anybody_can_think_of_breaks_a_rule(steps: list[int]) -> None:
    assert rules_broken(walk(steps)) == []


def test_asking_the_same_again_however_late_changes_nothing() -> None:
    for office in walked()[:100]:
        before = list(office.history)
        assert [left for _, left in again(office) if left] == []
        assert office.history == before


def test_what_is_folded_step_by_step_is_what_is_folded_at_once() -> None:
    for office in walked()[:100]:
        for desk, decider in DESKS.items():
            assert decider.fold(office.known[desk]) == office.folded[desk]
