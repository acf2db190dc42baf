"""Do the servers beside us run, and keep what they acknowledged?"""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
import urllib3
from minio import Minio
from minio.error import MinioException
from nats.aio.client import Client
from nats.errors import Error as NatsError

from shared.bus.jetstream import JetStream
from shared.bus.streams import STREAM, provide
from shared.contracts.vocabulary import Desk
from shared.errors import Unavailable
from shared.platform.servers.nats import PROVISIONER, RELAY, Nats
from shared.platform.servers.postgres import Postgres
from shared.platform.servers.private import NotOurFolder
from shared.platform.servers.process import Process
from shared.platform.servers.s3 import S3
from shared.platform.servers.server import Server, serving
from tests.support.servers import Running, server_folder

pytestmark = pytest.mark.spine


@asynccontextmanager
async def jetstream(url: str) -> AsyncGenerator[JetStream]:
    client = Client()
    try:
        await client.connect(url, error_cb=quietly, allow_reconnect=False)
        yield JetStream(client)
    finally:
        await client.close()


async def quietly(_: Exception) -> None:
    """Say nothing: what the server refuses is what the test expects."""


@asynccontextmanager
async def started(server: Server) -> AsyncGenerator[Process]:
    program = await server.prepare()
    process = Process(program)
    await serving(server, process, program)
    try:
        yield process
    finally:
        await process.stop()


async def test_postgres_keeps_what_it_committed_when_killed(postgres_server: Running[Postgres]) -> None:
    connection = await asyncpg.connect(postgres_server.server.dsn())
    await connection.execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    await postgres_server.kill()
    connection.terminate()

    await postgres_server.start()

    connection = await asyncpg.connect(postgres_server.server.dsn())
    assert await connection.fetchval("SELECT n FROM kept") == 7
    await connection.close()


async def test_postgres_runs_also_where_its_folder_s_name_is_too_long_for_a_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("folder-of-an-office-with-a-long-name-" * 3)
    deep.mkdir()
    server = Postgres(deep / "postgres")
    async with started(server):
        connection = await asyncpg.connect(server.dsn())
        assert await connection.fetchval("SELECT current_user") == "berkas"
        await connection.close()


@pytest.fixture(params=["reachable for all", "private"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A folder that an unprivileged user can reach, and one that only its owner can."""
    if request.param == "private":
        tmp_path.chmod(0o700)
        yield tmp_path
    else:
        with server_folder() as folder:
            yield folder


def capabilities(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("CapEff:")[2].split()[0], 16)


async def test_no_server_has_the_rights_of_root(anywhere: Path) -> None:
    async with started(Nats(anywhere / "nats", tuple(Desk))) as process:
        assert capabilities(process.pid) == 0


async def test_a_folder_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "nats").symlink_to(tmp_path)
    with pytest.raises(NotOurFolder, match="milik pengguna lain"):
        await Nats(tmp_path / "nats", tuple(Desk)).prepare()


async def test_passwords_are_for_their_owner_alone_and_stay_the_same(fresh_nats_server: Running[Nats]) -> None:
    server = fresh_nats_server.server
    before = server.url("relay")
    assert (server.directory / "passwords.json").stat().st_mode & 0o077 == 0
    assert (server.directory / "nats.conf").stat().st_mode & 0o077 == 0

    await fresh_nats_server.stop()
    await fresh_nats_server.start()

    assert server.url("relay").split("@")[0] == before.split("@")[0]


async def test_only_the_relay_publishes_facts(fresh_nats_server: Running[Nats]) -> None:
    server = fresh_nats_server.server
    async with jetstream(server.url(RELAY)) as relay, jetstream(server.url(Desk.ENTRY)) as desk:
        await provide(relay)
        with pytest.raises(Unavailable):
            await JetStream(desk.connection, timeout=0.5).publish("berkas.entry.Test", b"forged", {}, after=0)
        with pytest.raises(Unavailable):
            await JetStream(desk.connection, timeout=0.5).delete_stream(STREAM)
        assert (await relay.stream(STREAM)).state.last_seq == 0


async def test_nobody_speaks_to_nats_or_s3_without_a_password(
    fresh_nats_server: Running[Nats], s3_server: Running[S3]
) -> None:
    stranger = fresh_nats_server.server.url(RELAY).replace("relay:", "relay:wrong")
    with pytest.raises(NatsError):
        async with jetstream(stranger):
            pass
    s3 = s3_server.server
    once = urllib3.PoolManager(retries=False)
    with pytest.raises(MinioException):
        Minio(s3.endpoint, "stranger", "wrong", secure=False, http_client=once).list_buckets()


async def test_each_database_of_a_test_is_empty(postgres_database: str) -> None:
    connection = await asyncpg.connect(postgres_database)
    assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    await connection.close()


async def test_nats_keeps_what_it_acknowledged_when_killed(fresh_nats_server: Running[Nats]) -> None:
    url = fresh_nats_server.server.url(PROVISIONER)
    async with jetstream(url) as stream:
        await provide(stream)
        position = await stream.publish("berkas.intake.Test", b"kept", {}, after=0)

    await fresh_nats_server.kill()
    await fresh_nats_server.start()

    async with jetstream(url) as stream:
        assert await stream.message(STREAM, position) == b"kept"


async def test_s3_keeps_what_it_acknowledged_when_killed(s3_server: Running[S3]) -> None:
    client = s3_server.server.client()
    client.make_bucket("kept")
    client.put_object("kept", "photo", io.BytesIO(b"foto"), 4)
    await s3_server.kill()

    await s3_server.start()

    assert client.get_object("kept", "photo").read() == b"foto"
