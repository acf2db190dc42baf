"""The signing desk, put together: the only place that knows what it is made of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from services.signing.adapters.authority import LocalAuthority
from services.signing.adapters.local import LocalSigner
from services.signing.api import routes
from services.signing.decisions.berkas import SIGNING
from services.signing.handlers import REACTIONS, TIMERS
from services.signing.room import SigningRoom
from services.signing.texts import TEXTS
from services.signing.views import ATTEMPTS, QUEUE, SIGNATURES
from shared.contracts.vocabulary import Desk
from shared.room import Room
from shared.service import Service


@asynccontextmanager
async def open_room(room: Room) -> AsyncGenerator[SigningRoom]:
    """The desk's room, with the office's own test authority as its signer; closed when nothing is under way."""
    authority = await asyncio.to_thread(LocalAuthority.open, room.folder / "authority", now=room.now())
    signing = SigningRoom.of(room, LocalSigner(authority, room.cpu))
    try:
        yield signing
    finally:
        await signing.finish()


SERVICE = Service(
    desk=Desk.SIGNING,
    berkas=SIGNING,
    views=(QUEUE, ATTEMPTS, SIGNATURES),
    reactions=REACTIONS,
    timers=TIMERS,
    routes=routes,
    open=open_room,
    texts=TEXTS,
)
