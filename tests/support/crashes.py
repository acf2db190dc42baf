"""What if the process dies at this very step? A tripwire around a log, a store and whatever else a desk reaches."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from shared.blobs.port import Blobs
from shared.contracts.fact import BlobRef
from shared.contracts.vocabulary import StreamId
from shared.eventlog.port import Append, Appended, EventLog, Stored

T = TypeVar("T")


class Died(BaseException):
    """The process is no more."""


@dataclass(slots=True)
class Tripwire:
    """Dies at one step, before or after it took effect; from then on nothing takes effect any more."""

    at: int
    after: bool
    steps: int = 0
    dead: bool = False

    async def step(self, effect: Awaitable[T]) -> T:
        """Take a step, unless dead."""
        here = self.steps == self.at
        self.steps += 1
        self.dead = self.dead or (here and not self.after)
        if self.dead:
            _drop(effect)
            raise Died
        result = await effect
        if here:
            self.dead = True
            raise Died
        return result


def _drop(effect: Awaitable[object]) -> None:
    close = getattr(effect, "close", None)
    if close:
        close()


@dataclass(frozen=True, slots=True)
class TrippingLog:
    """An `EventLog` with a wire before it."""

    log: EventLog
    wire: Tripwire

    async def append(self, append: Append) -> Appended:
        return await self.wire.step(self.log.append(append))

    async def read(self, stream: StreamId, *, after: int = 0) -> Sequence[Stored]:
        return await self.wire.step(self.log.read(stream, after=after))

    def read_all(
        self, *, after: int = 0, until: int | None = None, page: int = 1000
    ) -> AsyncIterator[Sequence[Stored]]:
        return self.log.read_all(after=after, until=until, page=page)

    async def head(self) -> int:
        return await self.log.head()

    async def wait(self, *, after: int, seconds: float) -> int:
        return await self.log.wait(after=after, seconds=seconds)

    async def as_of(self, when: datetime) -> int:
        return await self.log.as_of(when)


@dataclass(frozen=True, slots=True)
class TrippingBlobs:
    """A `Blobs` with a wire before it."""

    blobs: Blobs
    wire: Tripwire = field()

    async def store(self, stream: StreamId, data: bytes, media_type: str) -> BlobRef:
        return await self.wire.step(self.blobs.store(stream, data, media_type))

    async def open(self, stream: StreamId, ref: BlobRef, *, start: int = 0, length: int | None = None) -> bytes:
        return await self.wire.step(self.blobs.open(stream, ref, start=start, length=length))
