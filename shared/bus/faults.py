"""What went wrong with which fact, in words that carry no personal data?"""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from shared.contracts.fact import Envelope


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that somebody could not work on. `source` is `view:<name>`, `reaction:<name>` or `timer:<rule>`."""

    source: str
    fact_id: str
    stream: str
    name: str
    position: int
    key: str
    reason: str


def fault(source: str, envelope: Envelope, error: BaseException, *, key: str = "") -> Fault:
    """What happened; `key` where it concerns one row of a view."""
    return Fault(
        source=source,
        fact_id=envelope.fact_id,
        stream=envelope.stream,
        name=envelope.name,
        position=envelope.position,
        key=key,
        reason=reason(error),
    )


def reason(error: BaseException) -> str:
    """Which error, raised where; never its message, which may quote a person's data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno} in {frames[-1].name}" if frames else ""
    return f"{type(error).__name__}{where}"


async def outcome(work: Awaitable[None]) -> Exception | None:
    """What the work raised, if it failed."""
    raised: list[Exception] = []
    with contained(raised.append):
        await work
    return raised[0] if raised else None


@contextmanager
def contained(record: Callable[[Exception], None]) -> Generator[None]:
    """Let nothing that one fact or one row brings about reach the others: whatever it raises is recorded."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - a desk's code may fail in any way; that is what is contained here
        record(error)
