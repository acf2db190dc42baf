"""What happens to every request? A name for it, a limit on it, headers for browsers, and no detail of any bug."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import structlog
from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.web.problems import Body, problem

_LOG = structlog.get_logger(__name__)

ROOT = Path(__file__).parents[2]
REQUEST_ID = "X-Request-ID"
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
MOST_BYTES = 256 * 1024
"""The body of a request that is not an upload."""
_TOO_LARGE = 413

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_HTTPS_HEADERS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


@dataclass(slots=True)
class Allowance:
    """How many bytes of body a request may still bring; a route that takes uploads raises `most`."""

    most: int
    spent: int = 0

    def spend(self, count: int) -> None:
        """Count what has come.

        Raises:
            HTTPException: 413; of this kind, because FastAPI takes any other for a body it cannot parse.
        """
        self.spent += count
        if self.spent > self.most:
            raise HTTPException(_TOO_LARGE)


def allowance_of(request: Request) -> Allowance:
    return cast("Allowance", request.state.allowance)


def request_id_of(request: Request) -> str:
    return cast("str", request.state.request_id)


class Wrapping:
    """Wraps a request: gives it an id and an allowance, and its answer the headers."""

    def __init__(self, app: ASGIApp, *, new_id: Callable[[], str], secure: bool) -> None:
        self._app = app
        self._new_id = new_id
        self._headers: Mapping[str, str] = _HEADERS | (_HTTPS_HEADERS if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, allowance = self._id_of(scope), Allowance(MOST_BYTES)
        scope.setdefault("state", {}).update(request_id=request_id, allowance=allowance)

        async def counted() -> Message:
            message = await receive()
            allowance.spend(len(message.get("body", b"")))
            return message

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers[REQUEST_ID] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._app(scope, counted, dressed)

    def _id_of(self, scope: Scope) -> str:
        """The caller's own, so that a proxy's log and ours speak of the same request; else a new one."""
        theirs = Headers(scope=scope).get(REQUEST_ID, "")
        return theirs if _REQUEST_ID.fullmatch(theirs) else self._new_id()


class BrokenOff(Exception):  # noqa: N818 - never a state of affairs
    """A bug after the answer had begun; its details are on the log, under the request's id."""


class Incidents:
    """Answers a bug with its request's id, and logs where it was, never what it said: messages carry personal data."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if scope["type"] != "http":
                raise
            _LOG.error("incident", kind=type(error).__qualname__, where=where(error))
            if begun:
                raise BrokenOff from None
            await _sorry(request_id_of(Request(scope)))(scope, receive, send)


def _sorry(request_id: str) -> JSONResponse:
    title = f"Terjadi kesalahan di sistem. Sampaikan kode ini kepada petugas TI: {request_id}."
    return problem(Body(status=500, code="incident", title=title, request_id=request_id))


def where(error: BaseException) -> list[str]:
    """The lines it came through, the last first, as `file:line function`."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames)]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
