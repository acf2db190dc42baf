"""How do many appends share one commit? One writer takes whatever waits and records it in one call."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Self, TypeAlias

from shared.errors import Unavailable
from shared.eventlog.port import Append, Appended

MOST = 256
"""Appends in one commit; keeps the lock short for the other desks."""
ROOM = 4096
"""Appends waiting at once; further callers wait before the door."""

Outcome: TypeAlias = Appended | Exception
Record: TypeAlias = Callable[[Sequence[Append]], Awaitable[Sequence[Outcome]]]
"""Commits a batch, and returns what became of each append, in order."""

_Waiting: TypeAlias = tuple[Append, asyncio.Future[Appended]]


class GroupCommit:
    """The one writer of a desk in a process; a context manager that on leaving records what still waits."""

    def __init__(self, record: Record) -> None:
        """`record` is the backend's call for a batch."""
        self._record = record
        self._waiting: deque[_Waiting] = deque()
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()
        self._closing = False

    async def __aenter__(self) -> Self:
        """Start writing."""
        self._task = asyncio.create_task(self._run(), name="event log writer")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take no more, record what waits, and stop."""
        self._closing = True
        self._arrived.set()
        self._room.set()
        await self._task

    async def append(self, append: Append) -> Appended:
        """Wait for the commit that this append becomes part of. Raises as EventLog.append does."""
        while len(self._waiting) >= ROOM and not self._closing:
            self._room.clear()
            await self._room.wait()
        if self._closing:
            raise Unavailable(why="this process is shutting down")
        answer: asyncio.Future[Appended] = asyncio.get_running_loop().create_future()
        self._waiting.append((append, answer))
        self._arrived.set()
        return await answer

    async def _run(self) -> None:
        while self._waiting or not self._closing:
            await self._arrived.wait()
            self._arrived.clear()
            while self._waiting:
                await self._commit(self._take())

    def _take(self) -> Sequence[_Waiting]:
        """What waits, up to MOST; callers that went away are left out."""
        taken = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        self._room.set()
        return [(append, answer) for append, answer in taken if not answer.done()]

    async def _commit(self, batch: Sequence[_Waiting]) -> None:
        try:
            outcomes = await self._record([append for append, _ in batch])
        except Unavailable as lost:
            outcomes = [Unavailable(retry_after=lost.retry_after, **lost.reason) for _ in batch]
        except Exception as bug:  # noqa: BLE001 - one append that breaks the call must not fail its neighbours
            if len(batch) > 1:
                for waiting in batch:
                    await self._commit([waiting])
                return
            outcomes = [bug]
        for (_, answer), outcome in zip(batch, outcomes, strict=True):
            _give(answer, outcome)


def _give(answer: asyncio.Future[Appended], outcome: Outcome) -> None:
    if answer.done():
        return  # the caller went away
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)
