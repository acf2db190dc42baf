"""Do facts written long ago decode for ever, and by every reader alike?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from shared.contracts.fact import Fact
from shared.contracts.names import UnknownFact, all_facts, decode, encode
from tests.contracts.golden import EXAMPLES, golden_names, path_of
from tests.support.strategies import any_fact

pytestmark = pytest.mark.spine

GOLDENS = golden_names()
CLASSES = pytest.mark.parametrize("cls", all_facts().values(), ids=all_facts())
FILES = pytest.mark.parametrize("name", GOLDENS)


@cache
def adapter(cls: type[Fact]) -> TypeAdapter[Fact]:
    return TypeAdapter(cls)


def golden(name: str) -> bytes:
    return path_of(name).read_bytes()


def boxes(value: object) -> Iterator[str]:
    """Every sealed box in the JSON."""
    match value:
        case {"box": str(box)}:
            yield box
        case dict():
            for inner in cast("dict[str, object]", value).values():
                yield from boxes(inner)
        case list():
            for inner in cast("list[object]", value):
                yield from boxes(inner)
        case _:
            return


def with_a_stranger_everywhere(value: object) -> object:
    """The same JSON, every object with one more field, as a later release might write it."""
    match value:
        case dict():
            known = cast("dict[str, object]", value)
            return {name: with_a_stranger_everywhere(inner) for name, inner in known.items()} | {"kelak": [1]}
        case list():
            return [with_a_stranger_everywhere(inner) for inner in cast("list[object]", value)]
        case _:
            return value


# ---------------------------------------------------------------- the golden files


def test_every_fact_has_a_golden_file_and_every_file_a_fact() -> None:
    """A new fact: add an example to tests/contracts/golden, then `python -m tests.contracts.golden`."""
    assert sorted(all_facts()) == GOLDENS
    assert sorted(EXAMPLES) == GOLDENS


@FILES
def test_a_golden_file_decodes_to_its_fact(name: str) -> None:
    assert decode(name, golden(name)) == EXAMPLES[name]


@FILES
def test_what_is_written_today_is_what_the_golden_file_says(name: str) -> None:
    written = cast("dict[str, object]", json.loads(encode(EXAMPLES[name])))
    assert {key: written[key] for key in json.loads(golden(name))} == json.loads(golden(name))


@FILES
def test_a_golden_file_leaves_no_field_to_its_default(name: str) -> None:
    assert None not in json.loads(golden(name)).values()
    assert [] not in json.loads(golden(name)).values()


@FILES
def test_fields_of_a_later_release_are_ignored(name: str) -> None:
    later = json.dumps(with_a_stranger_everywhere(json.loads(golden(name)))).encode()
    assert decode(name, later) == EXAMPLES[name]
    assert adapter(type(EXAMPLES[name])).validate_json(later) == EXAMPLES[name]


@FILES
@pytest.mark.parametrize("lost", ["by", "occurred_at"])
def test_a_fact_that_does_not_say_who_or_when_is_no_fact(name: str, lost: str) -> None:
    told = cast("dict[str, object]", json.loads(golden(name)))
    del told[lost]
    with pytest.raises(msgspec.ValidationError):
        decode(name, json.dumps(told).encode())


def test_a_name_nobody_knows_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownFact, match=r"BerkasForgotten\.v1"):
        decode("BerkasForgotten.v1", b"{}")


# ---------------------------------------------------------------- msgspec and pydantic are two readers of one language


@FILES
def test_both_readers_read_the_same(name: str) -> None:
    assert adapter(type(EXAMPLES[name])).validate_json(golden(name)) == decode(name, golden(name))


@FILES
def test_both_writers_write_the_same(name: str) -> None:
    assert adapter(type(EXAMPLES[name])).dump_json(EXAMPLES[name]) == encode(EXAMPLES[name])


# ---------------------------------------------------------------- anything


@CLASSES
@settings(max_examples=15)
@given(data=st.data())
def test_any_fact_comes_back_as_it_was_written(cls: type[Fact], data: st.DataObject) -> None:
    fact = data.draw(any_fact(cls))
    written = encode(fact)
    assert decode(cls.NAME, written) == fact
    assert adapter(cls).validate_json(written) == fact


# ---------------------------------------------------------------- sealed values


@FILES
def test_nothing_sealed_shows_in_a_repr(name: str) -> None:
    fact = EXAMPLES[name]
    shown = f"{fact!r} {fact!s}"
    assert not [box for box in boxes(json.loads(golden(name))) if box in shown]


def test_the_golden_files_do_hold_sealed_boxes() -> None:
    assert sum(1 for name in GOLDENS for _ in boxes(json.loads(golden(name)))) > len(GOLDENS) / 3
