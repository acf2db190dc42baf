"""How do bytes become sealed bytes of which any range can be opened alone? (decision 7; pure).

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance", 2015) over AES-256-GCM; numbers are big-endian:

    sealed = header ‖ chunk 0 ‖ chunk 1 ‖ … ‖ last chunk
    header = version (1 byte) ‖ plain bytes per chunk (4) ‖ nonce prefix (7)
    chunk  = AES-256-GCM(plain chunk; nonce = prefix ‖ index (4) ‖ whether it is the last (1); associated data = header)

A chunk opens only at its own place, and only the last one opens as the last: what was cut off, put in another order,
taken from another blob or lengthened does not open. Empty data is one empty last chunk. Sizes are in bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_SIZE = 32
PREFIX_SIZE = 7
CHUNK_SIZE = 64 * 1024

_VERSION = 1
_HEADER = struct.Struct(f">BI{PREFIX_SIZE}s")
_NONCE = struct.Struct(f">{PREFIX_SIZE}sI?")
_TAG_SIZE = 16

HEADER_SIZE = _HEADER.size


class NotAsSealed(ValueError):  # noqa: N818 - the house's word
    """These bytes were not sealed by this key, or were altered."""

    def __init__(self) -> None:
        """Say so, and nothing about the bytes."""
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring chunks: which, where their sealed bytes lie, and where their first plain byte belongs."""

    chunks: range
    start: int
    length: int
    plain_start: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the chunks of one blob of `size` plain bytes lie, and under which nonces."""

    size: int
    prefix: bytes
    chunk_size: int = CHUNK_SIZE

    @property
    def header(self) -> bytes:
        return _HEADER.pack(_VERSION, self.chunk_size, self.prefix)

    @property
    def last_chunk(self) -> int:
        return max(self.size - 1, 0) // self.chunk_size

    @property
    def sealed_size(self) -> int:
        return HEADER_SIZE + self.size + (self.last_chunk + 1) * _TAG_SIZE

    def whole(self) -> Span:
        return self.span(0, max(self.size, 1))

    def span(self, start: int, length: int) -> Span:
        """The chunks that hold the `length` plain bytes from `start`: at least one byte, within the blob."""
        first, last = start // self.chunk_size, (start + length - 1) // self.chunk_size
        step = self.chunk_size + _TAG_SIZE
        begin = HEADER_SIZE + first * step
        end = min(HEADER_SIZE + (last + 1) * step, self.sealed_size)
        return Span(range(first, last + 1), begin, end - begin, first * self.chunk_size)

    def nonce(self, chunk: int) -> bytes:
        return _NONCE.pack(self.prefix, chunk, chunk == self.last_chunk)


def layout_of(header: bytes, size: int) -> Layout:
    """The layout that the first `HEADER_SIZE` sealed bytes declare for `size` plain bytes.

    Raises:
        NotAsSealed: no header of ours.
    """
    if len(header) != HEADER_SIZE:
        raise NotAsSealed
    version, chunk_size, prefix = _HEADER.unpack(header)
    if version != _VERSION or chunk_size == 0:
        raise NotAsSealed
    return Layout(size, prefix, chunk_size)


def seal(data: bytes, key: bytes, prefix: bytes, chunk_size: int = CHUNK_SIZE) -> bytes:
    """The sealed bytes. `key` (32 bytes) and `prefix` (7 bytes) are fresh chance, never used for other data."""
    layout = Layout(len(data), prefix, chunk_size)
    cipher, header, plain = AESGCM(key), layout.header, memoryview(data)
    chunks = (
        cipher.encrypt(layout.nonce(chunk), plain[chunk * chunk_size : (chunk + 1) * chunk_size], header)
        for chunk in layout.whole().chunks
    )
    return b"".join((header, *chunks))


def open_whole(sealed: bytes, key: bytes, size: int) -> bytes:
    """All `size` plain bytes.

    Raises:
        NotAsSealed: not sealed by this key, altered, cut off, lengthened, or of another size.
    """
    layout = layout_of(sealed[:HEADER_SIZE], size)
    if len(sealed) != layout.sealed_size:
        raise NotAsSealed
    return open_span(layout, layout.whole(), memoryview(sealed)[HEADER_SIZE:], key)


def open_span(layout: Layout, span: Span, sealed: bytes | memoryview, key: bytes) -> bytes:
    """The plain bytes of a span's chunks, from the `span.length` sealed bytes that lie at `span.start`.

    Raises:
        NotAsSealed: not sealed by this key, or altered, as far as these chunks show it.
    """
    cipher, header, step, view = AESGCM(key), layout.header, layout.chunk_size + _TAG_SIZE, memoryview(sealed)
    try:
        return b"".join(
            cipher.decrypt(layout.nonce(chunk), view[place * step : (place + 1) * step], header)
            for place, chunk in enumerate(span.chunks)
        )
    except InvalidTag:
        raise NotAsSealed from None
