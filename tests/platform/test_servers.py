"""Do the servers beside us run, and keep what they acknowledged?"""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg
import nats
import pytest

from shared.bus.jetstream import JetStream
from shared.bus.streams import STREAM, provide
from shared.platform.servers.nats import PROVISIONER, Nats
from shared.platform.servers.postgres import Postgres
from shared.platform.servers.s3 import S3
from tests.support.servers import Running

pytestmark = pytest.mark.spine


@asynccontextmanager
async def jetstream(url: str) -> AsyncGenerator[JetStream]:
    client = await nats.connect(url)  # pyright: ignore[reportUnknownMemberType] - its options are untyped; none is used
    yield JetStream(client)
    await client.close()


async def test_postgres_keeps_what_it_committed_when_killed(postgres_server: Running[Postgres]) -> None:
    connection = await asyncpg.connect(postgres_server.server.dsn())
    await connection.execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
    await postgres_server.kill()
    connection.terminate()

    await postgres_server.start()

    connection = await asyncpg.connect(postgres_server.server.dsn())
    assert await connection.fetchval("SELECT n FROM kept") == 7
    await connection.close()


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
