"""What is a desk, to those who run it? Its lists, what it does by itself, and its routes: declared, not started."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import APIRouter

from shared.bus.reaction import Reaction
from shared.contracts.vocabulary import Desk
from shared.platform.platform import Platform
from shared.room import Room
from shared.timers import Timer
from shared.view import View
from shared.web.texts import Texts

R = TypeVar("R", bound=Room)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Generic[R]):
    """One desk. `open` makes its room of a platform, with its adapters, and closes them; `texts`: error → sentence."""

    desk: Desk
    views: tuple[View[Any, Any], ...]
    reactions: tuple[Reaction[Any, R], ...]
    timers: tuple[Timer[Any, R], ...]
    routes: Callable[[R], APIRouter]
    open: Callable[[Platform], AbstractAsyncContextManager[R]]
    texts: Texts

    @property
    def hears(self) -> frozenset[str]:
        """The names of the facts this desk listens for."""
        return frozenset[str]().union(*(view.names for view in self.views), *(r.names for r in self.reactions))


def plain_room(desk: Desk) -> Callable[[Platform], AbstractAsyncContextManager[Room]]:
    """How a desk without adapters opens its room."""

    @asynccontextmanager
    async def open_room(platform: Platform) -> AsyncGenerator[Room]:
        async with platform.room(desk) as room:
            yield room

    return open_room
