"""Who can open what? A key per stream, wrapped by the office's master key; destroy it and the stream is shredded."""

from __future__ import annotations

from typing import Protocol, TypeVar

from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import StreamId
from shared.errors import Refused

T = TypeVar("T")


class KeyDestroyed(Refused):
    """The personal data of this stream were erased."""  # stream: StreamId


class StreamKey(Protocol):
    """One stream's key, held in memory; sealing and opening are synchronous and pure CPU."""

    def seal(self, value: T) -> Sealed[T]: ...

    def open(self, sealed: Sealed[T], as_: type[T]) -> T:
        """The value inside, decoded (msgspec) as `as_`.

        Raises:
            ValueError: the box was not sealed by this key for this stream, or was altered.
        """
        ...


class Keys(Protocol):
    """The key ring."""

    async def of(self, stream: StreamId) -> StreamKey:
        """The stream's key, made on first use. Asked anew for each piece of work: a key held outlives its destruction.

        Raises:
            KeyDestroyed: it was destroyed; it is never made anew.
            Unavailable: the key store cannot be reached.
        """
        ...

    async def destroy(self, stream: StreamId) -> None:
        """Erase the stream's personal data for good. Asked again: nothing."""
        ...

    def blind(self, value: str) -> str:
        """HMAC-SHA-256 (hex) of a normalised value under the office's own index key: for look-ups in views only."""
        ...
