"""Which name stands on the log for which class? ("BerkasVerified.v1" ⇄ class; upcasts live here, in code)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import msgspec
from typing_extensions import dataclass_transform

from shared.contracts.fact import Fact
from shared.contracts.vocabulary import Desk

F = TypeVar("F", bound=Fact)

_CLASSES: dict[str, type[Fact]] = {}
_UPCASTS: Mapping[str, Callable[[bytes], tuple[str, bytes]]] = {}
"""Old name → (newer name, rewritten bytes). A `.v2` is read by one release before any release writes it."""


class UnknownFact(LookupError):  # noqa: N818
    """No class of this release bears this name."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(desk: Desk, *, announced: bool = False, version: int = 1) -> Callable[[type[F]], type[F]]:
    """Make a class a fact: frozen, slotted, keyword-only, known under its versioned name.

    `announced` facts may be subscribed to by other desks; the others are the desk's own.
    """

    def register(cls: type[F]) -> type[F]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.NAME = f"{cls.__name__}.v{version}"
        made.DESK = desk
        made.ANNOUNCED = announced
        if made.NAME in _CLASSES and _CLASSES[made.NAME].__module__ != made.__module__:
            raise TypeError(f"two facts are named {made.NAME}")
        _CLASSES[made.NAME] = made
        return made

    return register


def all_facts() -> Mapping[str, type[Fact]]:
    """Every fact of the published language, by name."""
    return _CLASSES


@cache
def _decoder(cls: type[Fact]) -> msgspec.json.Decoder[Fact]:
    return msgspec.json.Decoder(cls, strict=False)


def encode(recorded: Fact) -> bytes:
    """The bytes that rest on the log: JSON, fields in the order of the class."""
    return msgspec.json.encode(recorded)


def decode(name: str, state: bytes) -> Fact:
    """A stored fact as today's class. Unknown fields are ignored, so that rolling deploys read each other.

    Raises:
        UnknownFact: no class bears the name.
        msgspec.ValidationError: the bytes are not such a fact.
    """
    while upcast := _UPCASTS.get(name):
        name, state = upcast(state)
    try:
        cls = _CLASSES[name]
    except KeyError:
        raise UnknownFact(name) from None
    return _decoder(cls).decode(state)
