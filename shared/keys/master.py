"""With what are all other keys wrapped? The office's master key, from the environment or a file made on first start."""

from __future__ import annotations

import base64
import hmac
import secrets
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.contracts.vocabulary import StreamId
from shared.errors import Unavailable
from shared.write_once import write_once

VARIABLE = "BERKAS_MASTER_KEY"
"""Base64 of 32 bytes. Several, separated by white space, are versions: the first wraps, all unwrap."""

KEY_SIZE = 32
NONCE_SIZE = 12


class MasterKeyMissing(Unavailable):
    """The office has data, but no key that opens them: bring the key file back, or set BERKAS_MASTER_KEY."""  # path


class MasterKeyMalformed(Unavailable):
    """The master key must be base64 of 32 bytes, or several of these separated by white space."""  # source: str


class MasterKeyExposed(Unavailable):
    """Others may read the key file: only its owner should (chmod 600)."""  # path: str, mode: str


class MasterKeyUnknown(Unavailable):
    """A key was wrapped by a version of the master key that we were not given."""  # version: str


class WrappedKeyDamaged(Exception):  # noqa: N818 - never a state of affairs
    """A wrapped key is not as it was written, or was moved to another stream."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A stream's key at rest: `box` opens under the master key's version of that id (16 hex digits)."""

    version: str
    box: bytes


class MasterKey:
    """The office's master key, in one or more versions. Each use has a key of its own, derived from it by HKDF."""

    __slots__ = ("_blind", "_current", "_wrapping")

    def __init__(self, versions: Sequence[bytes]) -> None:
        """`versions` (32 bytes each) from the newest, which wraps, to the oldest.

        The blind index stays with the oldest, so that a new version changes no index. Retiring the oldest changes it:
        the views that look things up by it are then rebuilt.
        """
        self._wrapping = {_derived(key, b"version")[:8].hex(): AESGCM(_derived(key, b"wrapping")) for key in versions}
        self._current = next(iter(self._wrapping))
        self._blind = hmac.new(_derived(versions[-1], b"blind index"), digestmod=sha256)

    def __repr__(self) -> str:
        """Show which versions these are, never what."""
        return f"MasterKey({', '.join(self._wrapping)})"

    @property
    def versions(self) -> Sequence[str]:
        """The ids of the versions, the wrapping one first. An id tells nothing about its key."""
        return list(self._wrapping)

    def wrap(self, stream: StreamId, key: bytes) -> Wrapped:
        nonce = secrets.token_bytes(NONCE_SIZE)
        return Wrapped(self._current, nonce + self._wrapping[self._current].encrypt(nonce, key, stream.encode()))

    def unwrap(self, stream: StreamId, wrapped: Wrapped) -> bytes:
        """The stream's key.

        Raises:
            MasterKeyUnknown: it takes a version that is not among ours.
            WrappedKeyDamaged: this is not what was wrapped for this stream.
        """
        if wrapped.version not in self._wrapping:
            raise MasterKeyUnknown(version=wrapped.version)
        nonce, box = wrapped.box[:NONCE_SIZE], wrapped.box[NONCE_SIZE:]
        try:
            return self._wrapping[wrapped.version].decrypt(nonce, box, stream.encode())
        except (InvalidTag, ValueError):
            raise WrappedKeyDamaged(stream) from None

    def blind(self, value: str) -> str:
        """HMAC-SHA-256 (hex) under the index key."""
        mac = self._blind.copy()
        mac.update(value.encode())
        return mac.hexdigest()


def load(environ: Mapping[str, str], path: Path, *, fresh: bool) -> MasterKey:
    """The key from `BERKAS_MASTER_KEY` if that is set, else from the file, which is made (0600) for a fresh office.

    Raises:
        MasterKeyMissing: neither is there, and the office is not `fresh`: a new key would open nothing of what it has.
        MasterKeyMalformed, MasterKeyExposed: it is there, and unusable.
        OSError: the file cannot be read or made.
    """
    if VARIABLE in environ:
        return parse(environ[VARIABLE], source=VARIABLE)
    if fresh and not path.exists():
        write_once(path, base64.b64encode(secrets.token_bytes(KEY_SIZE)) + b"\n", scratch=path.parent)
    return _read(path)


def parse(text: str, *, source: str) -> MasterKey:
    """The key that a text holds; `source` is what the error names.

    Raises:
        MasterKeyMalformed: no version, or one that is not 32 bytes in base64.
    """
    versions = [_decoded(word) for word in text.split()]
    if not versions or any(len(key) != KEY_SIZE for key in versions):
        raise MasterKeyMalformed(source=source)
    return MasterKey(versions)


def _read(path: Path) -> MasterKey:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("ascii", errors="replace")
    except FileNotFoundError:
        raise MasterKeyMissing(path=str(path)) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise MasterKeyExposed(path=str(path), mode=f"{mode:03o}")
    return parse(text, source=str(path))


def _decoded(word: str) -> bytes:
    try:
        return base64.b64decode(word, validate=True)
    except ValueError:
        return b""


def _derived(key: bytes, use: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_SIZE, salt=None, info=b"berkas master key: " + use).derive(key)
