"""What is a blob called? By the SHA-256 of its sealed bytes, in lower-case hex."""

from __future__ import annotations

import hashlib
import re

_ADDRESS = re.compile(r"[0-9a-f]{64}", re.ASCII)


def address_of(sealed: bytes) -> str:
    return hashlib.sha256(sealed).hexdigest()


def checked(address: str) -> str:
    """The address itself, safe as a file or object name.

    Raises:
        ValueError: it is no address. Addresses come from the log: anything else is a bug.
    """
    if not _ADDRESS.fullmatch(address):
        raise ValueError("not the address of a blob: 64 lower-case hexadecimal digits")
    return address


def belonging(address: str, sealed: bytes) -> str:
    """The address itself, if it is that of these bytes.

    Raises:
        ValueError: it is that of others: a bug.
    """
    if address_of(sealed) != address:
        raise ValueError("these bytes belong under another address")
    return address
