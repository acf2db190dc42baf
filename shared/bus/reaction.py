"""What is a reaction? A fact leads a desk to do something by itself (the runner: reactions.py)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from shared.contracts.fact import Fact, Recorded
from shared.contracts.vocabulary import CommandId
from shared.execute import Cause

F_co = TypeVar("F_co", bound=Fact, covariant=True)
F = TypeVar("F", bound=Fact)
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Heard(Recorded[F_co]):
    """A fact as a reaction hears it: with the cause and the command ids of what it leads to."""

    reaction: str

    @property
    def cause(self) -> Cause:
        """What `execute` records as the reason."""
        return Cause(self.envelope.fact_id, self.reaction, self.envelope.correlation_id)

    def command_id(self, part: str = "") -> CommandId:
        """Heard a hundred times, the same command; `part` tells several commands of one fact apart."""
        return self.cause.command_id(part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction(Generic[F, D]):
    """Three lines of a desk's handlers.py, under a name that never changes: its place on the bus hangs on it.

    `handle` hears the fact, makes a command and executes it. It may be called again for the same fact, and for two
    facts in another order than they happened. Refused is settled; Conflict and Unavailable are tried again; anything
    else is tried a few times and then quarantined. `after_views`: it reads a view, so the runner first waits until the
    desk's views have reached the fact. `at_once`: how many facts it may work on at the same time, per process.
    """

    name: str
    facts: tuple[type[F], ...]
    handle: Callable[[Heard[F], D], Awaitable[None]]
    after_views: bool = False
    at_once: int = 1
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Derive the names once."""
        object.__setattr__(self, "names", frozenset[str]().union(*(cls.NAMES for cls in self.facts)))
