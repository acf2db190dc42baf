"""How does a fact carry personal data without showing it? (rule 12; opening lives in shared/keys)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sealed(Generic[T]):
    """A value only its stream's key opens.

    `box` is base64 of nonce (12 bytes) ‖ AES-256-GCM ciphertext of the value as JSON ‖ tag, with the stream's id as
    associated data: a box moved to another stream does not open. Destroy the key and the value is gone, while the
    log's hashes, which are over the box, still verify.
    """

    box: str

    def __repr__(self) -> str:
        """Show that something is there, never what."""
        return "Sealed(…)"
