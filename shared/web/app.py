"""What makes one app of several desks' routes? Who may use them, what can go wrong, and how that is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Lifespan

from shared.errors import BerkasError
from shared.web import login
from shared.web.access import Access, access_of
from shared.web.errors import BodyTooLarge, MalformedJson, MethodNotAllowed, NoSuch
from shared.web.middleware import Incidents, Wrapping, allowance_of, request_id_of
from shared.web.problems import RESPONSES, Body, headers_of, problem, reason_of, status_of
from shared.web.roles import routes
from shared.web.texts import TEXTS, Texts, sentence
from shared.web.validation import fields


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRoutes:
    """What a desk brings: routes, served under `/<name>`, and the sentences for its refusals."""

    name: str
    router: APIRouter
    texts: Texts = field(default_factory=dict[type[BerkasError], str])


class UnguardedRoute(Exception):  # noqa: N818 - a bug, never a state of affairs
    """A route names no roles and does not say that anyone may use it."""


def assemble(
    desks: Sequence[DeskRoutes],
    access: Access,
    *,
    new_id: Callable[[], str],
    lifespan: Lifespan[FastAPI] | None = None,
) -> FastAPI:
    """The app of these desks, with signing in and out.

    Raises:
        UnguardedRoute: naming each.
    """
    app = FastAPI(
        title="Berkas",
        docs_url=None,
        redoc_url=None,
        responses=RESPONSES,
        lifespan=lifespan,
        dependencies=[Depends(_can_be_asked_for)],
    )
    app.state.access = access
    app.state.texts = _texts(desks)
    app.include_router(login.router)
    for desk in desks:
        app.include_router(desk.router, prefix=f"/{desk.name}", tags=[desk.name])
    _assert_guarded(app)
    app.add_exception_handler(BerkasError, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_middleware(Incidents)
    app.add_middleware(Wrapping, new_id=new_id, secure=access.secure)
    return app


def _texts(desks: Sequence[DeskRoutes]) -> Texts:
    texts: dict[type[BerkasError], str] = dict(TEXTS)
    for desk in desks:
        texts |= desk.texts
    return texts


def _assert_guarded(app: FastAPI) -> None:
    silent = [f"{route.method} {route.path}" for route in routes(app) if route.roles is None]
    if silent:
        raise UnguardedRoute(", ".join(silent))


def _can_be_asked_for(request: Request) -> None:
    """PostgreSQL keeps no NUL, so nothing here bears such a name. Raises NoSuch."""
    if any("\0" in text for text in (*request.path_params.values(), *request.query_params.values())):
        raise NoSuch


# ---------------------------------------------------------------- what went wrong


async def _told(request: Request, error: Exception) -> Response:
    return _answer(request, cast("BerkasError", error))


async def _invalid(request: Request, error: Exception) -> Response:
    faults = cast("RequestValidationError", error).errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return _answer(request, MalformedJson())
    title = "Ada isian yang belum benar."
    return problem(
        Body(status=422, code="invalid", title=title, fields=fields(faults), request_id=request_id_of(request))
    )


_HTTP: Mapping[int, Callable[[Request], BerkasError]] = {
    400: lambda _: MalformedJson(),
    404: lambda _: NoSuch(),
    405: lambda _: MethodNotAllowed(),
    413: lambda request: BodyTooLarge(most=allowance_of(request).most),
}
"""What Starlette and FastAPI raise by themselves."""


async def _http(request: Request, error: Exception) -> Response:
    http = cast("HTTPException", error)
    if http.status_code not in _HTTP:
        raise error  # nothing here raises it, so it is a bug: an incident
    response = _answer(request, _HTTP[http.status_code](request))
    response.headers.update(http.headers or {})
    return response


def _answer(request: Request, error: BerkasError) -> Response:
    texts = cast("Texts", request.app.state.texts)
    body = Body(
        status=status_of(error),
        code=error.code,
        title=sentence(error, texts, access_of(request).name_of),
        reason=reason_of(error),
        request_id=request_id_of(request),
    )
    return problem(body, headers_of(error))
