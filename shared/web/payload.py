"""What may a client send? Models that refuse what they do not know, and repeat nothing in their errors."""

from __future__ import annotations

from typing import Annotated, TypeAlias, cast

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

LONGEST_LINE = 200
LONGEST_PARAGRAPH = 4000

Line: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_LINE, pattern=r"^[^\x00-\x1f\x7f]+$")
]
"""One line of text."""
Paragraph: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_PARAGRAPH, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]+$")
]
"""Text that may have several lines."""


class Payload(BaseModel):
    """The body of a request."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def _can_be_kept(cls, value: object) -> object:
        """Also where a field has no shape of its own, as ids have none: PostgreSQL keeps no NUL."""
        if _has_nul(value):
            raise PydanticCustomError("has_nul", "tidak boleh memuat karakter NUL")
        return value


def _has_nul(value: object) -> bool:
    match value:
        case str():
            return "\0" in value
        case tuple():
            return any(map(_has_nul, cast("tuple[object, ...]", value)))
        case _:  # numbers and dates have none, and models look after themselves
            return False
