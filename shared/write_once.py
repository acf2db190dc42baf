"""How does a file come to be either whole and durable, or not at all? (folder blobs, the master key)."""

from __future__ import annotations

import errno
import fcntl
import os
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
    with NamedTemporaryFile(dir=scratch, prefix=_UNFINISHED) as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)  # what a dead process leaves is unlocked: see sweep
        mine.write(data)
        mine.flush()
        os.fsync(mine.fileno())
        if Path(mine.name).read_bytes() != data:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        made = _link(Path(mine.name), path)
    sync_folder(path.parent)  # also where another process has just linked it, and may not have synced yet
    return made


def sweep(scratch: Path) -> None:
    """Remove what processes that were killed while writing left in `scratch`."""
    for leftover in scratch.glob(f"{_UNFINISHED}*"):
        with leftover.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # its writer lives
            leftover.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _link(mine: Path, path: Path) -> bool:
    try:
        path.hardlink_to(mine)
    except FileExistsError:
        return False
    return True
