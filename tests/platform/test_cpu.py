"""Does heavy work run apart, and is it kept within its limits?"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator

import pytest

from shared.platform.cpu import MEMORY, CpuPool, WorkerDied, cpu_pool

pytestmark = pytest.mark.spine


@pytest.fixture
async def cpu() -> AsyncGenerator[CpuPool]:
    async with cpu_pool(warm=("colorsys",)) as pool:
        yield pool


def is_warm(module: str) -> bool:
    return module in sys.modules


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def take(size: int) -> int:
    return len(bytearray(size))


def refuse(why: str) -> None:
    raise ValueError(why)


async def test_work_runs_in_a_warm_process_that_is_not_ours(cpu: CpuPool) -> None:
    assert await cpu(os.getpid) != os.getpid()
    assert await cpu(is_warm, "colorsys")


async def test_what_the_work_raises_is_raised_here(cpu: CpuPool) -> None:
    with pytest.raises(ValueError, match="blurred"):
        await cpu(refuse, "blurred")


async def test_work_that_wants_too_much_memory_fails_alone(cpu: CpuPool) -> None:
    with pytest.raises(MemoryError):
        await cpu(take, MEMORY)
    assert await cpu(take, 8) == 8


async def test_a_killed_worker_fails_its_work_and_is_replaced(cpu: CpuPool) -> None:
    with pytest.raises(WorkerDied):
        await cpu(die)
    assert await cpu(take, 8) == 8


async def test_workers_who_have_done_their_share_go_on_until_the_next_are_warm(
    cpu: CpuPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.platform.cpu._TASKS_OF_A_LIFE", 5)
    first = set(await asyncio.gather(*(cpu(os.getpid) for _ in range(30))))
    async with asyncio.timeout(60):
        while await cpu(os.getpid) in first:
            pass  # as before, and at once
    assert await cpu(is_warm, "colorsys")
