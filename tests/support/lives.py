"""How does a test live through a berkas? As its officers do, over HTTP: every press is repeated until it is answered.

What was answered is noted, so that a test can ask the log afterwards whether it is there.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from shared.contracts.fact import By
from shared.contracts.vocabulary import Layanan, OfficerId, Paper, Variant
from tests.support.office import CAST, PASSPHRASE, Office
from tests.support.people import BUDI, HASAN, RINA, SITI, YENI
from tests.support.web import password_of

_UNAVAILABLE = 503
_TIMEOUT = 30.0
_PAUSE = 0.1
"""Seconds before a press is repeated; officers wait longer."""
_GIVES_UP = 180.0
"""Seconds: several outages long."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What an officer was told is on record: a fact of this name on this stream, which says at least this."""

    stream: str
    name: str
    says: Mapping[str, object]


@dataclass(slots=True)
class Ledger:
    """Everything officers were told, in the order in which they heard it."""

    told: list[Acknowledged] = field(default_factory=list[Acknowledged])
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, *told: Acknowledged) -> None:
        self.told += told
        self._news.set()

    async def reaches(self, count: int) -> None:
        """Wait until so much was told."""
        while len(self.told) < count:
            self._news.clear()
            await self._news.wait()


# ---------------------------------------------------------------- officers


@dataclass(slots=True)
class Screen:
    """One officer, signed in."""

    by: By
    http: httpx.AsyncClient

    async def ask(
        self, method: str, path: str, *, key: str | None = None, seen: int | None = None, **content: Any
    ) -> httpx.Response:
        """One request, once."""
        headers = {"Idempotency-Key": key, "If-Match": None if seen is None else f'"{seen}"'}
        return await self.http.request(
            method, path, headers={name: value for name, value in headers.items() if value is not None}, **content
        )

    async def insist(
        self, method: str, path: str, *, key: str | None = None, seen: int | None = None, **content: Any
    ) -> httpx.Response:
        """The same request again and again, until the office answers it. Refused: an error of the test."""
        async with asyncio.timeout(_GIVES_UP):
            while True:
                try:
                    answer = await self.ask(method, path, key=key, seen=seen, **content)
                except httpx.TransportError:
                    await asyncio.sleep(_PAUSE)
                    continue
                if answer.status_code != _UNAVAILABLE:
                    assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
                    return answer
                await asyncio.sleep(_PAUSE)

    async def version(self, desk: str, berkas_id: str) -> int:
        """What stands on her screen when she opens the berkas."""
        return (await self.insist("GET", f"/{desk}/berkas/{berkas_id}")).json()["version"]


Screens = Mapping[OfficerId, Screen]


@asynccontextmanager
async def signed_in(office: Office, *cast: By) -> AsyncGenerator[Screens]:
    """These officers at their screens, or everybody."""
    async with AsyncExitStack() as stack:
        screens = [await _sign_in(stack, office, by) for by in cast or CAST]
        yield {screen.by.id: screen for screen in screens}


async def _sign_in(stack: AsyncExitStack, office: Office, by: By) -> Screen:
    http = await stack.enter_async_context(httpx.AsyncClient(base_url=office.url, timeout=_TIMEOUT))
    screen = Screen(by, http)
    opened = await screen.insist("POST", "/session", json={"officer": by.id, "password": password_of(by.id)})
    http.headers["Authorization"] = f"Bearer {opened.json()['token']}"
    return screen


# ---------------------------------------------------------------- one berkas

STEPS = ("receive", "complete", "verify", "enter", "draft", "request", "sign", "close")
"""The steps of a life, each by the officer whose it is; a step cut short may be begun again."""


@dataclass(slots=True)
class Life:
    """One berkas of somebody who moves in: one paper comes, one family card goes out.

    A press is known by the berkas's name and what it does: repeated at any time, it is the same press.
    """

    name: str
    screens: Screens
    ledger: Ledger
    lived: int = 0
    berkas_id: str = ""
    document_id: str = ""

    @property
    def stream(self) -> str:
        return f"berkas-{self.berkas_id}"

    async def to(self, last: str) -> Life:
        """Go on to the end of this step."""
        for step in STEPS[self.lived : STEPS.index(last) + 1]:
            await getattr(self, f"_{step}")()
            self.lived += 1
        return self

    async def press(self, by: By, desk: str, act: str, body: object = None, *, judges: bool = False) -> None:
        """One press on the screen of this berkas; `judges`: by what stands there."""
        screen = self.screens[by.id]
        seen = await screen.version(desk, self.berkas_id) if judges else None
        path = f"/{desk}/berkas/{self.berkas_id}/{act}"
        answer = await screen.insist("POST", path, key=f"{self.name}/{act}", seen=seen, json=body)
        self.ledger.note(*acknowledged(self.stream, answer))

    async def _receive(self) -> None:
        answer = await self.screens[RINA.id].insist("POST", "/intake/berkas", key=self.name, **application(self.name))
        receipt = answer.json()
        self.berkas_id = receipt["berkas_id"]
        self.ledger.note(Acknowledged(self.stream, "BerkasReceived.v1", {"nomor": receipt["nomor"]}))

    async def _complete(self) -> None:
        await self.press(RINA, "intake", "skip-print", {"reason": "screen_suffices"})
        await self.press(RINA, "intake", "complete", {}, judges=True)

    async def _verify(self) -> None:
        await self.press(
            SITI, "verification", "judge", {"papers": [{"paper": Paper.SKPWNI, "verdict": "good"}]}, judges=True
        )
        await self.press(SITI, "verification", "verify", {}, judges=True)

    async def _enter(self) -> None:
        await self.press(BUDI, "entry", "siak", {"siak_number": "SIAK-1"}, judges=True)
        shown = await self.screens[BUDI.id].insist("GET", f"/entry/berkas/{self.berkas_id}")
        [document] = shown.json()["documents"]
        self.document_id = document["document_id"]

    async def _draft(self) -> None:
        await self.press(BUDI, "entry", f"documents/{self.document_id}/draft", FAMILY_CARD, judges=True)

    async def _request(self) -> None:
        document = f"documents/{self.document_id}"
        await self.press(HASAN, "signing", f"{document}/validate", {"revision": 1}, judges=True)
        await self.press(HASAN, "signing", f"{document}/request", judges=True)

    async def _sign(self) -> None:
        assert await sign(self.screens[YENI.id], [self], key=f"{self.name}/sign") == ["signed"]

    async def _close(self) -> None:
        await self.press(RINA, "intake", "relation", {"relation": "self"})
        await self.press(RINA, "delivery", f"documents/{self.document_id}/received", {"proof": "button"})


async def together(lives: Iterable[Life], last: str, *, hands: int = 12) -> None:
    """Several lives go on to the end of a step, so many at a time."""
    free = asyncio.Semaphore(hands)

    async def live(life: Life) -> None:
        async with free:
            await life.to(last)

    async with asyncio.TaskGroup() as group:
        for life in lives:
            group.create_task(live(life))


def acknowledged(stream: str, answer: httpx.Response) -> Sequence[Acknowledged]:
    """What the answer to a command says is on record."""
    return [
        Acknowledged(stream, left["name"], {part: left[part] for part in ("fact_id", "version", "position")})
        for left in answer.json()["facts"]
    ]


async def sign(screen: Screen, berkas: Sequence[Life], *, key: str) -> Sequence[str]:
    """What became of each document, asked for in one batch; a document that was signed is noted as told."""
    documents = [
        {
            "berkas_id": one.berkas_id,
            "document_id": one.document_id,
            "seen": await screen.version("signing", one.berkas_id),
        }
        for one in berkas
    ]
    answer = await screen.insist(
        "POST", "/signing/sign", key=key, json={"documents": documents, "passphrase": PASSPHRASE}
    )
    outcomes = [json.loads(line)["outcome"] for line in answer.text.splitlines()]
    for one, outcome in zip(berkas, outcomes, strict=False):
        if outcome == "signed":
            one.ledger.note(Acknowledged(one.stream, "DocumentSigned.v1", {"document_id": one.document_id}))
    return outcomes


async def appoint(office: Office, screens: Screens) -> None:
    """Let the Kadis sign, from yesterday on."""
    await screens[YENI.id].insist(
        "POST",
        "/signing/signers",
        key="appointment",
        json={"officer": YENI.id, "title": "definitif", "since": "2026-01-01", "certificate": office.certificate},
    )


# ---------------------------------------------------------------- what comes in


def application(name: str, *, photo: bytes | None = None, **other: object) -> dict[str, Any]:
    """The form of somebody who moves in, with one photo: no two of them alike."""
    asked = {
        "layanan": Layanan.PINDAH_DATANG,
        "variant": Variant.PINDAH_DATANG,
        "channel": "whatsapp",
        "sender": {"name": "Upik Contoh", "phone": "+620000000100"},
        **other,
    }
    return {
        "data": {"application": json.dumps(asked)},
        "files": [(Paper.SKPWNI.value, ("surat.jpg", photo or photo_of(name), "image/jpeg"))],
    }


def photo_of(name: str, *, comments: int = 1) -> bytes:
    """A small photo that no other name has: a JPEG with the name in a comment; of 60 KB more for each further one."""
    picture = _picture()
    said = [name.encode(), *[bytes(60_000)] * (comments - 1)]
    return b"".join(
        (picture[:2], *(b"\xff\xfe" + (len(one) + 2).to_bytes(2, "big") + one for one in said), picture[2:])
    )


@cache
def _picture() -> bytes:
    stream = BytesIO()
    Image.linear_gradient("L").save(stream, "JPEG")
    return stream.getvalue()


_ADDRESS = {
    "jalan": "Jorong Contoh",
    "rt": "000",
    "rw": "000",
    "nagari": "Lubuk Contoh",
    "kecamatan": "Contoh",
    "kabupaten": "Contoh",
    "provinsi": "Sumatera Barat",
    "kode_pos": "26399",
}
FAMILY_CARD: Mapping[str, object] = {
    "nomor": "1308990101260001",
    "kepala_keluarga": "UPIK CONTOH",
    "alamat": _ADDRESS,
    "anggota": [
        {
            "nama": "UPIK CONTOH",
            "nik": "1308994103900001",
            "jenis_kelamin": "Perempuan",
            "tempat_lahir": "Lubuk Contoh",
            "tanggal_lahir": "1990-03-01",
            "agama": "Islam",
            "pendidikan": "SLTA",
            "pekerjaan": "Petani",
            "golongan_darah": "Tidak Tahu",
            "status_perkawinan": "Belum Kawin",
            "hubungan": "Kepala Keluarga",
            "ayah": "BUYUNG CONTOH",
            "ibu": "SITI CONTOH",
        }
    ],
}
"""The form of a family card, of a family of one."""
