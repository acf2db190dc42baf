"""Which real servers do tests run against? One PostgreSQL, one NATS and one S3 a session; a fresh NATS where asked."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar

import asyncpg
import pytest

from shared.contracts.vocabulary import Desk
from shared.platform.servers.nats import PROVISIONER, Nats
from shared.platform.servers.postgres import Postgres
from shared.platform.servers.process import Process
from shared.platform.servers.s3 import S3
from shared.platform.servers.server import Server, serving

S = TypeVar("S", bound=Server)


@dataclass(slots=True)
class Running(Generic[S]):
    """A server of the tests, that they may kill and start again: `server` says where it is and what it keeps."""

    server: S
    process: Process | None = None

    async def start(self) -> None:
        """Start it and wait until it serves."""
        program = await self.server.prepare()
        self.process = Process(program)
        await serving(self.server, self.process, program)

    async def kill(self) -> None:
        """Crash it (SIGKILL), and wait until it and its family are gone."""
        process = self._process()
        process.kill()
        await process.ended()

    async def stop(self) -> None:
        """End it as `berkas up` does."""
        await self._process().stop()

    def _process(self) -> Process:
        assert self.process, "not started"
        process, self.process = self.process, None
        return process

    @property
    def data_dir(self) -> Path:
        """What it keeps: for tests that take it away."""
        return self.server.data_dir


@contextmanager
def running(server: S) -> Generator[Running[S]]:
    """The server, running for the length of the block, whatever a test made of it."""
    server_of_tests = Running(server)
    _now(server_of_tests.start())
    try:
        yield server_of_tests
    finally:
        if server_of_tests.process:
            _now(server_of_tests.stop())


def _now(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run in a loop of its own: what serves a whole session belongs to no test's loop."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(coroutine)


@contextmanager
def server_folder() -> Generator[Path]:
    """A folder that servers can be given a folder in, also where they run as somebody else."""
    folder = Path(tempfile.mkdtemp(prefix="berkas-tests-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Running[Postgres]]:
    with server_folder() as folder, running(Postgres(folder / "postgres")) as server:
        yield server


@pytest.fixture(scope="session")
def nats_server() -> Iterator[Running[Nats]]:
    with server_folder() as folder, running(Nats(folder / "nats", tuple(Desk))) as server:
        yield server


@pytest.fixture
def fresh_nats_server() -> Iterator[Running[Nats]]:
    """A nats-server of the test's own, with nothing on it."""
    with server_folder() as folder, running(Nats(folder / "nats", tuple(Desk))) as server:
        yield server


@pytest.fixture
def nats_url(fresh_nats_server: Running[Nats]) -> str:
    """Where a fresh nats-server of the test's own is, as the provisioner, who may do everything."""
    return fresh_nats_server.server.url(PROVISIONER)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[Running[S3]]:
    with server_folder() as folder, running(S3(folder / "s3")) as server:
        yield server


_databases = count(1)


@pytest.fixture
async def postgres_database(postgres_server: Running[Postgres]) -> AsyncIterator[str]:
    """A fresh, empty database of the test's own, as its owner (a superuser): the DSN."""
    name = f"test_{next(_databases)}"
    connection = await asyncpg.connect(postgres_server.server.dsn())
    try:
        await connection.execute(f"CREATE DATABASE {name} STRATEGY file_copy")
        yield postgres_server.server.dsn(name)
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await connection.close()
