"""Who sends this request? A token, in a header or a cookie, that leads to an officer who works here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, TypeAlias, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from shared.contracts.fact import PEMOHON
from shared.contracts.vocabulary import OfficerId
from shared.web.attempts import Attempts
from shared.web.errors import CrossSite, NotSignedIn
from shared.web.people import Directory, Officer
from shared.web.sessions import Sessions

_BEARER = HTTPBearer(auto_error=False, description="The token that POST /session gave; browsers bring it in a cookie.")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What it takes to know who somebody is. `secure`: officers come over https, as everywhere but on a loopback."""

    people: Directory
    sessions: Sessions
    attempts: Attempts
    now: Callable[[], datetime]
    secure: bool

    @property
    def cookie(self) -> str:
        """A `__Host-` cookie belongs to this host alone; browsers take one over https only."""
        return "__Host-berkas" if self.secure else "berkas"

    def name_of(self, officer: OfficerId) -> str:
        """What to call whoever did something; one who has left keeps the id."""
        if officer == PEMOHON.id:
            return "Pemohon"
        if officer.startswith("system:"):
            return "Sistem"
        known = self.people.find(officer)
        return known.name if known else officer


def access_of(request: Request) -> Access:
    return cast("Access", request.app.state.access)


@dataclass(frozen=True, slots=True)
class Presented:
    """The token that came with a request, and how: a browser adds its cookie also where it should not."""

    token: str = field(repr=False)
    by_cookie: bool


async def presented(
    request: Request, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Presented:
    """The token of a program, or of a browser.

    Raises:
        NotSignedIn: none came.
    """
    if bearer is not None:
        return Presented(bearer.credentials, by_cookie=False)
    if cookie := request.cookies.get(access_of(request).cookie):
        return Presented(cookie, by_cookie=True)
    raise NotSignedIn


async def signed_in(request: Request, came: Annotated[Presented, Depends(presented)]) -> Officer:
    """The officer this request comes from.

    Raises:
        NotSignedIn: the session is over: idle, too old, closed, or the officer left or has a new password.
        CrossSite: another site's page had the browser send it.
    """
    access = access_of(request)
    if came.by_cookie and request.method not in _READING and _from_elsewhere(request):
        raise CrossSite
    session = await access.sessions.find(came.token, access.now())
    if session is None:
        raise NotSignedIn
    officer = access.people.find(session.officer)
    if officer is None or officer.mark != session.mark:
        await access.sessions.close_all(session.officer)
        raise NotSignedIn
    return officer


def _from_elsewhere(request: Request) -> bool:
    """As browsers tell it; what tells neither is no browser that obeys another site."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site not in {"same-origin", "none"}
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


SignedIn: TypeAlias = Annotated[Officer, Depends(signed_in)]
Token: TypeAlias = Annotated[Presented, Depends(presented)]
