"""How does an officer sign in and out? A password for a token: in a cookie for browsers, in the answer for programs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from shared.contracts.vocabulary import OfficerId, Role
from shared.web.access import Access, SignedIn, Token, access_of
from shared.web.errors import WrongLogin
from shared.web.passwords import proves
from shared.web.payload import Line, Payload
from shared.web.people import Officer
from shared.web.roles import anyone
from shared.web.sessions import WHOLE

_AGE = int(WHOLE.total_seconds())

router = APIRouter(prefix="/session", tags=["session"])


class SignIn(Payload):
    """`kind`: where the token goes. A cookie is out of reach of the page's scripts."""

    officer: Line
    password: Annotated[str, Field(min_length=1, max_length=1024, repr=False)]
    kind: Literal["token", "cookie"] = "token"


class Who(BaseModel):
    """An officer, as programs and pages need to know her."""

    id: OfficerId
    name: str
    roles: Sequence[Role]


class Opened(BaseModel):
    """`token` goes into the header `Authorization: Bearer …`; None where it went into the cookie."""

    officer: Who
    token: str | None
    until: datetime


@router.post("", status_code=201, dependencies=[Depends(anyone)])
async def sign_in(asked: SignIn, request: Request, response: Response) -> Opened:
    """Open a session. For a wrong name the answer is the same as for a wrong password, and as slow."""
    access = access_of(request)
    now = access.now()
    officer = await _proven(access, asked, request.client.host if request.client else "-", now)
    token, until = await access.sessions.open(officer, now), now + WHOLE
    if asked.kind == "token":
        return Opened(officer=_who(officer), token=token, until=until)
    response.set_cookie(access.cookie, token, max_age=_AGE, secure=access.secure, httponly=True, samesite="strict")
    return Opened(officer=_who(officer), token=None, until=until)


@router.get("")
async def who_am_i(who: SignedIn) -> Who:
    """Who is signed in."""
    return _who(who)


@router.delete("", status_code=204)
async def sign_out(
    who: SignedIn, came: Token, request: Request, response: Response, *, everywhere: bool = False
) -> None:
    """Close this session, or all of the officer's."""
    access = access_of(request)
    if everywhere:
        await access.sessions.close_all(who.id)
    else:
        await access.sessions.close(came.token)
    response.delete_cookie(access.cookie, secure=access.secure, httponly=True, samesite="strict")


async def _proven(access: Access, asked: SignIn, address: str, now: datetime) -> Officer:
    await access.attempts.admit(asked.officer, address, now)
    officer = access.people.find(OfficerId(asked.officer))
    right = await asyncio.to_thread(proves, asked.password, officer and officer.password)
    if officer is None or not right:
        raise WrongLogin
    await access.attempts.forgive(asked.officer, address)
    return officer


def _who(officer: Officer) -> Who:
    return Who(id=officer.id, name=officer.name, roles=sorted(officer.roles))
