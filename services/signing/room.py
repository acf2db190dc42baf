"""What does the signing desk work with, beside what every desk has? Whoever signs, and what goes on unwatched."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field, fields
from typing import Any, Self, TypeVar

import structlog

from services.signing.ports import Signer
from shared.errors import Refused
from shared.room import Room

T = TypeVar("T")

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRoom(Room):
    """A room with a signer in it. `under_way`: work that goes on to its end, whoever asked for it."""

    signer: Signer
    under_way: set[asyncio.Task[Any]] = field(default_factory=set[asyncio.Task[Any]], repr=False)

    @classmethod
    def of(cls, room: Room, signer: Signer) -> Self:
        """This room, with that signer."""
        return cls(**{field.name: getattr(room, field.name) for field in fields(Room)}, signer=signer)

    def check_code(self, document_id: str) -> str:
        """What the address in the QR code ends with: unguessable, and the same at every attempt."""
        return self.keys.blind(f"check/{document_id}")[:24]

    async def to_its_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Do this work; if whoever asked for it hangs up, it goes on without them."""
        task = asyncio.create_task(work)
        self.under_way.add(task)  # the event loop alone would let it be forgotten
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait for all that is under way."""
        while self.under_way:
            await asyncio.wait(self.under_way)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self.under_way.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, Refused):
            _LOG.error("work_not_ended", error=type(error).__name__)
