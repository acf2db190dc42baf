"""How does the program speak to operators without telling them about people? Known keys only, numbers masked.

What an event carries under a key that is not listed here is withheld (its name is said); NIK, KK and telephone numbers
are masked wherever they appear; errors are told by their kind and place, never by their message, which may quote what
somebody sent. One event is one line.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

KEYS: Final = frozenset(
    {
        "event", "level", "timestamp", "request_id",
        "at", "attempt", "bus_at", "cause", "code", "count", "desk", "document_id", "durable", "error", "fact_id",
        "faults", "floor", "folder", "kind", "log_at", "message_id", "method", "name", "pid", "port", "position",
        "reaction", "route", "rule", "seconds", "server", "source", "status", "timer", "view", "what", "where", "why",
    }
)  # fmt: skip
"""What an event may say. None of these ever holds data of a person."""

_NIK: Final = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)", re.ASCII)
"""NIK and KK numbers alike: sixteen digits, however grouped."""
_PHONE: Final = re.compile(r"(?<![\d.])(?:\+?62[ .-]?|\+|0)[1-9]\d{1,2}(?:[ .-]?\d){5,11}(?!\d)", re.ASCII)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_MASKED: Final = "•••"
_ROOT: Final = Path(__file__).parents[2]
_FRAMES: Final = 6


def configure(stream: TextIO, *, as_json: bool) -> None:
    """Send every event, ours and those of the libraries (from WARNING on), through the same rules to `stream`."""
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *_RULES, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[remove_meta, *_RULES, renderer]))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)


# ---------------------------------------------------------------- the rules, in the order they are applied


def _told_by_place(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """An error by its kind and where it came from."""
    match event.pop("exc_info", None):
        case None | False:
            return event
        case BaseException() as error:
            return {**event, **_place(error, error.__traceback__)}
        case (type(), BaseException() as error, trace):
            return {**event, **_place(error, trace)}
        case _:
            _, error, trace = sys.exc_info()
            return {**event, **_place(error, trace)} if error else event


def _place(error: BaseException, trace: TracebackType | None) -> EventDict:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    where = " < ".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in reversed(frames))
    return {"error": type(error).__qualname__, "where": where}


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name


def _only_known(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    withheld = sorted(event.keys() - KEYS)
    known = {key: value for key, value in event.items() if key in KEYS}
    return {**known, "withheld": withheld} if withheld else known


def _without_people(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {key: _clean(value) for key, value in event.items()}


def _clean(value: object) -> object:
    if value is None or isinstance(value, bool | float):
        return value
    said = str(value)
    masked = _CONTROL.sub(_escaped, _PHONE.sub(_MASKED, _NIK.sub(_MASKED, said)))
    return value if isinstance(value, int) and masked == said else masked


def _escaped(control: re.Match[str]) -> str:
    return f"\\u{ord(control[0]):04x}"


_RULES: Final[Sequence[Processor]] = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _told_by_place,
    _only_known,
    _without_people,
)
