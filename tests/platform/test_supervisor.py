"""Do servers crash, end and come back as they should, whatever becomes of us?"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
import structlog

from shared.contracts.vocabulary import Desk
from shared.platform.errors import CannotStart
from shared.platform.servers.binaries import ProgramMissing, ProgramTooOld
from shared.platform.servers.folder import FolderInUse, own_folder
from shared.platform.servers.nats import Nats
from shared.platform.servers.postgres import Postgres
from shared.platform.servers.server import ServerFailed
from shared.platform.servers.supervisor import supervised
from tests.platform.process import READY
from tests.support.servers import server_folder

pytestmark = pytest.mark.faults


@pytest.fixture
def folder() -> Iterator[Path]:
    with server_folder() as folder:
        yield folder


Said = asyncio.Queue[structlog.typing.EventDict]


@pytest.fixture
def said() -> Iterator[Said]:
    """What the supervisor says, as it says it."""
    queue = Said()

    def hear(_logger: object, _level: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        queue.put_nowait(event)
        raise structlog.DropEvent

    structlog.configure(processors=[hear])
    yield queue
    structlog.reset_defaults()


async def hears(said: Said, event: str) -> structlog.typing.EventDict:
    async with asyncio.timeout(20):
        while (heard := await said.get())["event"] != event:
            pass
    return heard


@asynccontextmanager
async def office(folder: Path) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Servers in a process that may be killed; on leaving, it and they are gone."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.platform.process", str(folder), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    await until(process.stdout, READY)
    ends = [end_of(child) for child in children(process.pid)]
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await asyncio.gather(process.wait(), *ends)


async def until(output: asyncio.StreamReader, word: str) -> None:
    while line := await output.readline():
        if word in line.decode():
            return
    raise AssertionError(f"ended without {word}")


def children(pid: int) -> Sequence[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def end_of(pid: int) -> asyncio.Future[None]:
    """Done when the process is gone."""
    loop = asyncio.get_running_loop()
    gone: asyncio.Future[None] = loop.create_future()
    watch = os.pidfd_open(pid)

    def see() -> None:
        loop.remove_reader(watch)
        os.close(watch)
        if not gone.done():
            gone.set_result(None)

    loop.add_reader(watch, see)
    return gone


async def test_ctrl_c_ends_every_server_and_every_worker(folder: Path) -> None:
    async with office(folder) as process, asyncio.timeout(30):
        ends = [end_of(child) for child in children(process.pid)]

        process.send_signal(signal.SIGINT)

        await asyncio.gather(process.wait(), *ends)
        assert len(ends) > 3


async def test_an_office_that_was_killed_takes_all_with_it_and_can_be_started_again_at_once(folder: Path) -> None:
    async with office(folder) as killed, asyncio.timeout(30):
        connection = await asyncpg.connect(Postgres(folder / "postgres").dsn())
        await connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
        ends = [end_of(child) for child in children(killed.pid)]

        killed.kill()

        await asyncio.gather(killed.wait(), *ends)
        connection.terminate()
        assert len(ends) > 3
    async with office(folder):
        connection = await asyncpg.connect(Postgres(folder / "postgres").dsn())
        assert await connection.fetchval("SELECT n FROM kept") == 7
        await connection.close()


async def test_a_second_office_on_the_same_folder_is_refused_by_name_of_the_first(folder: Path) -> None:
    async with own_folder(folder):
        with pytest.raises(FolderInUse, match=f"proses {os.getpid()}"):
            async with own_folder(folder):
                pass


async def test_a_folder_is_free_again_when_its_office_has_ended(folder: Path) -> None:
    async with own_folder(folder):
        pass
    async with own_folder(folder) as again:
        assert again.path == folder


async def test_a_server_that_crashes_is_said_and_started_again(folder: Path, said: Said) -> None:
    async with supervised(Nats(folder / "nats", tuple(Desk))):
        serves = await hears(said, "server serves")
        os.kill(serves["pid"], signal.SIGKILL)

        crashed = await hears(said, "server ended by itself: starting it again")
        again = await hears(said, "server serves")

        assert (crashed["server"], crashed["status"]) == ("nats", -signal.SIGKILL)
        assert again["pid"] != serves["pid"]


async def test_a_server_that_crashes_answers_at_the_same_place_again(folder: Path, said: Said) -> None:
    nats = Nats(folder / "nats", tuple(Desk))
    async with supervised(nats):
        where = nats.url("relay")
        os.kill((await hears(said, "server serves"))["pid"], signal.SIGKILL)
        await hears(said, "server serves")

        assert Nats(folder / "nats", tuple(Desk)).url("relay") == where
        await nats.probe()


async def test_where_one_server_cannot_start_none_is_left_running(
    folder: Path, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    before = children(os.getpid())
    monkeypatch.setenv("BERKAS_NATS_SERVER", "/bin/false")
    with pytest.raises(CannotStart):
        async with supervised(Postgres(folder / "postgres"), Nats(folder / "nats", tuple(Desk))):
            pass

    assert children(os.getpid()) == before


async def test_a_server_that_does_not_start_says_why(folder: Path) -> None:
    (folder / "nats" / "jetstream").mkdir(parents=True)
    (folder / "nats" / "jetstream" / "jetstream").write_text("in the way of the server's own folder")
    with pytest.raises(ServerFailed, match="storage directory"):
        async with supervised(Nats(folder / "nats", tuple(Desk))):
            pass


async def test_a_nats_server_that_loses_what_it_acknowledged_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = folder / "nats-server"
    old.write_text("#!/bin/sh\necho nats-server: v2.9.10\n")
    old.chmod(0o755)
    monkeypatch.setenv("BERKAS_NATS_SERVER", str(old))
    with pytest.raises(ProgramTooOld, match=r"2\.9\.10 terlalu lama: diperlukan sekurangnya 2\.12\.3"):
        async with supervised(Nats(folder / "nats", tuple(Desk))):
            pass


async def test_a_program_that_the_environment_names_is_not_replaced_by_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BERKAS_POSTGRES_BIN", str(folder))
    with pytest.raises(ProgramMissing, match="BERKAS_POSTGRES_BIN"):
        async with supervised(Postgres(folder / "postgres")):
            pass
