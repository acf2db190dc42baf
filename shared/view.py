"""What is a view? A pure fold of facts into rows that people look at: one row per key, each in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar, cast

from shared.contracts.fact import Fact, Recorded
from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import FactId, StreamId

R = TypeVar("R")
F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Due:
    """When the desk acts on a row by itself, by which rule, because of which fact (shared/timers.py)."""

    at: datetime
    rule: str
    cause: FactId


@dataclass(frozen=True, slots=True)
class Blind:
    """A sealed value by which a row may be looked up; the runner opens it and keeps only its HMAC, in the table."""

    stream: StreamId
    sealed: Sealed[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row stands.

    `queue` is the list that shows it; None for none. Within a queue rows with a legal day come first, by that day, the
    others by `rank` (usually since when they wait). `handles` are exact look-ups: nomor, tracking code, sender's id.
    """

    rank: datetime
    queue: str | None = None
    legal_day: date | None = None
    due: Due | None = None
    handles: tuple[str, ...] = ()
    blind: tuple[Blind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Generic[R, F]):
    """One list of a desk: which facts it folds, onto which rows, and where each row stands.

    `row` is a frozen dataclass of plain values, enums, times and sealed values. `key` says which rows a fact concerns;
    None: none (it was only listened for). `evolve` makes the row, changes it, or ends it (None). A higher `version`
    makes every table of the desk anew from the log at the next start: raise it with any change of meaning or shape.
    """

    name: str
    row: type[R]
    facts: tuple[type[F], ...]
    key: Callable[[Recorded[F]], str | tuple[str, ...] | None]
    evolve: Callable[[R | None, Recorded[F]], R | None]
    place: Callable[[R], Place]
    version: int = 1
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Derive the names once."""
        object.__setattr__(self, "names", frozenset[str]().union(*(cls.NAMES for cls in self.facts)))

    def keys(self, recorded: Recorded[F]) -> tuple[str, ...]:
        """The rows this fact concerns."""
        match self.key(recorded):
            case None:
                return ()
            case str(one):
                return (one,)
            case several:
                return several

    def fold(self, history: Iterable[Recorded[Fact]]) -> Mapping[str, R]:
        """The rows this history leads to, by key."""
        rows: dict[str, R] = {}
        for recorded in history:
            if recorded.fact.NAME not in self.names:
                continue
            heard = cast("Recorded[F]", recorded)
            for key in self.keys(heard):
                row = self.evolve(rows.get(key), heard)
                if row is None:
                    rows.pop(key, None)
                else:
                    rows[key] = row
        return rows


def normalised(value: str) -> str:
    """The form under which a sealed value is looked up: one space between words, no capitals."""
    return " ".join(value.split()).casefold()
