"""Which class does a name on the log stand for? ("BerkasVerified.v1" ⇄ class; upcasts live here, in code)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import msgspec

from shared.contracts import any_desk, delivery, entry, intake, oversight, signing, verification
from shared.contracts.fact import Fact, named_facts
from shared.contracts.vocabulary import Desk

MODULES = (intake, verification, entry, signing, delivery, oversight, any_desk)

_UPCASTS: Mapping[str, Callable[[bytes], tuple[str, bytes]]] = {}
"""Old name → (newer name, rewritten bytes). A `.v2` is read by one release before any release writes it."""


class UnknownFact(LookupError):  # noqa: N818 - the house's word
    """No class of this release bears this name."""


def all_facts() -> Mapping[str, type[Fact]]:
    """Every fact of the published language, by name."""
    return named_facts()


def sayable(desk: Desk) -> frozenset[str]:
    """The names this desk has the right to record: its own and those of any desk."""
    return frozenset(name for name, cls in all_facts().items() if cls.DESK in (desk, None))


@cache
def _decoder(cls: type[Fact]) -> msgspec.json.Decoder[Fact]:
    return msgspec.json.Decoder(cls, strict=False)


def encode(fact: Fact) -> bytes:
    """The bytes that rest on the log: JSON, fields in the order of the class."""
    return msgspec.json.encode(fact)


def decode(name: str, state: bytes) -> Fact:
    """A stored fact as today's class. Unknown fields are ignored, so that rolling deploys read each other.

    Raises:
        UnknownFact: no class bears the name.
        msgspec.ValidationError: the bytes are not such a fact.
    """
    while upcast := _UPCASTS.get(name):
        name, state = upcast(state)
    try:
        cls = named_facts()[name]
    except KeyError:
        raise UnknownFact(name) from None
    return _decoder(cls).decode(state)
