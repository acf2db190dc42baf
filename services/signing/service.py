"""The signing desk, put together: the only place that knows what it is made of."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from shared.platform.platform import Platform

from services.signing.adapters.local import open_local
from services.signing.api import routes
from services.signing.handlers import REACTIONS, TIMERS
from services.signing.room import SigningRoom
from services.signing.texts import TEXTS
from services.signing.views import ATTEMPTS, QUEUE, SIGNATURES
from shared.contracts.vocabulary import Desk
from shared.service import Service


@asynccontextmanager
async def open_room(platform: Platform) -> AsyncGenerator[SigningRoom]:
    """The desk's room, with the signer its settings name."""
    async with platform.room(Desk.SIGNING) as room:
        yield SigningRoom.of(room, open_local(platform.settings.signer_folder, now=room.now, cpu=room.cpu))


SERVICE = Service(
    desk=Desk.SIGNING,
    views=(QUEUE, ATTEMPTS, SIGNATURES),
    reactions=REACTIONS,
    timers=TIMERS,
    routes=routes,
    open=open_room,
    texts=TEXTS,
)
