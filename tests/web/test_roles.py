"""Does a route let in the roles it names, and does none stay silent?"""

from __future__ import annotations

from typing import Annotated

import pytest
from fastapi import APIRouter, Depends

from shared.contracts.fact import By
from shared.contracts.vocabulary import Role
from shared.web.app import DeskRoutes, UnguardedRoute
from shared.web.roles import anyone, officer
from tests.support.web import EVERYBODY, Web, admitted, people, works_here

pytestmark = pytest.mark.spine

router = APIRouter()
OFFICERS = [next(iter(known.roles)) for known in EVERYBODY.officers.values()]


@router.post("/validate")
async def validate(by: Annotated[By, officer(Role.KASI, Role.KADIS)]) -> dict[str, str]:
    return {"id": by.id, "role": by.role}


@router.get("/hours", dependencies=[Depends(anyone)])
async def hours() -> str:
    return "07.30 sampai 16.00"


DESK = DeskRoutes(name="meja", router=router)


async def test_nobody_without_a_session_gets_in(web: Web) -> None:
    answer = await (await web.client(web.app(DESK))).post("/meja/validate")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_an_officer_of_another_role_is_told_whose_it_is(web: Web) -> None:
    budi = await web.officer(web.app(DESK), "operator_entri")
    answer = await budi.post("/meja/validate")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_your_role")
    assert answer.json()["title"] == "Tindakan ini hanya untuk: Kasi Teknis, Kepala Dinas."
    assert answer.json()["reason"] == {"needed": ["kasi", "kadis"]}


async def test_an_officer_of_several_roles_acts_in_the_first_that_the_route_names(web: Web) -> None:
    app = web.app(DESK, here=people(works_here("hasan", Role.AUDITOR, Role.KADIS)))
    answer = await (await web.officer(app, "hasan")).post("/meja/validate")
    assert answer.json() == {"id": "hasan", "role": "kadis"}


async def test_each_route_admits_whom_it_names_and_nobody_else(web: Web) -> None:
    app = web.app(DESK)
    clients = {role: await web.officer(app, role) for role in OFFICERS}
    table = await admitted(app, clients.__getitem__, OFFICERS)
    assert table["POST", "/meja/validate"] == {Role.KASI, Role.KADIS}
    assert table["GET", "/meja/hours"] == set(OFFICERS)


async def test_what_is_for_everybody_asks_for_no_session(web: Web) -> None:
    answer = await (await web.client(web.app(DESK))).get("/meja/hours")
    assert answer.status_code == 200


async def test_an_app_with_a_route_for_nobody_in_particular_does_not_start(web: Web) -> None:
    silent = APIRouter()

    @silent.get("/open-door")
    async def open_door() -> None: ...

    with pytest.raises(UnguardedRoute, match="GET /meja/open-door"):
        web.app(DeskRoutes(name="meja", router=silent))
