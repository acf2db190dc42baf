"""What may be asked of the signing desk over HTTP?"""

from __future__ import annotations

from fastapi import APIRouter

from services.signing.api import afterwards, importing, kasi, office, signer
from services.signing.decisions.berkas import SIGNING
from services.signing.room import SigningRoom
from services.signing.views import QUEUE
from shared.contracts.vocabulary import Role
from shared.web.desk import desk_routes


def routes(room: SigningRoom) -> APIRouter:
    router = desk_routes(room, SIGNING, QUEUE, Role.KASI, Role.KADIS)
    kasi.add_routes(router, room)
    signer.add_routes(router, room)
    importing.add_routes(router, room)
    afterwards.add_routes(router, room)
    office.add_routes(router, room)
    return router
