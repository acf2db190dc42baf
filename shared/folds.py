"""What does a desk remember of a stream? The state it folded to last time, as long as the chain proves that it stands.

A command then reads and folds only what came since. The last fact folded is read again with it: its hash is made of
every fact before it, so that a log that was restored to something else is never mistaken for the one remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from shared.contracts.vocabulary import StreamId
from shared.eventlog.port import EventLog, Stored

S = TypeVar("S")

CAPACITY = 256
"""Streams in hand at one desk and in one process, each folded one way or another."""


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """One way to fold a stream. `name` tells it from others; `step` makes a new state, and leaves the old one alone."""

    name: object
    initial: S
    step: Callable[[S, Stored], S]


@dataclass(frozen=True, slots=True)
class _Kept:
    state: Any
    version: int
    hash: str


class Folds:
    """One desk's memory of the streams it had to do with last."""

    def __init__(self, log: EventLog, *, capacity: int = CAPACITY) -> None:
        """Read from `log`; remember so many."""
        self.log = log
        self._capacity = capacity
        self._kept: OrderedDict[tuple[object, StreamId], _Kept] = OrderedDict()

    async def of(self, fold: Fold[S], stream: StreamId) -> S:
        """The stream as it stands on the log now.

        Raises:
            Unavailable: the log cannot be reached.
            Whatever `fold.step` raises.
        """
        kept = self._kept.get((fold.name, stream))
        if kept:
            since = await self.log.read(stream, after=kept.version - 1)
            if since and since[0].envelope.hash == kept.hash:
                return self._keep(fold, stream, kept.state, since, folded=1)
        return self._keep(fold, stream, fold.initial, await self.log.read(stream))

    def _keep(self, fold: Fold[S], stream: StreamId, state: S, facts: Sequence[Stored], *, folded: int = 0) -> S:
        """The state after these facts, of which the first so many are folded already."""
        if not facts:
            return state
        for stored in facts[folded:]:
            state = fold.step(state, stored)
        key, last = (fold.name, stream), facts[-1].envelope
        self._kept[key] = _Kept(state, last.version, last.hash)
        self._kept.move_to_end(key)
        if len(self._kept) > self._capacity:
            self._kept.popitem(last=False)
        return state
