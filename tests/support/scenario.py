"""Given these facts, when somebody asks this, what then? The sentence in which every decider is tested.

scenario(VERIFICATION).given(received(), found_complete()).when(Verify(**asked(SITI))).then(verified())
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, cast

import pytest

from shared.contracts.fact import Fact, Recorded
from shared.decider import Command, Decider, Folded
from shared.errors import Refused
from tests.support.histories import recorded

C = TypeVar("C", bound=Command)
S = TypeVar("S")
F = TypeVar("F", bound=Fact)


def scenario(decider: Decider[C, S, F]) -> Given[C, S, F]:
    """An empty stream, and who judges it."""
    return Given(decider)


@dataclass(frozen=True, slots=True)
class Given(Generic[C, S, F]):
    """What has happened so far, in envelopes of versions 1, 2, 3 …"""

    decider: Decider[C, S, F]
    past: tuple[Recorded[Fact], ...] = ()

    def given(self, *facts: Fact) -> Given[C, S, F]:
        """These facts happened, in this order; those the decider does not fold are counted, and skipped."""
        following = enumerate(facts, start=len(self.past) + 1)
        return replace(self, past=(*self.past, *(recorded(fact, version) for version, fact in following)))

    def after(self, command: C) -> Given[C, S, F]:
        """This was asked, and left what it leaves, under the ids that the command gives."""
        left = enumerate(self.judge(command), start=len(self.past) + 1)
        facts = (recorded(fact, version, command=command.command_id) for version, fact in left)
        return replace(self, past=(*self.past, *facts))

    def when(self, command: C) -> When[C, S, F]:
        """Now this is asked."""
        return When(self, command)

    @property
    def state(self) -> S:
        """What the decider makes of the past."""
        return self._folded().state

    def judge(self, command: C) -> Sequence[Fact]:
        """As shared/execute.py does, without a log."""
        return self.decider.judge(command, self._folded(), self._known())

    def _known(self) -> Sequence[Recorded[F]]:
        return [cast("Recorded[F]", one) for one in self.past if one.fact.NAME in self.decider.names]

    def _folded(self) -> Folded[S]:
        return replace(self.decider.fold(self._known()), version=len(self.past))


@dataclass(frozen=True, slots=True)
class When(Generic[C, S, F]):
    """The question, answered by one of its endings."""

    before: Given[C, S, F]
    command: C

    def then(self, *facts: Fact) -> None:
        """Exactly these facts are left, in this order."""
        assert list(self.before.judge(self.command)) == list(facts)

    def then_nothing(self) -> None:
        """Nothing is left, and nothing is refused."""
        assert list(self.before.judge(self.command)) == []

    def then_refused(self, error: type[Refused], **reason: object) -> None:
        """This very error, with at least these reasons."""
        with pytest.raises(error) as refusal:
            self.before.judge(self.command)
        assert type(refusal.value) is error
        told = {name: refusal.value.reason.get(name) for name in reason}
        assert told == reason
