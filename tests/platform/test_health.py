"""Is every weakness of the servers found, named, and refused?"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from shared.blobs.folder import FolderBlobs
from shared.contracts.vocabulary import Desk
from shared.platform.health import (
    Finding,
    NotDurable,
    blob_findings,
    nats_findings,
    postgres_findings,
    refuse,
    seaweed_findings,
)
from shared.platform.servers.nats import Nats
from shared.platform.servers.postgres import Postgres
from shared.platform.servers.process import Process
from shared.platform.servers.s3 import S3
from shared.platform.servers.server import Server, run_to_end, serving
from tests.support.servers import Running, server_folder

pytestmark = pytest.mark.spine


def codes(findings: Sequence[Finding]) -> Sequence[str]:
    return [finding.code for finding in findings]


@asynccontextmanager
async def weakened(server: Server, *arguments: str) -> AsyncGenerator[None]:
    """The server, started with arguments after ours."""
    program = await server.prepare()
    program = replace(program, command=(*program.command, *arguments))
    process = Process(program)
    await serving(server, process, program)
    try:
        yield
    finally:
        await process.stop()


async def test_our_own_servers_keep_what_they_acknowledge(
    postgres_server: Running[Postgres], nats_server: Running[Nats], s3_server: Running[S3]
) -> None:
    assert await postgres_findings(postgres_server.server.dsn()) == []
    assert await nats_findings(nats_server.server.monitoring) == []
    assert await seaweed_findings(s3_server.server.filer) == []


async def test_every_weaker_setting_of_postgres_is_found() -> None:
    with server_folder() as folder:
        server = Postgres(folder / "postgres")
        off = [f"-c{name}=off" for name in ("fsync", "full_page_writes", "synchronous_commit")]
        async with weakened(server, *off):
            found = await postgres_findings(server.dsn())
    assert codes(found) == ["fsync", "full_page_writes", "synchronous_commit"]


async def test_a_database_that_weakens_its_server_is_found(postgres_database: str) -> None:
    connection = await asyncpg.connect(postgres_database)
    name = await connection.fetchval("SELECT current_database()")
    await connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    await connection.close()
    assert codes(await postgres_findings(postgres_database)) == ["synchronous_commit"]


async def test_a_nats_server_that_acknowledges_before_it_syncs_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with server_folder() as folder:
        server = Nats(folder / "nats", tuple(Desk))
        program = await server.prepare()
        configuration = folder / "nats" / "nats.conf"
        configuration.write_text(configuration.read_text().replace('"always"', '"2m"'))
        process = Process(program)
        await serving(server, process, program)
        found = await nats_findings(server.monitoring)
        await process.stop()
    assert codes(found) == ["sync_interval"]


async def test_an_s3_server_that_acknowledges_before_it_syncs_is_found() -> None:
    with server_folder() as folder:
        server = S3(folder / "s3")
        async with weakened(server):
            await run_to_end(server.shell("fs.configure -locationPrefix=/buckets/ -delete -apply"))
            assert codes(await seaweed_findings(server.filer)) == ["fsync"]


async def test_what_is_not_there_is_said_so(tmp_path: Path) -> None:
    nowhere = "127.0.0.1:9"
    assert codes(await postgres_findings(f"postgresql://berkas@{nowhere}/berkas")) == ["unreachable"]
    assert codes(await nats_findings(nowhere)) == ["unreachable"]
    assert codes(await seaweed_findings(nowhere)) == ["unreachable"]


async def test_a_store_that_keeps_nothing_is_found(tmp_path: Path) -> None:
    store = FolderBlobs.prepare(tmp_path / "blobs")
    assert await blob_findings(store) == []
    for blob in (tmp_path / "blobs").rglob("*"):
        if blob.is_file():
            blob.write_bytes(b"lain")
    assert codes(await blob_findings(store)) == ["damaged"]


def test_an_office_on_weaker_ground_is_refused_with_all_there_is_to_mend() -> None:
    findings = [
        Finding("PostgreSQL", "fsync", "fsync = off.", "Pasang fsync = on."),
        Finding("NATS", "version", "Versi 2.9.10 dapat kehilangan pesan.", "Pasang yang baru."),
    ]
    with pytest.raises(NotDurable) as refused:
        refuse(findings)
    assert str(refused.value).splitlines()[1:] == [
        "  PostgreSQL: fsync = off. Pasang fsync = on. [fsync]",
        "  NATS: Versi 2.9.10 dapat kehilangan pesan. Pasang yang baru. [version]",
    ]


def test_an_office_on_durable_ground_goes_on() -> None:
    refuse([])
