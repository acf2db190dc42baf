"""Who may use this route? Each names its roles, or says that anyone may; an app with a silent route does not start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from fastapi import FastAPI, params
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from shared.contracts.fact import By
from shared.contracts.vocabulary import Role
from shared.web.access import SignedIn, signed_in
from shared.web.errors import NotYourRole
from shared.web.people import HELD_BY_OFFICERS


@dataclass(frozen=True, slots=True)
class Acting:
    """A dependency: the officer, in the first of these roles that she holds."""

    roles: tuple[Role, ...]

    async def __call__(self, who: SignedIn) -> By:
        for role in self.roles:
            if role in who.roles:
                return By(who.id, role)
        raise NotYourRole(needed=self.roles)


def officer(*roles: Role) -> params.Depends:
    """Who acts, in one of these roles: stands in the annotation of a route's parameter of type `By`."""
    return params.Depends(Acting(roles))


def anyone() -> None:
    """A dependency that says: this route is for everybody, signed in or not."""


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one path, and who may use it; None: nobody said."""

    method: str
    path: str
    roles: frozenset[Role] | None


def routes(app: FastAPI) -> Iterator[Route]:
    """Every route of the app; no roles means everybody, signed in or not."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            roles = _roles(context.dependant)
            for method in sorted(context.methods or ()):
                yield Route(method, context.path or "", roles)


def _roles(dependant: Dependant) -> frozenset[Role] | None:
    for inner in dependant.dependencies:
        call = cast("object", inner.call)
        if isinstance(call, Acting):
            return frozenset(call.roles)
        if call is anyone:
            return frozenset()
        if call is signed_in:
            return HELD_BY_OFFICERS
    return None
