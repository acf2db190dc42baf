"""Can officers sign in, and can nobody else?"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from shared.contracts.vocabulary import OfficerId, Role
from shared.web.attempts import AT_ACCOUNT, FROM_HERE, WINDOW
from shared.web.people import People
from tests.support.web import Web, hashed_cheaply, password_of, people, works_here

pytestmark = pytest.mark.spine

SITI = works_here("siti", Role.PETUGAS_VERIFIKASI, Role.KASI)
BUDI = works_here("budi", Role.OPERATOR_ENTRI)
OFFICE = people(SITI, BUDI)
WRONG = "bukan kata sandinya"


async def sign_in(
    client: httpx.AsyncClient, officer: str = "siti", password: str | None = None, kind: str = "token"
) -> httpx.Response:
    body = {"officer": officer, "password": password or password_of(officer), "kind": kind}
    return await client.post("/session", json=body)


async def test_an_officer_signs_in_and_is_known(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE))
    opened = await sign_in(client)
    assert opened.status_code == 201
    who = {"id": "siti", "name": "Siti", "roles": ["kasi", "petugas_verifikasi"]}
    assert opened.json()["officer"] == who
    known = await client.get("/session", headers={"Authorization": f"Bearer {opened.json()['token']}"})
    assert known.json() == who


async def test_without_a_session_nobody_is_known(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE))
    for headers in ({}, {"Authorization": "Bearer made-up"}, {"Authorization": "Basic c2l0aTp4"}):
        answer = await client.get("/session", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_a_wrong_name_is_told_as_a_wrong_password_is(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE))
    wrong_name, wrong_password = await sign_in(client, "tidak-ada"), await sign_in(client, password=WRONG)
    assert wrong_name.status_code == wrong_password.status_code == 401
    assert wrong_name.json() | {"request_id": ""} == wrong_password.json() | {"request_id": ""}
    assert wrong_name.json()["code"] == "wrong_login"


# ---------------------------------------------------------------- browsers


async def test_a_browser_gets_its_token_where_no_script_finds_it(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE, secure=True))
    opened = await sign_in(client, kind="cookie")
    cookie = opened.headers["Set-Cookie"]
    assert opened.json()["token"] is None
    assert cookie.startswith("__Host-berkas=")
    for guard in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert guard in cookie
    assert "Domain" not in cookie


async def test_the_cookie_is_a_session_until_signing_out(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE))
    await sign_in(client, kind="cookie")
    cookie = dict(client.cookies)
    assert (await client.get("/session")).status_code == 200
    assert (await client.delete("/session")).status_code == 204
    assert not client.cookies
    client.cookies.update(cookie)
    assert (await client.get("/session")).status_code == 401


@pytest.mark.parametrize(
    "sent_by", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "http://jahat.test"}]
)
async def test_another_sites_page_cannot_use_an_officers_cookie(web: Web, sent_by: dict[str, str]) -> None:
    client = await web.client(web.app(here=OFFICE))
    await sign_in(client, kind="cookie")
    answer = await client.delete("/session", headers=sent_by)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    assert (await client.get("/session")).status_code == 200


@pytest.mark.parametrize("sent_by", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://kantor.test"}])
async def test_our_own_page_can(web: Web, sent_by: dict[str, str]) -> None:
    client = await web.client(web.app(here=OFFICE))
    await sign_in(client, kind="cookie")
    assert (await client.delete("/session", headers=sent_by)).status_code == 204


# ---------------------------------------------------------------- the end of a session


async def test_signing_out_everywhere_ends_every_session(web: Web) -> None:
    app = web.app(here=OFFICE)
    here, there = await web.officer(app, "siti"), await web.officer(app, "siti")
    assert (await here.delete("/session", params={"everywhere": True})).status_code == 204
    assert (await there.get("/session")).status_code == 401


async def test_an_officer_who_leaves_is_out_at_once_and_stays_out(web: Web) -> None:
    officers = dict(OFFICE.officers)
    app = web.app(here=People(officers))
    siti, budi = await web.officer(app, "siti"), await web.officer(app, "budi")
    del officers[SITI.id]
    assert (await siti.get("/session")).status_code == 401
    officers[SITI.id] = SITI
    assert (await siti.get("/session")).status_code == 401
    assert (await budi.get("/session")).status_code == 200


async def test_a_new_password_ends_every_session_of_the_old_one(web: Web) -> None:
    officers = dict(OFFICE.officers)
    app = web.app(here=People(officers))
    siti = await web.officer(app, "siti")
    officers[OfficerId("siti")] = type(SITI)(SITI.id, SITI.name, SITI.roles, hashed_cheaply("kata sandi baru"))
    assert (await siti.get("/session")).status_code == 401


# ---------------------------------------------------------------- guessing


async def test_guessing_is_stopped_and_says_for_how_long(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE))
    for _ in range(FROM_HERE):
        assert (await sign_in(client, password=WRONG)).status_code == 401
    web.clock.later(timedelta(minutes=5))
    stopped = await sign_in(client)
    assert (stopped.status_code, stopped.json()["code"]) == (429, "too_many_tries")
    assert stopped.headers["Retry-After"] == "600"
    web.clock.later(timedelta(minutes=10))
    assert (await sign_in(client)).status_code == 201


async def test_many_guesses_at_once_count_as_many(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE))
    answers = await asyncio.gather(*(sign_in(client, password=WRONG) for _ in range(3 * FROM_HERE)))
    assert [answer.status_code for answer in answers].count(401) <= FROM_HERE


async def test_whoever_guesses_elsewhere_locks_nobody_out_here(web: Web) -> None:
    app = web.app(here=OFFICE)
    guesser, siti = await web.client(app, address="127.0.0.8"), await web.client(app)
    for _ in range(FROM_HERE + 1):
        await sign_in(guesser, password=WRONG)
    assert (await sign_in(siti)).status_code == 201


async def test_a_guesser_with_many_addresses_is_stopped_too(web: Web) -> None:
    app = web.app(here=OFFICE)
    answers: list[int] = []
    for tried in range(AT_ACCOUNT + 1):
        client = await web.client(app, address=f"127.0.1.{tried}")
        answers.append((await sign_in(client, password=WRONG)).status_code)
    assert answers == [401] * AT_ACCOUNT + [429]


async def test_an_officer_who_slips_and_then_remembers_starts_anew(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE))
    for _ in range(3):
        for _ in range(FROM_HERE - 1):
            await sign_in(client, password=WRONG)
        assert (await sign_in(client)).status_code == 201


async def test_tries_are_forgotten_after_their_window(web: Web) -> None:
    client = await web.client(web.app(here=OFFICE))
    await sign_in(client, password=WRONG)
    web.clock.later(WINDOW)
    await sign_in(client, "budi", WRONG)
    assert await web.pool.fetchval("SELECT string_agg(account, ' ') FROM web.attempts") == "budi"
