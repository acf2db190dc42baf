"""What does another system find on the bus? Every announced fact, as an AsyncAPI 3.0 document made from the classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from shared.contracts.fact import Envelope, Fact
from shared.contracts.vocabulary import Desk

Json: TypeAlias = Mapping[str, Any]

_PLACE = "#/components/schemas/{model}"
_ABOUT = (
    "Facts of a civil-registration office, in one order: a fact's JetStream sequence is its position on the log. "
    "Personal data are sealed."
)


def asyncapi(facts: Iterable[type[Fact]]) -> Json:
    """The document: a channel per fact, its payload the envelope and the fact."""
    announced = sorted((fact for fact in facts if fact.ANNOUNCED), key=lambda fact: fact.NAME)
    shapes = {fact.NAME: _shape(fact) for fact in announced}
    schemas: dict[str, Any] = {}
    for shape in (envelope := _shape(Envelope), *shapes.values()):
        schemas |= shape.pop("$defs", {})
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Berkas", "version": "1", "description": _ABOUT},
        "channels": {fact.NAME: _channel(fact) for fact in announced},
        "operations": {f"hear {fact.NAME}": _operation(fact) for fact in announced},
        "components": {"schemas": {**schemas, **shapes, "Envelope": envelope}},
    }


def _shape(cls: type[object]) -> dict[str, Any]:
    return TypeAdapter(cls).json_schema(ref_template=_PLACE)


def _channel(fact: type[Fact]) -> Json:
    parameters = {} if fact.DESK else {"parameters": {"desk": {"enum": [desk.value for desk in Desk]}}}
    return {
        "address": f"berkas.{fact.DESK or '{desk}'}.{fact.__name__}",
        "description": (fact.__doc__ or "").strip(),
        "messages": {fact.NAME: {"contentType": "application/json", "payload": _payload(fact)}},
        **parameters,
    }


def _payload(fact: type[Fact]) -> Json:
    """As message.py writes it."""
    parts = {"envelope": "Envelope", "fact": fact.NAME}
    return {
        "type": "object",
        "properties": {part: {"$ref": _PLACE.format(model=name)} for part, name in parts.items()},
        "required": list(parts),
    }


def _operation(fact: type[Fact]) -> Json:
    return {"action": "send", "channel": {"$ref": f"#/channels/{fact.NAME}"}}
