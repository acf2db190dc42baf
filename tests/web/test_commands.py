"""Can a command be sent twice, and does a decision say what its officer saw?"""

from __future__ import annotations

from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, Response

from shared.contracts.fact import By
from shared.contracts.vocabulary import Role
from shared.web.app import DeskRoutes
from shared.web.commands import CommandKey, Seen, etag
from shared.web.roles import officer
from tests.support.web import Web

pytestmark = pytest.mark.spine

router = APIRouter()
Acting = Annotated[By, officer(Role.KASI, Role.KADIS)]


@router.post("/a/command")
@router.post("/b/command")
async def command(by: Acting, key: CommandKey) -> str:
    return key


@router.get("/a")
async def show(by: Acting, response: Response) -> None:
    response.headers.update(etag(17))


@router.post("/a/decision")
async def decide(by: Acting, seen: Seen) -> int:
    return seen


@pytest.fixture
async def kasi(web: Web) -> httpx.AsyncClient:
    return await web.officer(web.app(DeskRoutes(name="meja", router=router)), "kasi")


async def ask(client: httpx.AsyncClient, key: str, berkas: str = "a") -> str:
    answer = await client.post(f"/meja/{berkas}/command", headers={"Idempotency-Key": key})
    return answer.json()


async def test_the_same_key_sent_again_is_the_same_command(kasi: httpx.AsyncClient) -> None:
    assert await ask(kasi, "tekan-1") == await ask(kasi, "tekan-1")


async def test_another_key_is_another_command(kasi: httpx.AsyncClient) -> None:
    assert await ask(kasi, "tekan-1") != await ask(kasi, "tekan-2")


async def test_a_key_used_on_another_berkas_is_another_command(kasi: httpx.AsyncClient) -> None:
    assert await ask(kasi, "tekan-1", "a") != await ask(kasi, "tekan-1", "b")


async def test_an_officer_cannot_ask_in_a_colleagues_command(web: Web) -> None:
    app = web.app(DeskRoutes(name="meja", router=router))
    kasi, kadis = await web.officer(app, "kasi"), await web.officer(app, "kadis")
    assert await ask(kasi, "tekan-1") != await ask(kadis, "tekan-1")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": ""}, {"Idempotency-Key": "x" * 201}])
async def test_a_command_without_a_key_is_refused(kasi: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await kasi.post("/meja/a/command", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "key_missing")


async def test_what_a_screen_showed_comes_back_as_what_was_seen(kasi: httpx.AsyncClient) -> None:
    shown = (await kasi.get("/meja/a")).headers["ETag"]
    decided = await kasi.post("/meja/a/decision", headers={"If-Match": shown})
    assert decided.json() == 17


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 428, "seen_missing"),
        ({"If-Match": "*"}, 400, "seen_malformed"),
        ({"If-Match": "-1"}, 400, "seen_malformed"),
    ],
)
async def test_a_decision_without_a_screen_is_refused(
    kasi: httpx.AsyncClient, headers: dict[str, str], status: int, code: str
) -> None:
    answer = await kasi.post("/meja/a/decision", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
