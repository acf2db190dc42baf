"""What might any fact hold? Hypothesis strategies made from the types of the published language."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from shared.contracts.fact import Fact
from shared.contracts.sealed import Sealed

F = TypeVar("F", bound=Fact)

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - aware by timezones


@cache
def any_fact(cls: type[F]) -> st.SearchStrategy[F]:
    """A fact of this class with anything its types allow, optional fields given or not."""
    return _built(cls)


def _built(cls: type[F]) -> st.SearchStrategy[F]:
    hints = get_type_hints(cls)
    return st.builds(cls, **{field.name: _any(hints[field.name]) for field in fields(cls)})


def _any(hint: Any) -> st.SearchStrategy[Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Sealed:
        return TEXT.map(_sealed)
    if origin is tuple:
        return st.lists(_any(args[0]), max_size=3).map(tuple)
    if origin in (Union, UnionType):
        return st.one_of(*map(_any, args))
    if isinstance(hint, NewType):
        return _any(hint.__supertype__)
    return _plain(cast("type[Any]", hint))


def _sealed(box: str) -> Sealed[object]:
    return Sealed(box)


def _plain(cls: type[Any]) -> st.SearchStrategy[Any]:
    if issubclass(cls, Enum):
        return st.sampled_from(cls)
    if is_dataclass(cls):
        return _built(cast("type[Fact]", cls))
    return {
        type(None): st.none(),
        str: TEXT,
        int: st.integers(-(2**53), 2**53),
        date: st.dates(),
        datetime: INSTANTS,
    }[cls]
