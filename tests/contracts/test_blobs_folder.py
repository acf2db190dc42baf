"""Does the folder half hold when the disk is full, or the process that writes is killed?"""

from __future__ import annotations

import asyncio
import fcntl
import os
import resource
import secrets
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shared.blobs.address import address_of
from shared.blobs.folder import FolderBlobs, FolderUnavailable
from shared.write_once import write_once

pytestmark = pytest.mark.spine

ROOM = 100_000
"""Bytes a file may have while the disk is full."""


@contextmanager
def full_disk() -> Generator[None]:
    """No file of this process grows past ROOM; the system says so at the write that would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


async def test_a_full_disk_refuses_new_blobs_and_gives_back_the_old_ones(tmp_path: Path) -> None:
    store = FolderBlobs.prepare(tmp_path)
    old, new = secrets.token_bytes(1000), secrets.token_bytes(2 * ROOM)
    await store.put(address_of(old), old)

    with full_disk():
        with pytest.raises(FolderUnavailable):
            await store.put(address_of(new), new)
        assert not await store.has(address_of(new))
        assert await store.get(address_of(old)) == old

    assert [file.name for file in files(tmp_path)] == [address_of(old)]
    await store.put(address_of(new), new)
    assert await store.get(address_of(new)) == new


WRITER = """
import asyncio, secrets, sys
from pathlib import Path
from shared.blobs.address import address_of
from shared.blobs.folder import FolderBlobs

async def main() -> None:
    store = FolderBlobs.prepare(Path(sys.argv[1]))
    while True:
        sealed = secrets.token_bytes(3_000_000)
        await store.put(address_of(sealed), sealed)
        print(address_of(sealed), flush=True)

asyncio.run(main())
"""


async def acknowledged_until_killed(root: Path, blobs: int) -> list[str]:
    """What a process that writes blob after blob said it had written, when it was killed in the middle of the next."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, str(root), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    addresses = [(await process.stdout.readline()).decode().strip() for _ in range(blobs)]
    process.kill()
    rest = (await process.stdout.read()).decode()
    await process.wait()
    return addresses + rest.split()


async def test_whatever_bears_a_name_after_a_kill_is_whole_and_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    acknowledged = [address for blobs in (1, 2, 3) for address in await acknowledged_until_killed(tmp_path, blobs)]
    store = FolderBlobs.prepare(tmp_path)

    there = files(tmp_path)

    assert {address_of(file.read_bytes()) for file in there} == {file.name for file in there}
    assert len(acknowledged) >= 6
    for address in acknowledged:
        assert address_of(await store.get(address)) == address


@contextmanager
def locked(folder: Path, how: int) -> Generator[None]:
    """As another process would."""
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, how)
    try:
        yield
    finally:
        os.close(descriptor)


def test_what_a_killed_process_left_unfinished_is_cleared_away_when_nobody_writes(tmp_path: Path) -> None:
    (tmp_path / ".unfinished-blob").write_bytes(b"half a blo")

    with locked(tmp_path, fcntl.LOCK_SH):
        FolderBlobs.prepare(tmp_path)
        assert files(tmp_path) == [tmp_path / ".unfinished-blob"]

    FolderBlobs.prepare(tmp_path)
    assert files(tmp_path) == []


async def test_nobody_writes_while_leftovers_are_cleared_away(tmp_path: Path) -> None:
    store = FolderBlobs.prepare(tmp_path)

    with locked(tmp_path, fcntl.LOCK_EX):
        writing = asyncio.create_task(store.put(address_of(b"a photo"), b"a photo"))
        _, waiting = await asyncio.wait([writing], timeout=0.2)
        assert waiting

    await writing
    assert await store.has(address_of(b"a photo"))


def test_nobody_else_on_the_machine_may_look_in(tmp_path: Path) -> None:
    FolderBlobs.prepare(tmp_path / "blobs")
    write_once(tmp_path / "blobs" / "file", b"", scratch=tmp_path / "blobs")

    assert (tmp_path / "blobs").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "blobs" / "file").stat().st_mode & 0o777 == 0o600


def test_a_file_written_once_stays_as_it_was(tmp_path: Path) -> None:
    assert write_once(tmp_path / "file", b"first", scratch=tmp_path)
    assert not write_once(tmp_path / "file", b"second", scratch=tmp_path)

    assert files(tmp_path) == [tmp_path / "file"]
    assert (tmp_path / "file").read_bytes() == b"first"


async def test_a_folder_that_is_none_is_said_to_be_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(FolderUnavailable) as failure:
        FolderBlobs.prepare(tmp_path / "file")

    assert failure.value.error == "File exists"
