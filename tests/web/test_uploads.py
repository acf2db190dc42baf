"""Do files come in whole, within their limits, and without touching a disk?"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends

from shared.web.app import DeskRoutes
from shared.web.roles import anyone
from shared.web.uploads import Files, Form, Upload
from tests.support.web import Web

pytestmark = pytest.mark.spine

EACH = 2 * 1024 * 1024
router = APIRouter(dependencies=[Depends(anyone)])


@router.post("/papers")
async def papers(form: Annotated[Form, Depends(Files(most=3, bytes_each=EACH))]) -> dict[str, Any]:
    files = [(file.key, file.name, file.claimed, sha256(file.data).hexdigest()) for file in form.files]
    return {"fields": form.fields, "files": files}


@pytest.fixture
async def client(web: Web) -> httpx.AsyncClient:
    return await web.client(web.app(DeskRoutes(name="meja", router=router)))


def photo(size: int = 1000, name: str = "kk.jpg") -> tuple[str, tuple[str, bytes, str]]:
    return ("photos", (name, os.urandom(size), "image/jpeg"))


async def send(client: httpx.AsyncClient, *files: tuple[str, tuple[str, bytes, str]], **fields: str) -> httpx.Response:
    return await client.post("/meja/papers", files=files, data=fields)


async def test_files_and_fields_come_in_as_they_were_sent(client: httpx.AsyncClient) -> None:
    files = [photo(EACH), photo(0, "kosong.jpg"), photo(12345, "buku nikah “asli”.jpg")]
    answer = await send(client, *files, paper="KK_LAMA")
    assert answer.json() == {
        "fields": {"paper": "KK_LAMA"},
        "files": [[key, name, kind, sha256(data).hexdigest()] for key, (name, data, kind) in files],
    }


@pytest.mark.parametrize(
    ("files", "code", "most"),
    [([photo(EACH + 1)], "file_too_large", EACH), ([photo(), photo(), photo(), photo()], "too_many_files", 3)],
)
async def test_too_much_is_refused_and_told(client: httpx.AsyncClient, files: list[Any], code: str, most: int) -> None:
    answer = await send(client, *files)
    assert (answer.status_code, answer.json()["code"], answer.json()["reason"]) == (413, code, {"most": most})


async def test_a_form_longer_than_all_its_files_may_be_is_cut_off(client: httpx.AsyncClient) -> None:
    flood = b"--x\r\n" + b"Content-Disposition: form-data; name=a\r\n\r\n\r\n--x\r\n" * 400_000
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await client.post("/meja/papers", content=flood, headers=headers)
    assert answer.is_client_error


async def test_a_form_without_a_file_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/meja/papers", files={"paper": (None, "KK_LAMA")})
    assert (answer.status_code, answer.json()["code"]) == (400, "file_missing")


TRUNCATED = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\nhalf a pho'
BROKEN = b"no boundary at all"
NOT_TEXT = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data; boundary=x", TRUNCATED),
        ("multipart/form-data; boundary=x", BROKEN),
        ("multipart/form-data; boundary=x", NOT_TEXT),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data", TRUNCATED + b"to\r\n--x--\r\n"),
        ("application/json", b"{}"),
    ],
)
async def test_what_is_no_whole_form_is_refused(client: httpx.AsyncClient, kind: str, content: bytes) -> None:
    answer = await client.post("/meja/papers", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_form")


_written: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event.startswith("tempfile."):
        _written.append(str(arguments[0]))


@pytest.fixture
def written() -> list[str]:
    """The files opened for writing from now on."""
    sys.addaudithook(_watch)
    _written.clear()
    return _written


async def test_a_paper_never_touches_a_disk_unsealed(client: httpx.AsyncClient, written: list[str]) -> None:
    await send(client, photo(EACH))
    assert not written


def test_a_file_is_shown_without_its_name_or_content() -> None:
    shown = repr(Upload("photos", "ktp siti.jpg", "image/jpeg", b"1308990101900001"))
    assert "siti" not in shown
    assert "1308" not in shown
