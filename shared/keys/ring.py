"""How does one stream's key seal and open? AES-256-GCM over the value as JSON, bound to the stream."""

from __future__ import annotations

import base64
import secrets
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import StreamId

T = TypeVar("T")

KEY_SIZE = 32
_NONCE_SIZE = 12


class BoxBroken(ValueError):  # noqa: N818 - the house's word
    """This box was not sealed by this key for this stream, was altered, or holds another kind of value."""

    def __init__(self, stream: StreamId) -> None:
        """Name the stream, and nothing of what is in the box."""
        super().__init__(f"{self.__doc__} ({stream})")


class AesStreamKey:
    """A `StreamKey`. What it is made of cannot be shown, copied or pickled."""

    __slots__ = ("_cipher", "_stream")

    def __init__(self, stream: StreamId, key: bytes) -> None:
        """`key` is 32 bytes of chance."""
        self._stream = stream
        self._cipher = AESGCM(key)

    def __repr__(self) -> str:
        """Show whose key it is, never what."""
        return f"AesStreamKey({self._stream})"

    def seal(self, value: T) -> Sealed[T]:
        nonce = secrets.token_bytes(_NONCE_SIZE)
        box = self._cipher.encrypt(nonce, msgspec.json.encode(value), self._stream.encode())
        return Sealed(base64.b64encode(nonce + box).decode())

    def open(self, sealed: Sealed[T], as_: type[T]) -> T:
        try:
            box = base64.b64decode(sealed.box, validate=True)
            value = self._cipher.decrypt(box[:_NONCE_SIZE], box[_NONCE_SIZE:], self._stream.encode())
            return msgspec.json.decode(value, type=as_)
        except (InvalidTag, ValueError, msgspec.DecodeError):
            raise BoxBroken(self._stream) from None  # the cause could quote the value
