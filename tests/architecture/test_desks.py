"""Does each desk hear only what is said to it, and can it explain every refusal of its own?"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

import pytest

from shared.contracts.names import all_facts, sayable
from shared.contracts.vocabulary import Desk
from shared.errors import BerkasError, Refused
from shared.service import Service
from shared.web.errors import NotServed
from shared.web.texts import TEXTS

pytestmark = pytest.mark.spine


def service_of(desk: Desk) -> Service[Any]:
    return cast("Service[Any]", import_module(f"services.{desk}.service").SERVICE)


@pytest.mark.parametrize("desk", Desk)
def test_a_desk_hears_its_own_facts_and_what_others_announce(desk: Desk) -> None:
    announced = {name for name, fact in all_facts().items() if fact.ANNOUNCED}
    assert service_of(desk).hears <= sayable(desk) | announced


@pytest.mark.parametrize("desk", Desk)
def test_every_refusal_of_a_desk_has_a_sentence(desk: Desk) -> None:
    texts = service_of(desk).texts
    kinds = (*kinds_of(Refused), *kinds_of(NotServed))
    refusals = [refusal for refusal in kinds if refusal.__module__.startswith(f"services.{desk}.")]
    assert not [refusal.__name__ for refusal in refusals if not any(cls in texts for cls in refusal.__mro__)]


def test_every_error_of_the_web_layer_has_a_sentence() -> None:
    assert not [error.__name__ for error in kinds_of(NotServed) if error not in TEXTS]


def kinds_of(error: type[BerkasError]) -> Iterator[type[BerkasError]]:
    """All errors below this one."""
    for kind in error.__subclasses__():
        yield kind
        yield from kinds_of(kind)
