"""How does an error look on the wire? One shape for all (RFC 9457), a code for machines, a sentence for officers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import cast

from starlette.responses import JSONResponse

from shared.contracts.fact import By
from shared.errors import BerkasError, Conflict, Refused, Unavailable
from shared.web.errors import NotServed, NotSignedIn, TooManyTries, WrongLogin

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Field:
    """One field that breaks one rule; never the value."""

    field: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`code` is for machines and never changes; `title` is for people. `reason`: who did what, when."""

    status: int
    code: str
    title: str
    reason: Mapping[str, object] = field(default_factory=dict[str, object])
    fields: Sequence[Field] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def response(self, request_id: str) -> JSONResponse:
        return JSONResponse(
            {
                "status": self.status,
                "code": self.code,
                "title": self.title,
                "reason": dict(self.reason),
                "fields": [{"field": one.field, "rule": one.rule, "message": one.message} for one in self.fields],
                "request_id": request_id,
            },
            self.status,
            self.headers,
            MEDIA_TYPE,
        )


def status_of(error: BerkasError) -> int:
    """House rule 9."""
    match error:
        case NotServed():
            return error.status
        case Refused() | Conflict():
            return 409
        case Unavailable():
            return 503
        case _:
            return 500


def headers_of(error: BerkasError) -> Mapping[str, str]:
    match error:
        case Unavailable() | TooManyTries():
            return {"Retry-After": str(max(1, round(error.retry_after)))}
        case NotSignedIn() | WrongLogin():
            return {"WWW-Authenticate": "Bearer"}
        case _:
            return {}


def reason_of(error: BerkasError) -> Mapping[str, object]:
    """The reasons a machine can use; what is of no plain kind stays here."""
    return {name: plain for name, value in error.reason.items() if (plain := _plain(value)) is not None}


def _plain(value: object) -> object:
    match value:
        case By(officer, role):
            return {"id": officer, "role": role.value}
        case datetime() | date():
            return value.isoformat()
        case Enum():
            return value.value
        case str() | int() | float():
            return value
        case tuple() | frozenset():
            several = cast("Collection[object]", value)
            return [plain for one in several if (plain := _plain(one)) is not None]
        case _:
            return None
