"""What does the delivery desk work with, beside what every desk has? A channel to applicants."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from services.delivery.ports import Messenger
from shared.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRoom(Room):
    """A room with a messenger in it."""

    messenger: Messenger

    @classmethod
    def of(cls, room: Room, messenger: Messenger) -> Self:
        """This room, with that messenger."""
        return cls(**{field.name: getattr(room, field.name) for field in fields(Room)}, messenger=messenger)
