"""Is whoever comes too late told where the berkas is, and what it waits for?"""

from __future__ import annotations

from functools import reduce

import pytest

from shared.contracts.fact import Fact
from shared.contracts.rules.chain import JOURNEY_FACTS, advance
from shared.contracts.rules.journey import (
    BEFORE_SIAK,
    BEFORE_SIGNED,
    ENDED,
    Journey,
    NeverCame,
    NotHere,
    SignedAlready,
    SigningUnderWay,
    Stage,
    not_here,
    refuse_from_signing_on,
    refuse_while_signing,
)
from tests.support.builders import document_signed, signing_failed, signing_outcome_unknown, signing_started
from tests.support.histories import up_to_signer
from tests.support.people import KARTU, KUTIPAN, NOON
from tests.support.stages import HISTORIES

pytestmark = pytest.mark.spine


def after(*facts: Fact) -> Journey:
    return reduce(advance, [fact for fact in facts if isinstance(fact, JOURNEY_FACTS)], Journey())


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.NOWHERE])
def test_who_comes_too_late_is_told_where_it_is_and_who_put_it_there(stage: Stage) -> None:
    refusal = not_here(after(*HISTORIES[stage]))
    assert type(refusal) is NotHere
    assert refusal.reason == {"stage": stage, "by": HISTORIES[stage][-1].by, "at": NOON}


def test_of_a_berkas_that_never_came_only_that_is_told() -> None:
    assert type(not_here(Journey())) is NeverCame


def test_every_stage_is_before_signing_or_after_it_or_over() -> None:
    assert BEFORE_SIAK < BEFORE_SIGNED
    assert {*BEFORE_SIGNED, *ENDED, Stage.NOWHERE, Stage.AT_DELIVERY} == {*Stage}
    assert not BEFORE_SIGNED & ENDED


STARTED = (*up_to_signer(KUTIPAN, KARTU), signing_started(KARTU))


@pytest.mark.parametrize("since", [(), (signing_outcome_unknown(KARTU),)], ids=["started", "unknown"])
def test_steps_back_and_endings_wait_for_a_signature(since: tuple[Fact, ...]) -> None:
    for refuse in (refuse_while_signing, refuse_from_signing_on):
        with pytest.raises(SigningUnderWay) as refusal:
            refuse(after(*STARTED, *since))
        assert refusal.value.document_id == KARTU.document_id


def test_a_signature_that_failed_stops_nothing() -> None:
    for refuse in (refuse_while_signing, refuse_from_signing_on):
        refuse(after(*STARTED, signing_failed(KARTU)))


def test_what_is_signed_lets_the_other_go_back_but_the_berkas_not_end() -> None:
    half_signed = after(*STARTED, document_signed(KARTU))
    refuse_while_signing(half_signed)
    with pytest.raises(SignedAlready) as refusal:
        refuse_from_signing_on(half_signed)
    assert refusal.value.document_id == KARTU.document_id
