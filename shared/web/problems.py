"""How does an error look on the wire? One shape for all (RFC 9457), a code for machines, a sentence for officers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, cast

from pydantic import BaseModel
from starlette.responses import JSONResponse

from shared.contracts.fact import By
from shared.errors import BerkasError, Conflict, Refused, Unavailable
from shared.web.errors import NotServed, NotSignedIn, TooManyTries, WrongLogin

MEDIA_TYPE = "application/problem+json"


class Field(BaseModel):
    """One field that breaks one rule; never the value."""

    field: str
    rule: str
    message: str


class Body(BaseModel):
    """`code` is for programs and never changes; `title` is for officers. `reason`: who did what, when."""

    status: int
    code: str
    title: str
    reason: Mapping[str, Any] = {}
    fields: Sequence[Field] = ()
    request_id: str


RESPONSES: dict[int | str, dict[str, Any]] = {
    401: {"model": Body, "description": "Belum masuk"},
    403: {"model": Body, "description": "Bukan wewenang Anda"},
    404: {"model": Body, "description": "Tidak ditemukan"},
    409: {"model": Body, "description": "Ditolak pada keadaan sekarang: siapa berbuat apa, kapan"},
    422: {"model": Body, "description": "Isian yang belum benar"},
    503: {"model": Body, "description": "Coba lagi; lihat Retry-After"},
}
"""What any route may answer, for OpenAPI."""


def problem(body: Body, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(body.model_dump(mode="json"), body.status, headers, MEDIA_TYPE)


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
