"""The delivery desk, put together: the only place that knows what it is made of."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from services.delivery.adapters.folder import FolderMessenger
from services.delivery.api import routes
from services.delivery.decisions.berkas import DELIVERY
from services.delivery.handlers import REACTIONS, TIMERS
from services.delivery.room import DeliveryRoom
from services.delivery.texts import TEXTS
from services.delivery.views import QUEUE
from services.delivery.views.patience import ASKED, UNCONFIRMED
from services.delivery.views.telling import TELLING
from shared.contracts.vocabulary import Desk
from shared.room import Room
from shared.service import Service


@asynccontextmanager
async def open_room(room: Room) -> AsyncGenerator[DeliveryRoom]:
    """The desk's room, with a folder as its channel while there is no WhatsApp number."""
    yield DeliveryRoom.of(room, FolderMessenger(room.folder / "messages"))


SERVICE = Service(
    desk=Desk.DELIVERY,
    berkas=DELIVERY,
    views=(QUEUE, TELLING, ASKED, UNCONFIRMED),
    reactions=REACTIONS,
    timers=TIMERS,
    routes=routes,
    open=open_room,
    texts=TEXTS,
)
