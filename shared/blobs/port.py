"""Where do photos and PDFs rest? A write-once store of sealed bytes, addressed by their own hash."""

from __future__ import annotations

from typing import Protocol

from shared.contracts.fact import BlobRef
from shared.contracts.vocabulary import StreamId
from shared.errors import Refused


class BlobMissing(Refused):
    """No bytes rest under this address."""  # address: str


class BlobDamaged(Exception):  # noqa: N818 - never a state of affairs
    """The bytes under this address are not those that were put there."""

    def __init__(self, address: str) -> None:
        """Name the blob, so that somebody can fetch it from the mirror."""
        super().__init__(address)
        self.address = address

    def __str__(self) -> str:
        """Say what and where; an address is no personal data."""
        return f"{self.__doc__} ({self.address})"


class BlobStore(Protocol):
    """A backend (S3 or a folder): sealed bytes by address (SHA-256 hex of the sealed bytes)."""

    async def put(self, address: str, sealed: bytes) -> None:
        """Write once, durably, and read back before returning. The same address again: nothing happens.

        Raises:
            BlobDamaged: other bytes rest under this address.
            Unavailable: not reachable, disk full, or not read back as written; nothing half-written is left readable.
        """
        ...

    async def get(self, address: str, *, start: int = 0, length: int | None = None) -> bytes:
        """The sealed bytes, or a range of them, cut at the end as a slice is. Raises BlobMissing, Unavailable."""
        ...

    async def has(self, address: str) -> bool: ...


class Blobs(Protocol):
    """What desks use: seals with a key of the blob's own, which stands sealed under the stream's key in the BlobRef."""

    async def store(self, stream: StreamId, data: bytes, media_type: str) -> BlobRef:
        """Seal, put, read back. Only then may a fact name it."""
        ...

    async def open(self, stream: StreamId, ref: BlobRef, *, start: int = 0, length: int | None = None) -> bytes:
        """The plain bytes, or a range of them, cut at the end as a slice is; only the chunks it touches are opened.

        Raises:
            BlobMissing, BlobDamaged, KeyDestroyed, Unavailable
        """
        ...
