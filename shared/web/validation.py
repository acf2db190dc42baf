"""Which field breaks which rule? Said in Indonesian, and never with what was sent: it may be personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NotRequired, TypedDict, cast, get_args

from pydantic_core.core_schema import ErrorType

from shared.web.problems import Field


class Fault(TypedDict):
    """One error as pydantic tells it."""

    type: str
    loc: tuple[int | str, ...]
    msg: str
    ctx: NotRequired[Mapping[str, object]]


_WHOLE = "harus bilangan bulat"
_NUMBER = "harus bilangan"
_DATE = "harus tanggal, misalnya 2026-03-15"
_TIME = "harus waktu dengan zona, misalnya 2026-03-15T09:00:00+07:00"
_OBJECT = "harus objek JSON, dengan Content-Type: application/json"
_LIST = "harus daftar"
_CHOICE = "harus salah satu dari: {expected}"
_SHAPE = "bentuknya tidak benar"

RULES: Mapping[str, str] = {
    "missing": "wajib diisi",
    "extra_forbidden": "tidak dikenal",
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "union_tag_invalid": "harus salah satu dari: {expected_tags}",
    "union_tag_not_found": "wajib diisi",
    "string_type": "harus teks",
    "string_too_short": "paling sedikit {min_length} karakter",
    "string_too_long": "paling banyak {max_length} karakter",
    "string_pattern_mismatch": _SHAPE,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "bool_type": "harus true atau false",
    "bool_parsing": "harus true atau false",
    "greater_than": "harus lebih dari {gt}",
    "greater_than_equal": "paling kecil {ge}",
    "less_than": "harus kurang dari {lt}",
    "less_than_equal": "paling besar {le}",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _TIME,
    "datetime_parsing": _TIME,
    "datetime_from_date_parsing": _TIME,
    "timezone_aware": _TIME,
    "uuid_type": "harus UUID",
    "uuid_parsing": "harus UUID",
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "too_short": "paling sedikit {min_length} butir",
    "too_long": "paling banyak {max_length} butir",
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dataclass_type": _OBJECT,
}
"""Pydantic's kind of error → the rule, with the limits that our own models set."""

_PYDANTICS = frozenset(get_args(ErrorType))
_OURS = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")
"""What a field of ours may be called; a key that somebody made up may hold anything, and is not repeated."""


def fields(faults: Iterable[object]) -> Sequence[Field]:
    """What the client did wrong, field by field."""
    return [_field(cast("Fault", fault)) for fault in faults]


def _field(fault: Fault) -> Field:
    return Field(field=place(fault["loc"]), rule=fault["type"], message=_rule(fault))


def place(loc: Sequence[int | str]) -> str:
    """`papers.0.kind`; the first part, which says whether it is in the body, goes unless it is all there is."""
    parts = [str(part) if isinstance(part, int) or _OURS.fullmatch(part) else "?" for part in loc]
    return ".".join(parts[1:] or parts)


def _rule(fault: Fault) -> str:
    kind = fault["type"]
    if kind in RULES:
        return RULES[kind].format_map(fault.get("ctx", {})).replace(" or ", " atau ")
    if kind in _PYDANTICS:
        return _SHAPE
    return fault["msg"]  # a PydanticCustomError of our own, whose message is a constant
