"""How does a file come to be either whole and durable, or not at all? (folder blobs, the master key)."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

_UNFINISHED = ".unfinished-"


def write_once(path: Path, data: bytes, *, scratch: Path) -> bool:
    """Write a file (mode 0600) that did not exist; False if it did, which is then left as it is.

    The bytes are written in `scratch`, a folder on the same file system, synced and read back before `path` names
    them: whatever bears the name is whole, whenever the machine stops. Durable on return, either way.

    Raises:
        OSError: the disk is full, away or faulty; `path` is not durably made.
    """
    with _locked(scratch, fcntl.LOCK_SH), NamedTemporaryFile(dir=scratch, prefix=_UNFINISHED) as mine:
        mine.write(data)
        mine.flush()
        os.fsync(mine.fileno())
        if Path(mine.name).read_bytes() != data:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        made = _link(Path(mine.name), path)
    sync_folder(path.parent)  # also where another process has just linked it, and may not have synced yet
    return made


def sweep(scratch: Path) -> None:
    """Remove what processes that were killed while writing left in `scratch`; not now, if somebody writes there now."""
    try:
        with _locked(scratch, fcntl.LOCK_EX | fcntl.LOCK_NB):
            for leftover in scratch.glob(f"{_UNFINISHED}*"):
                leftover.unlink()
    except BlockingIOError:
        return


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    with _descriptor(folder) as descriptor:
        os.fsync(descriptor)


def _link(mine: Path, path: Path) -> bool:
    try:
        path.hardlink_to(mine)
    except FileExistsError:
        return False
    return True


@contextmanager
def _locked(folder: Path, how: int) -> Generator[None]:
    """Hold a lock on a folder, which ends with the process at the latest."""
    with _descriptor(folder) as descriptor:
        fcntl.flock(descriptor, how)
        yield


@contextmanager
def _descriptor(folder: Path) -> Generator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
