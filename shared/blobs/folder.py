"""How do blobs rest in a folder? As files named by their address, two levels deep: ab/cd/abcd….

For offices without an object store, and where no wheel of one exists. What it lacks against S3: a second machine, and
object lock: whoever may write to the folder may also delete.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from shared.blobs.address import belonging, checked
from shared.blobs.port import BlobDamaged, BlobMissing
from shared.errors import Unavailable
from shared.write_once import sweep, sync_folder, write_once

T = TypeVar("T")


class FolderUnavailable(Unavailable):
    """The folder of blobs cannot be used now."""  # error: str, what the operating system says


@dataclass(frozen=True, slots=True)
class FolderBlobs:
    """A `BlobStore` in one folder, which several processes may share."""

    root: Path

    @classmethod
    def prepare(cls, root: Path) -> FolderBlobs:
        """Make the folder (mode 0700) if it is not there, and clear away what killed processes left unfinished.

        Raises:
            FolderUnavailable: it cannot be made or read.
        """
        with _named():
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(root.parent)
            sweep(root)
        return cls(root)

    async def put(self, address: str, sealed: bytes) -> None:
        await _in_thread(lambda: self._put(address, sealed))

    async def get(self, address: str, *, start: int = 0, length: int | None = None) -> bytes:
        return await _in_thread(lambda: self._get(address, start, length))

    async def has(self, address: str) -> bool:
        return await _in_thread(self._path(address).is_file)

    def _put(self, address: str, sealed: bytes) -> None:
        path = self._path(belonging(address, sealed))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = write_once(path, sealed, scratch=self.root)
        for folder in path.parents[1:3]:  # whoever made the folders may have died before syncing them
            sync_folder(folder)
        if not made and path.read_bytes() != sealed:
            raise BlobDamaged(address)

    def _get(self, address: str, start: int, length: int | None) -> bytes:
        try:
            with self._path(address).open("rb") as file:
                file.seek(start)
                return file.read(length)
        except FileNotFoundError:
            raise BlobMissing(address=address) from None

    def _path(self, address: str) -> Path:
        return self.root / checked(address)[:2] / address[2:4] / address


async def _in_thread(act: Callable[[], T]) -> T:
    with _named():
        return await asyncio.to_thread(act)


@contextmanager
def _named() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise FolderUnavailable(error=error.strerror) from error
