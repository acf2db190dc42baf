"""What may be asked of the intake desk over HTTP?"""

from __future__ import annotations

from fastapi import APIRouter

from services.intake.api import endings, papers, public, receiving, visits
from services.intake.decisions.berkas import INTAKE
from services.intake.views import QUEUE
from shared.contracts.vocabulary import Role
from shared.room import Room
from shared.web.desk import desk_routes


def routes(room: Room) -> APIRouter:
    router = desk_routes(room, INTAKE, QUEUE, Role.OPERATOR_WA, Role.PETUGAS_KHUSUS)
    for part in (receiving, papers, endings, visits, public):
        part.add_routes(router, room)
    return router
