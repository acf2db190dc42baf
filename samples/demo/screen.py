"""What do the office's people see and press? The HTTP API of the desks, and nothing else."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from time import monotonic
from typing import Any, TypeVar

import httpx

from samples.demo.people import Login
from shared.contracts.vocabulary import Desk, Role
from shared.web.showing import DossierOut, PageOut

T = TypeVar("T")

PATIENCE = 2.0
"""Seconds within which the next desk's list shows what this one has passed on."""
_TIMEOUT = 60.0


class NotSo(Exception):  # noqa: N818 - what the demo promised did not happen
    """What the demo says would happen did not."""


async def until(look: Callable[[], Awaitable[T | None]], what: str, *, patience: float = PATIENCE) -> T:
    """What `look` sees, as soon as it sees something; asked again and again, ever more rarely.

    Raises:
        NotSo: not within `patience` seconds.
    """
    late, pause = monotonic() + patience, 0.01
    while (seen := await look()) is None:
        if monotonic() > late:
            raise NotSo(f"{what}: tidak terlihat dalam {patience:g} detik")
        await asyncio.sleep(pause)
        pause = min(pause * 2, 0.2)
    return seen


class Screen:
    """One officer, signed in."""

    def __init__(self, login: Login, client: httpx.AsyncClient) -> None:
        """`client` carries her token."""
        self.login = login
        self._client = client

    async def see(self, path: str, **query: str | int) -> Any:
        """What stands at this address."""
        return _answered(await self._client.get(path, params=query)).json()

    async def file(self, path: str) -> bytes:
        """The file at this address."""
        return _answered(await self._client.get(path)).content

    async def berkas(self, desk: Desk, berkas_id: str) -> DossierOut:
        """One berkas, as this desk shows it."""
        answer = _answered(await self._client.get(f"/{desk}/berkas/{berkas_id}"))
        return DossierOut.model_validate_json(answer.content)

    async def queue(self, desk: Desk, name: str) -> PageOut:
        """One of the desk's lists."""
        answer = await self._client.get(f"/{desk}/berkas", params={"queue": name, "limit": 200})
        return PageOut.model_validate_json(_answered(answer).content)

    async def finds(self, desk: Desk, name: str, berkas_id: str) -> None:
        """Wait a little until the desk's list shows the berkas. Raises NotSo."""

        async def look() -> bool | None:
            shown = await self.queue(desk, name)
            return any(lane.berkas_id == berkas_id for lane in shown.items) or None

        await until(look, f"daftar {desk}/{name}")

    async def press(self, path: str, body: object = None) -> Any:
        """Ask for something that needs no look at the berkas before."""
        return _answered(await self._client.post(path, json=body, headers=_once())).json()

    async def decide(self, desk: Desk, berkas_id: str, act: str, body: object = None) -> Any:
        """Open the berkas, and decide on what stands on the screen."""
        path = f"/{desk}/berkas/{berkas_id}"
        shown = _answered(await self._client.get(path))
        headers = _once() | {"If-Match": shown.headers["ETag"]}
        return _answered(await self._client.post(f"{path}/{act}", json=body, headers=headers)).json()

    async def send(self, path: str, files: Sequence[tuple[str, tuple[str, bytes, str]]], **fields: str) -> Any:
        """Upload photos, each under the name of the paper it shows."""
        return _answered(await self._client.post(path, files=files, data=fields, headers=_once())).json()

    async def follow(self, path: str, body: object) -> AsyncIterator[str]:
        """The lines of an answer that comes little by little."""
        async with self._client.stream("POST", path, json=body, headers=_once()) as answer:
            if answer.is_error:
                await answer.aread()
            async for line in _answered(answer).aiter_lines():
                yield line


@asynccontextmanager
async def signed_in(base_url: str, people: Mapping[Role, Login]) -> AsyncGenerator[Mapping[Role, Screen]]:
    """Everybody at their screens, until the context ends and they sign out."""
    async with AsyncExitStack() as stack:
        yield {role: await stack.enter_async_context(_sign_in(base_url, login)) for role, login in people.items()}


@asynccontextmanager
async def _sign_in(base_url: str, login: Login) -> AsyncGenerator[Screen]:
    async with httpx.AsyncClient(base_url=base_url, timeout=_TIMEOUT) as client:
        opened = _answered(await client.post("/session", json={"officer": login.officer, "password": login.password}))
        client.headers["Authorization"] = f"Bearer {opened.json()['token']}"
        yield Screen(login, client)
        _answered(await client.delete("/session"))


def _once() -> dict[str, str]:
    """The key under which a press, repeated after a lost answer, would still be one press."""
    return {"Idempotency-Key": secrets.token_urlsafe(16)}


def _answered(answer: httpx.Response) -> httpx.Response:
    """An answer that is no refusal. Raises NotSo, with the office's own sentence."""
    if answer.is_error:
        told = answer.json()
        raise NotSo(f"{answer.request.method} {answer.request.url.path}: {told['title']} [{told['code']}]")
    return answer
