"""What is a desk's judgement? Three pure things: an initial state, decide and evolve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic, TypeVar

from shared.contracts.command import Command, Judgement
from shared.contracts.fact import By, Fact, Recorded, fact_id
from shared.errors import ChangedSinceSeen

C = TypeVar("C", bound=Command)
S = TypeVar("S")
F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Change:
    """The last thing that changed what officers look at."""

    version: int
    name: str
    by: By
    at: datetime


@dataclass(frozen=True, slots=True)
class Folded(Generic[S]):
    """A stream's history as one desk sees it now."""

    state: S
    version: int = 0
    changed: Change | None = None


@dataclass(frozen=True, slots=True)
class Decider(Generic[C, S, F]):
    """One desk's judgement over one kind of stream.

    `facts` is the closed union it folds: other names are skipped before decoding, so that a new fact edits nobody.
    `changes` are those among them that change what an officer judges: a command with an older `seen` is refused.
    """

    initial: S
    decide: Callable[[C, S], Sequence[Fact]]
    evolve: Callable[[S, F], S]
    facts: tuple[type[F], ...]
    changes: tuple[type[Fact], ...] = ()
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Derive the names once."""
        object.__setattr__(self, "names", frozenset[str]().union(*(cls.NAMES for cls in self.facts)))

    def step(self, folded: Folded[S], recorded: Recorded[F]) -> Folded[S]:
        """One fact further."""
        fact, version = recorded.fact, recorded.envelope.version
        after = replace(folded, state=self.evolve(folded.state, fact), version=version)
        if isinstance(fact, self.changes):
            return replace(after, changed=Change(version, fact.NAME, fact.by, fact.occurred_at))
        return after

    def fold(self, history: Iterable[Recorded[F]]) -> Folded[S]:
        """The state this history leads to."""
        folded = Folded(self.initial)
        for recorded in history:
            folded = self.step(folded, recorded)
        return folded

    def left_by(self, command: C, history: Iterable[Recorded[F]]) -> Sequence[Recorded[F]]:
        """The facts this very command left when it was asked before."""
        asked = command.command_id
        return [r for r in history if r.envelope.fact_id == fact_id(asked, r.envelope.name, r.fact.part)]

    def judge(self, command: C, folded: Folded[S], history: Sequence[Recorded[F]]) -> Sequence[Fact]:
        """The facts this command leaves; none if it was asked before.

        Raises:
            ChangedSinceSeen: papers, data or draft changed after the screen was drawn.
            Refused: this state does not allow it.
        """
        if self.left_by(command, history):
            return []
        changed = folded.changed
        if changed and isinstance(command, Judgement) and command.seen < changed.version:
            raise ChangedSinceSeen(seen=command.seen, what=changed.name, by=changed.by, at=changed.at)
        return self.decide(command, folded.state)
