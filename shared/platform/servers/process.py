"""How does one child process run? Started apart from our terminal, tied to our life, and seen when it ends."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals
from tempfile import TemporaryFile
from typing import IO, Final

from shared.platform.servers.identity import Identity

_LAUNCHER: Final = Path(__file__).with_name("launch.py")
_PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
_LOG_LIMIT: Final = 16 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to run, and how to end it.

    `told` is what it reads from its standard input. `stop` asks it to end; after `grace` seconds it is killed.
    `orphaned` is what it gets if we die ourselves. Of our environment only the search paths are passed on: no secret
    of ours reaches a child.
    """

    name: str
    command: tuple[str, ...]
    directory: Path
    log: Path
    identity: Identity = field(default_factory=Identity)
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    told: bytes = b""
    stop: Signals = SIGTERM
    orphaned: Signals = SIGKILL
    grace: float = 5.0


class Process:
    """A child that was started; its end is known when nothing of its family holds our pipe any more."""

    def __init__(self, program: Program, *, inherit: Sequence[int] = ()) -> None:
        """Start it. `inherit` are file descriptors it keeps open, such as a lock that must outlive us."""
        self._program = program
        alive, held_by_child = os.pipe()
        self._alive = os.fdopen(alive, "rb", buffering=0)
        try:
            with _opened(program.log) as log, _as_input(program.told) as told:
                self._popen = subprocess.Popen(  # noqa: S603 - our own command
                    _launch(program),
                    stdin=told,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    cwd=program.directory,
                    env=_environment(program),
                    pass_fds=(held_by_child, *inherit),
                    start_new_session=True,
                )
        except BaseException:
            self._alive.close()
            raise
        finally:
            os.close(held_by_child)

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._popen.pid

    @property
    def running(self) -> bool:
        """Whether the child itself still runs."""
        return self._popen.poll() is None

    def kill(self) -> None:
        """End it at once, as a crash would: the child alone, without a word to its family."""
        self._popen.kill()

    async def ended(self) -> int:
        """Wait until it and all its family are gone; the exit status (negative: the signal)."""
        if not self._alive.closed:
            await _end_of(self._alive)
            self._alive.close()
        return self._popen.wait()

    async def stop(self) -> int:
        """Ask it to end, and insist after its grace. Ended already: nothing."""
        self._popen.send_signal(self._program.stop)
        try:
            return await asyncio.wait_for(self.ended(), self._program.grace)
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, SIGKILL)
            return await self.ended()


def _launch(program: Program) -> list[str]:
    who = program.identity
    knot = [str(os.getpid()), str(int(program.orphaned)), str(who.uid), str(who.gid)]
    return [sys.executable, "-I", "-S", str(_LAUNCHER), *knot, *who.wrapper, *program.command]


def _environment(program: Program) -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed_on, "HOME": str(program.directory), **program.environment}


def _opened(log: Path) -> IO[bytes]:
    """The log, appended to; what a former run left is kept once, so that it cannot grow for ever."""
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))
    return log.open("ab")


def _as_input(told: bytes) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 - the caller's
    file.write(told)
    file.seek(0)
    return file


async def _end_of(pipe: IO[bytes]) -> None:
    """Wait for the end of the pipe: nobody writes to it."""
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(pipe, end.set)
    try:
        await end.wait()
    finally:
        loop.remove_reader(pipe)
