"""What does the signing desk work with, beside what every desk has? Whoever signs."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from services.signing.ports import Signer
from shared.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRoom(Room):
    """A room with a signer in it."""

    signer: Signer

    @classmethod
    def of(cls, room: Room, signer: Signer) -> Self:
        """This room, with that signer."""
        return cls(**{field.name: getattr(room, field.name) for field in fields(Room)}, signer=signer)

    def check_code(self, document_id: str) -> str:
        """What the address in the QR code ends with: unguessable, and the same at every attempt."""
        return self.keys.blind(f"check/{document_id}")[:24]
