"""Whose is the data folder? One office's at a time: it and its servers hold a lock on it for as long as they live."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from shared.platform.errors import CannotStart

_ORPHANS_END: Final = 15.0
_LOOK_EVERY: Final = 0.05


class FolderInUse(CannotStart):
    """Folder data {folder} sedang dipakai oleh proses {pid}. Hentikan proses itu, atau pilih folder lain: --data."""


class ServersLeftBehind(CannotStart):
    """Server dari kantor yang mati (proses {pid}) masih memakai folder data {folder}. Hentikan server itu dahulu."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder that is ours. `lock` is the descriptor of the lock; what we start keeps it open."""

    path: Path
    lock: int


@asynccontextmanager
async def own_folder(path: Path) -> AsyncGenerator[DataFolder]:
    """Make the folder if need be, and own it for the length of the block.

    The servers inherit the lock. So after our own death the folder stays taken until the last of them is gone, which
    the next start waits for.

    Raises:
        FolderInUse: another office runs on it.
        ServersLeftBehind: servers of one that died are still there after 15 seconds.
    """
    lock = _open(path)
    try:
        await _take(lock, path)
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        yield DataFolder(path, lock)
    finally:
        os.close(lock)


def _open(folder: Path) -> int:
    # Root's servers run as somebody else, who must get through to their own folders; all below is 0700.
    folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    return os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)


async def _take(lock: int, folder: Path) -> None:
    for _ in range(round(_ORPHANS_END / _LOOK_EVERY)):
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if _alive(_holder(lock)):
                raise FolderInUse(folder=folder, pid=_holder(lock)) from None
        await asyncio.sleep(_LOOK_EVERY)
    raise ServersLeftBehind(folder=folder, pid=_holder(lock))


def _holder(lock: int) -> int:
    """The process that took the lock last; 0 if it has not said so yet."""
    return int(os.pread(lock, 20, 0) or 0)


def _alive(pid: int) -> bool:
    if not pid:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
