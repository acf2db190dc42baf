"""What time is it, and what is this called? The only place that asks the machine: everybody else is told."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from uuid import UUID


def now() -> datetime:
    """The instant, aware, UTC."""
    return datetime.now(UTC)  # noqa: TID251 - here it is handed in from


def new_id() -> str:
    """An id nobody had before: a UUID that sorts by its time (RFC 9562, version 7)."""
    milliseconds = int(now().timestamp() * 1000)
    chance = secrets.randbits(74)
    return str(UUID(int=milliseconds << 80 | 7 << 76 | (chance >> 62) << 64 | 2 << 62 | chance & (1 << 62) - 1))
