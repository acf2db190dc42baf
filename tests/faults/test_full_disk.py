"""What does an office without room for photos do? It says so, keeps nothing half, and goes on when there is room."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from tests.support.lives import Ledger, Life, application, appoint, photo_of, signed_in
from tests.support.office import Office, office_in
from tests.support.people import RINA
from tests.support.servers import server_folder
from tests.support.soundness import assert_sound, by_people

pytestmark = pytest.mark.faults

KIB = 1024
PHOTO = photo_of("too-much", comments=8)


class Disk(Protocol):
    """Where an office's photos rest, as a test may fill it."""

    def fill(self, office: Office) -> None: ...

    def empty(self, office: Office) -> None: ...


@dataclass(frozen=True, slots=True)
class Mounted:
    """A small disk of their own."""

    folder: Path

    def fill(self, office: Office) -> None:  # noqa: ARG002 - it needs no office
        with (self.folder / "full").open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(64 * KIB)):
                pass

    def empty(self, office: Office) -> None:  # noqa: ARG002
        (self.folder / "full").unlink()


@dataclass(frozen=True, slots=True)
class Limited:
    """A folder in which the office may make no file of more than 256 KiB: for a larger photo, the same."""

    def fill(self, office: Office) -> None:
        self._limit(office, 256 * KIB)

    def empty(self, office: Office) -> None:
        self._limit(office, resource.RLIM_INFINITY)

    def _limit(self, office: Office, size: int) -> None:
        assert office.process
        resource.prlimit(office.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def object_store(folder: Path) -> Generator[Disk]:
    """Photos rest in the object store; where nobody may mount a disk for it, in a folder."""
    data = folder / "s3" / "data"
    data.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", data], check=False).returncode:
        (folder / "blobs").mkdir()
        yield Limited()
        return
    try:
        yield Mounted(data)
    finally:
        subprocess.run(["umount", data], check=True)


@contextmanager
def folder_of_photos(folder: Path) -> Generator[Disk]:
    """Photos rest in a folder, as where there is no object store."""
    (folder / "blobs").mkdir()
    yield Limited()


@pytest.mark.parametrize("where", [object_store, folder_of_photos])
async def test_an_office_without_room_for_photos_says_so_keeps_nothing_and_goes_on_when_there_is(
    where: Callable[[Path], AbstractContextManager[Disk]],
) -> None:
    ledger = Ledger()
    with server_folder() as folder, where(folder) as disk, office_in(folder) as office:
        async with signed_in(office) as screens:
            rina = screens[RINA.id]
            await appoint(office, screens)
            begun = await Life("begun", screens, ledger).to("receive")
            before = await by_people(office)

            disk.fill(office)
            assert_says_so(await rina.ask("POST", "/intake/berkas", key="new", **application("new", photo=PHOTO)))
            more = [("SKPWNI", ("surat.jpg", PHOTO, "image/jpeg"))]
            path = f"/intake/berkas/{begun.berkas_id}/supplement"
            assert_says_so(await rina.ask("POST", path, key="more", files=more))
            assert await by_people(office) == before

            disk.empty(office)
            again = await rina.insist("POST", "/intake/berkas", key="new", **application("new", photo=PHOTO))
            assert again.json()["nomor"].endswith("000002")
            await rina.insist("POST", path, key="more", files=more)
            await begun.to("close")
        await assert_sound(office, ledger.told)


def assert_says_so(answer: httpx.Response) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert answer.json()["title"].startswith("Layanan sedang tidak dapat dijangkau. Tidak ada yang hilang")
