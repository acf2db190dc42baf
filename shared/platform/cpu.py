"""Where does work run that would hold the event loop up? In a few processes: warm, recycled, limited in memory."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from signal import SIG_IGN, SIGINT, SIGKILL, signal
from typing import Final, ParamSpec, TypeVar

from shared.errors import Unavailable
from shared.platform.servers.launch import tie_to_parent

T = TypeVar("T")
P = ParamSpec("P")

MEMORY: Final = 2 * 2**30
"""Bytes that one worker may allocate; a page that needs more fails by itself, and takes nobody along."""
_MOST_WORKERS: Final = 4
_TASKS_OF_A_LIFE: Final = 200
"""Of each worker; then all are replaced: image libraries do not give everything back. (The executor's own
`max_tasks_per_child` can leave tasks waiting for a worker that is no more: cpython#115634.)"""


class WorkerDied(Unavailable):
    """The process that worked on this was killed; the same work may be asked again."""


@dataclass(slots=True)
class _Crew:
    """Workers of one age, and how much they were given. `starting`: done once each has imported what it needs."""

    executor: ProcessPoolExecutor
    starting: Sequence[Future[int]]
    tasks: int = 0

    @property
    def ready(self) -> bool:
        return all(one.done() for one in self.starting)


class CpuPool:
    """Runs picklable functions in processes of its own."""

    def __init__(self, workers: int, warm: Sequence[str]) -> None:
        """`warm` are modules that every worker imports before its first task."""
        self._workers = workers
        self._warm = warm
        self._crew = self._hired()
        self._next: _Crew | None = None

    async def __call__(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns or raises; it, its arguments and its result can be pickled.

        Raises:
            WorkerDied: the process was killed on the way.
        """
        crew = self._at_work()
        crew.tasks += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(crew.executor, partial(function, *args, **kwargs))
        except BrokenProcessPool:
            if self._crew is crew:
                self._relieve(self._next or self._hired())
            raise WorkerDied from None

    def close(self) -> None:
        """Wait for what is under way, and end the workers; blocking."""
        for crew in filter(None, (self._crew, self._next)):
            crew.executor.shutdown(cancel_futures=True)

    def _at_work(self) -> _Crew:
        """Whoever takes the next task. Those who have done their share go on until the next are warm: nobody waits."""
        if self._next is None and self._crew.tasks >= _TASKS_OF_A_LIFE * self._workers:
            self._next = self._hired()
        if self._next is not None and self._next.ready:
            self._relieve(self._next)
        return self._crew

    def _relieve(self, crew: _Crew) -> None:
        """These from now on; the old workers finish what they have."""
        self._crew.executor.shutdown(wait=False)
        self._crew, self._next = crew, None

    def _hired(self) -> _Crew:
        executor = ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(os.getpid(), self._warm),
        )
        return _Crew(executor, [executor.submit(os.getpid) for _ in range(self._workers)])


@asynccontextmanager
async def cpu_pool(*, warm: Sequence[str] = ()) -> AsyncGenerator[CpuPool]:
    """As many processes as there are cores, up to four."""
    pool = CpuPool(min(os.cpu_count() or 1, _MOST_WORKERS), warm)
    try:
        yield pool
    finally:
        await asyncio.to_thread(pool.close)


def _begin(parent: int, warm: Sequence[str]) -> None:
    """Become a worker: gone with its parent, deaf to Ctrl-C (the parent ends it), limited, warm."""
    tie_to_parent(parent, SIGKILL)
    signal(SIGINT, SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for module in warm:
        import_module(module)
