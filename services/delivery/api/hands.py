"""Who may deliver, and to whom?"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from services.delivery.room import DeliveryRoom
from shared.contracts.fact import By, berkas_stream
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Person
from shared.contracts.vocabulary import BerkasId, Role
from shared.web.payload import Line, Payload
from shared.web.roles import officer

HANDS = (Role.PETUGAS_KHUSUS, Role.OPERATOR_WA, Role.PETUGAS_NAGARI)
Deliverer: TypeAlias = Annotated[By, officer(*HANDS)]


class PersonIn(Payload):
    """Who receives."""

    name: Line
    nik: Annotated[str, Field(pattern=r"^\d{16}$")] | None = None
    phone: Line | None = None


async def sealed(room: DeliveryRoom, berkas_id: BerkasId, person: PersonIn) -> Sealed[Person]:
    key = await room.keys.of(berkas_stream(berkas_id))
    return key.seal(Person(name=person.name, nik=person.nik, phone=person.phone))
