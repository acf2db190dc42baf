"""Does the published description say what the routes really take and answer?"""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends

from shared.contracts.fact import By
from shared.contracts.vocabulary import Role
from shared.web.app import DeskRoutes
from shared.web.commands import CommandKey, Seen
from shared.web.payload import Line, Payload
from shared.web.roles import officer
from shared.web.uploads import Files, Form
from tests.support.web import Web

pytestmark = pytest.mark.spine

PHOTOS = Files(most=3, bytes_each=1000)
router = APIRouter()


class Note(Payload):
    text: Line


@router.post("/note")
async def note(body: Note, by: Annotated[By, officer(Role.KASI)], key: CommandKey, seen: Seen) -> str:
    return f"{body.text} {by.id} {key} {seen}"


@router.post("/photos", openapi_extra=PHOTOS.described("paper"))
async def photos(form: Annotated[Form, Depends(PHOTOS)], by: Annotated[By, officer(Role.KASI)]) -> int:
    return len(form.files) + len(by.id)


@pytest.fixture
async def described(web: Web) -> dict[str, Any]:
    client = await web.client(web.app(DeskRoutes(name="meja", router=router)))
    return (await client.get("/openapi.json")).json()


def test_an_error_has_one_shape_wherever_it_comes_from(described: dict[str, Any]) -> None:
    answers = described["paths"]["/meja/note"]["post"]["responses"]
    shapes = {
        status: answers[status]["content"]["application/json"]["schema"]["$ref"] for status in answers.keys() - {"200"}
    }
    assert set(shapes) == {"401", "403", "404", "409", "422", "503"}
    assert set(shapes.values()) == {"#/components/schemas/Body"}


def test_a_command_says_which_headers_it_takes(described: dict[str, Any]) -> None:
    parameters = described["paths"]["/meja/note"]["post"]["parameters"]
    assert {"idempotency-key", "if-match"} <= {one["name"].lower() for one in parameters}


def test_a_route_for_officers_asks_for_their_token(described: dict[str, Any]) -> None:
    assert described["paths"]["/meja/note"]["post"]["security"] == [{"HTTPBearer": []}]
    assert "security" not in described["paths"]["/session"]["post"]


def test_an_upload_says_what_its_form_holds(described: dict[str, Any]) -> None:
    form = described["paths"]["/meja/photos"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert set(form["properties"]) == {"files", "paper"}
