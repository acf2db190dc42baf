"""How does a desk keep a photo or PDF? Sealed with a key of its own, whose only copy is sealed under the stream's key.

So a blob can be locked in its store for years, and still be erased: destroy the stream's key (decision 7).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
from dataclasses import dataclass

from shared.blobs import sealing
from shared.blobs.address import address_of
from shared.blobs.port import BlobDamaged, BlobStore
from shared.contracts.fact import BlobRef
from shared.contracts.vocabulary import StreamId
from shared.keys.port import Keys


@dataclass(frozen=True, slots=True)
class Vault:
    """The `Blobs` that desks use, over any store. Sealing and hashing run in threads, beside the event loop."""

    blobs: BlobStore
    keys: Keys

    async def store(self, stream: StreamId, data: bytes, media_type: str) -> BlobRef:
        stream_key = await self.keys.of(stream)
        key, prefix = secrets.token_bytes(sealing.KEY_SIZE), secrets.token_bytes(sealing.PREFIX_SIZE)
        sealed, address, sha256 = await asyncio.to_thread(_sealed, data, key, prefix)
        await self.blobs.put(address, sealed)
        return BlobRef(
            address=address,
            sha256=sha256,
            size=len(data),
            media_type=media_type,
            key=stream_key.seal(base64.b64encode(key).decode()),
        )

    async def open(self, stream: StreamId, ref: BlobRef, *, start: int = 0, length: int | None = None) -> bytes:
        key = base64.b64decode((await self.keys.of(stream)).open(ref.key, str))
        end = ref.size if length is None else min(start + length, ref.size)
        try:
            if start == 0 and end == ref.size:
                return await self._whole(ref, key)
            return await self._range(ref, key, start, end)
        except sealing.NotAsSealed:
            raise BlobDamaged(ref.address) from None

    async def _whole(self, ref: BlobRef, key: bytes) -> bytes:
        sealed = await self.blobs.get(ref.address)
        return await asyncio.to_thread(_opened, sealed, ref, key)

    async def _range(self, ref: BlobRef, key: bytes, start: int, end: int) -> bytes:
        if start >= end:
            return b""
        layout = sealing.layout_of(await self.blobs.get(ref.address, length=sealing.HEADER_SIZE), ref.size)
        span = layout.span(start, end - start)
        sealed = await self.blobs.get(ref.address, start=span.start, length=span.length)
        plain = await asyncio.to_thread(sealing.open_span, layout, span, sealed, key)
        return plain[start - span.plain_start : end - span.plain_start]


def _sealed(data: bytes, key: bytes, prefix: bytes) -> tuple[bytes, str, str]:
    """The sealed bytes, their address, and the SHA-256 (hex) of the plain ones."""
    sealed = sealing.seal(data, key, prefix)
    return sealed, address_of(sealed), hashlib.sha256(data).hexdigest()


def _opened(sealed: bytes, ref: BlobRef, key: bytes) -> bytes:
    """The plain bytes, if they are in every respect those the reference names."""
    plain = sealing.open_whole(sealed, key, ref.size)
    if address_of(sealed) != ref.address or hashlib.sha256(plain).hexdigest() != ref.sha256:
        raise sealing.NotAsSealed
    return plain
