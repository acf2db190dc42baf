"""When does a desk act by itself because time has passed? Due rows of its views become commands, each once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from shared.contracts.vocabulary import CommandId
from shared.execute import Cause
from shared.view import Due, View

R = TypeVar("R")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Elapsed(Generic[R]):
    """A row whose time has come."""

    key: str
    row: R
    due: Due

    @property
    def cause(self) -> Cause:
        """What `execute` records as the reason."""
        return Cause(self.due.cause, self.due.rule)

    def command_id(self, part: str = "") -> CommandId:
        """The same cause and rule always make the same command: any number of replicas leave one fact."""
        return self.cause.command_id(part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer(Generic[R, D]):
    """What a desk does when a row of `view` is due by `rule`: make a command and execute it.

    The fact it leaves must move the row's due time (or end it); a command that leaves nothing is not asked again
    until the row has changed.
    """

    rule: str
    view: View[R, Any]
    handle: Callable[[Elapsed[R], D], Awaitable[None]]
