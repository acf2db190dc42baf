"""Does whoever meets an error learn what to do, a program which one it was, and nobody a word of what was sent?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

import httpx
import pytest
import structlog
from fastapi import APIRouter, Depends
from pydantic import AwareDatetime, Field

from shared.contracts.fact import By
from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import BerkasId, OfficerId, Role
from shared.errors import ChangedSinceSeen, Conflict, Refused, Unavailable
from shared.web.app import DeskRoutes
from shared.web.middleware import MOST_BYTES
from shared.web.payload import Line, Payload
from shared.web.roles import anyone
from tests.support.people import NOON
from tests.support.web import Web, people, works_here

pytestmark = pytest.mark.spine

NIK = "1308994103900001"
BOX: Sealed[str] = Sealed("Ym94")
SITI = By(OfficerId("siti"), Role.PETUGAS_VERIFIKASI)


class Warna(StrEnum):
    MERAH = "merah"
    PUTIH = "putih"


class Kertas(Payload):
    warna: Warna
    lembar: Annotated[int, Field(ge=1, le=20)]


class Isian(Payload):
    nama: Line
    kertas: list[Kertas]
    waktu: AwareDatetime | None = None


class Holding(Payload):
    officers: tuple[OfficerId, ...]


class AlreadyStamped(Refused):
    """Somebody stamped it before."""


class StampedAgain(AlreadyStamped):
    """And once more."""


@dataclass
class Desk:
    """A desk whose one command goes wrong as a test wants it to."""

    fails: Callable[[], None] = field(default=lambda: None)

    def routes(self) -> DeskRoutes:
        router = APIRouter(dependencies=[Depends(anyone)])

        @router.post("/stamp")
        async def stamp() -> None:
            self.fails()

        @router.post("/hold/{berkas_id}")
        async def hold(berkas_id: BerkasId, body: Holding) -> str:
            return f"{berkas_id} {body.officers}"

        @router.post("/fill")
        async def fill(isian: Isian, size: Annotated[int, Field(ge=1)] = 1) -> int:
            return len(isian.kertas) + size

        return DeskRoutes(
            name="meja", router=router, texts={AlreadyStamped: "Sudah dicap oleh {by} pada {at}; warna {warna}; {box}."}
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def client(web: Web, desk: Desk) -> httpx.AsyncClient:
    here = people(works_here("siti", Role.PETUGAS_VERIFIKASI, name="Siti Contoh"))
    return await web.client(web.app(desk.routes(), here=here))


async def stamp(desk: Desk, client: httpx.AsyncClient, error: Exception) -> httpx.Response:
    def fails() -> None:
        raise error

    desk.fails = fails
    return await client.post("/meja/stamp")


# ---------------------------------------------------------------- what a desk says


async def test_a_refusal_tells_who_did_what_and_when(desk: Desk, client: httpx.AsyncClient) -> None:
    refusal = AlreadyStamped(by=SITI, at=NOON, warna=Warna.MERAH, box=BOX)
    answer = await stamp(desk, client, refusal)
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert answer.json() == {
        "status": 409,
        "code": "already_stamped",
        "title": "Sudah dicap oleh Siti Contoh (Petugas Verifikasi) pada 2 Maret 2026 pukul 12.00 WIB; warna merah; ….",
        "reason": {
            "by": {"id": "siti", "role": "petugas_verifikasi"},
            "at": "2026-03-02T05:00:00+00:00",
            "warna": "merah",
        },
        "fields": [],
        "request_id": answer.headers["X-Request-ID"],
    }


async def test_a_refusal_without_a_sentence_of_its_own_takes_its_parents(desk: Desk, client: httpx.AsyncClient) -> None:
    answer = await stamp(desk, client, StampedAgain(by=SITI, at=NOON))
    assert answer.json()["code"] == "stamped_again"
    assert answer.json()["title"].startswith("Sudah dicap oleh Siti Contoh")


async def test_an_officer_who_has_left_keeps_her_id(desk: Desk, client: httpx.AsyncClient) -> None:
    answer = await stamp(desk, client, AlreadyStamped(by=By(OfficerId("wati"), Role.KASI), at=NOON))
    assert "oleh wati (Kasi Teknis)" in answer.json()["title"]


async def test_a_stale_screen_is_told_what_changed(desk: Desk, client: httpx.AsyncClient) -> None:
    answer = await stamp(desk, client, ChangedSinceSeen(seen=3, what="PhotoAttached.v1", by=SITI, at=NOON))
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_since_seen")
    assert "Siti Contoh (Petugas Verifikasi), 2 Maret 2026" in answer.json()["title"]
    assert answer.json()["reason"]["what"] == "PhotoAttached.v1"


async def test_a_conflict_that_no_retry_settled_is_told(desk: Desk, client: httpx.AsyncClient) -> None:
    answer = await stamp(desk, client, Conflict())
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


async def test_what_is_out_of_reach_says_when_to_try_again(desk: Desk, client: httpx.AsyncClient) -> None:
    answer = await stamp(desk, client, Unavailable(retry_after=7))
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "unavailable", "7")


# ---------------------------------------------------------------- bad input


def rules(answer: httpx.Response) -> dict[str, tuple[str, str]]:
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    return {one["field"]: (one["rule"], one["message"]) for one in answer.json()["fields"]}


async def fill(client: httpx.AsyncClient, **body: Any) -> httpx.Response:
    return await client.post("/meja/fill", json=body)


async def test_every_bad_field_is_named_with_its_rule(client: httpx.AsyncClient) -> None:
    papers = [{"warna": "biru", "lembar": 0}, {"warna": "merah"}]
    answer = await fill(client, nama="", kertas=papers, waktu="kemarin")
    assert rules(answer) == {
        "nama": ("string_too_short", "paling sedikit 1 karakter"),
        "kertas.0.warna": ("enum", "harus salah satu dari: 'merah' atau 'putih'"),
        "kertas.0.lembar": ("greater_than_equal", "paling kecil 1"),
        "kertas.1.lembar": ("missing", "wajib diisi"),
        "waktu": ("datetime_from_date_parsing", "harus waktu dengan zona, misalnya 2026-03-15T09:00:00+07:00"),
    }


async def test_a_bad_parameter_of_the_address_is_named_too(client: httpx.AsyncClient) -> None:
    answer = await client.post("/meja/fill", params={"size": "besar"}, json={"nama": "Upik", "kertas": []})
    assert rules(answer) == {"size": ("int_parsing", "harus bilangan bulat")}


async def test_an_unknown_field_is_refused(client: httpx.AsyncClient) -> None:
    assert rules(await fill(client, nama="Upik", kertas=[], umur=3)) == {"umur": ("extra_forbidden", "tidak dikenal")}


async def test_nothing_that_was_sent_is_repeated(client: httpx.AsyncClient) -> None:
    papers = [{"warna": NIK, "lembar": NIK}, NIK, {NIK: NIK}]
    for answer in (
        await fill(client, nama=f"Upik\n{NIK}", kertas=papers, waktu=NIK),
        await client.post("/meja/fill", json=NIK),
        await client.post("/meja/fill", content=f'{{"nama": "{NIK}'),
        await client.post("/meja/fill", content=NIK, headers={"Content-Type": "text/plain"}),
        await client.post("/meja/fill", params={"size": NIK[:0] + "x" + NIK}, json={}),
    ):
        assert answer.is_client_error
        assert NIK not in answer.text


async def test_a_control_character_is_refused_before_anything_stores_it(client: httpx.AsyncClient) -> None:
    assert rules(await fill(client, nama="Upik\0", kertas=[])) == {
        "nama": ("string_pattern_mismatch", "bentuknya tidak benar")
    }


async def test_no_id_that_postgres_could_not_keep_comes_in(client: httpx.AsyncClient) -> None:
    assert rules(await client.post("/meja/hold/b", json={"officers": ["siti", "dewi\0"]})) == {
        "officers": ("has_nul", "tidak boleh memuat karakter NUL")
    }
    for address in ("/meja/hold/b%00", "/meja/hold/b?size=%00"):
        answer = await client.post(address, json={"officers": ["siti"]})
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such")


@pytest.mark.parametrize("content", ["{", "", "[1,", "\xff"])
async def test_malformed_json_is_told_as_such(client: httpx.AsyncClient, content: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/meja/fill", content=content.encode("latin-1"), headers=headers)
    if content:
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")
    else:
        assert rules(answer) == {"body": ("missing", "wajib diisi")}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [("GET", "/tidak-ada", 404, "no_such"), ("GET", "/meja/fill", 405, "method_not_allowed")],
)
async def test_an_address_that_is_not_served_is_told_in_the_same_shape(
    client: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_body_that_is_too_large_is_refused_however_it_comes(client: httpx.AsyncClient) -> None:
    async def drop_by_drop() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 1000 + 1):
            yield b" " * 1000

    headers = {"Content-Type": "application/json"}
    for content in (b" " * (MOST_BYTES + 1), drop_by_drop()):
        answer = await client.post("/meja/fill", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        assert answer.json()["title"] == f"Isi permintaan terlalu besar; paling banyak {MOST_BYTES} byte."


# ---------------------------------------------------------------- bugs


async def test_a_bug_is_told_by_its_code_and_logged_by_its_place_without_its_words(
    desk: Desk, client: httpx.AsyncClient
) -> None:
    with structlog.testing.capture_logs() as logged:
        answer = await stamp(desk, client, KeyError(f"no such NIK: {NIK}"))
    assert (answer.status_code, answer.json()["code"]) == (500, "incident")
    assert answer.headers["X-Request-ID"] in answer.json()["title"]
    assert NIK not in answer.text
    (incident,) = logged
    assert (incident["event"], incident["kind"]) == ("incident", "KeyError")
    assert any(line.startswith("tests/web/test_errors.py:") for line in incident["where"])
    assert NIK not in str(logged)


# ---------------------------------------------------------------- every answer


async def test_every_answer_is_kept_by_nobody_and_framed_by_nobody(client: httpx.AsyncClient) -> None:
    for answer in (await client.post("/meja/stamp"), await client.get("/tidak-ada")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "Strict-Transport-Security" not in answer.headers


async def test_over_https_browsers_are_told_to_stay_there(web: Web, desk: Desk) -> None:
    client = await web.client(web.app(desk.routes(), secure=True))
    assert "max-age=63072000" in (await client.post("/meja/stamp")).headers["Strict-Transport-Security"]


async def test_a_request_keeps_the_id_its_caller_gave_it(client: httpx.AsyncClient) -> None:
    theirs = await client.post("/meja/stamp", headers={"X-Request-ID": "0af7651916cd43dd"})
    assert theirs.headers["X-Request-ID"] == "0af7651916cd43dd"


@pytest.mark.parametrize("odd", ["x", "a b c d e f g h", "x" * 65])
async def test_an_odd_id_is_replaced(client: httpx.AsyncClient, odd: str) -> None:
    answer = await client.post("/meja/stamp", headers={"X-Request-ID": odd})
    assert answer.headers["X-Request-ID"] not in {odd, ""}
