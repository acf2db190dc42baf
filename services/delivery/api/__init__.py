"""What may be asked of the delivery desk over HTTP?"""

from __future__ import annotations

from fastapi import APIRouter

from services.delivery.api import afterwards, documents, messages
from services.delivery.api.hands import HANDS
from services.delivery.decisions.berkas import DELIVERY
from services.delivery.room import DeliveryRoom
from services.delivery.views import QUEUE
from shared.web.desk import desk_routes


def routes(room: DeliveryRoom) -> APIRouter:
    router = desk_routes(room, DELIVERY, QUEUE, *HANDS)
    messages.add_routes(router, room)
    documents.add_routes(router, room)
    afterwards.add_routes(router, room)
    return router
