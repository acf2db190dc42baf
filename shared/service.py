"""What is a desk, to those who run it? Its lists, what it does by itself, and its routes: declared, not started."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import APIRouter

from shared.bus.reaction import Reaction
from shared.contracts.vocabulary import Desk
from shared.decider import Decider
from shared.room import Room
from shared.timers import Timer
from shared.view import View
from shared.web.texts import Texts

R = TypeVar("R", bound=Room)


@asynccontextmanager
async def plain(room: Room) -> AsyncGenerator[Room]:
    """The room of a desk without adapters."""
    yield room


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Generic[R]):
    """One desk.

    `berkas` is its judgement over a berkas's stream. `open` puts the desk's adapters into its room, and closes them.
    `texts`: error → sentence.
    """

    desk: Desk
    berkas: Decider[Any, Any, Any]
    views: tuple[View[Any, Any], ...]
    reactions: tuple[Reaction[Any, R], ...]
    timers: tuple[Timer[Any, R], ...]
    routes: Callable[[R], APIRouter]
    open: Callable[[Room], AbstractAsyncContextManager[R]]
    texts: Texts

    @property
    def hears(self) -> frozenset[str]:
        """The names of the facts this desk listens for."""
        return frozenset[str]().union(*(view.names for view in self.views), *(r.names for r in self.reactions))
