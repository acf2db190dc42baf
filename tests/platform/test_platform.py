"""Do desks find the same ground under their feet, on one machine and in a cluster, today and after a restart?"""

from __future__ import annotations

import asyncio
import os
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg
import pytest
from asyncpg import Connection, Record
from nats.aio.msg import Msg
from pydantic import SecretStr

from shared.contracts.fact import berkas_stream
from shared.contracts.vocabulary import CommandId, Desk, FactId
from shared.eventlog.migrate import RELAY, login_of
from shared.eventlog.port import Append, NewFact
from shared.keys.master import MasterKeyMissing
from shared.platform import clock
from shared.platform.cluster import cluster
from shared.platform.embedded import embedded
from shared.platform.health import NotDurable
from shared.platform.loading import SettingsFaulty
from shared.platform.platform import Platform
from shared.platform.servers.nats import Nats
from shared.platform.servers.postgres import Postgres
from shared.platform.servers.s3 import ACCESS_KEY, S3
from shared.platform.settings import ClusterSettings, NatsSettings, S3Settings, Settings
from tests.platform.office import DESK, SETTINGS, migrate_all, office
from tests.support.builders import verified
from tests.support.people import made_up
from tests.support.servers import Running, server_folder

pytestmark = pytest.mark.spine

FACT = verified()
STREAM_OF_IT = berkas_stream(FACT.berkas_id)
MASTER_KEY = b64encode(bytes(range(32)))


@pytest.fixture
def folder() -> Iterator[Path]:
    with server_folder() as folder:
        yield folder


async def record(platform: Platform) -> None:
    fact = NewFact(fact_id=FactId(made_up("fact")), fact=FACT)
    cause = CommandId(made_up("cause"))
    await platform.room(DESK).log.append(
        Append(stream=STREAM_OF_IT, facts=[fact], expected=0, correlation_id=cause, causation_id=cause)
    )


async def reaches_the_bus(platform: Platform) -> None:
    """The relay takes what is on the log to the bus, where the desk hears it."""
    assert platform.relay
    heard = asyncio.Event()

    async def hear(_: Msg) -> None:
        heard.set()

    await platform.jetstream(DESK).subscribe(f"berkas.{DESK}.>", hear)
    running = asyncio.create_task(platform.relay.run())
    async with asyncio.timeout(20):
        await heard.wait()
    running.cancel()
    await asyncio.wait([running])


# ---------------------------------------------------------------- one machine


async def test_an_office_finds_everything_again_after_a_restart(folder: Path) -> None:
    async with office(folder) as platform:
        room = platform.room(DESK)
        ref = await room.blobs.store(STREAM_OF_IT, b"foto", "image/jpeg")
        sealed = (await room.keys.of(STREAM_OF_IT)).seal("Upik Contoh")
        await record(platform)
        await room.numbers.take(2026)
    async with office(folder) as platform:
        room = platform.room(DESK)
        assert await room.blobs.open(STREAM_OF_IT, ref) == b"foto"
        assert (await room.keys.of(STREAM_OF_IT)).open(sealed, str) == "Upik Contoh"
        assert len(await room.log.read(STREAM_OF_IT)) == 1
        assert await room.numbers.take(2026) == range(2, 3)


async def test_a_desk_is_given_the_bus_hands_for_heavy_work_and_a_folder(folder: Path) -> None:
    async with office(folder) as platform:
        await record(platform)
        await reaches_the_bus(platform)

        room = platform.room(DESK)
        assert await room.cpu(os.getpid) != os.getpid()
        assert room.folder.stat().st_mode & 0o077 == 0

        assert any("Cadangkan" in sentence for sentence in platform.lacks)
        assert await platform.findings() == []


async def test_an_office_on_weakened_servers_does_not_run(folder: Path) -> None:
    async def weaken(connection: Connection[Record]) -> None:
        await migrate_all(connection)
        await connection.execute(f"ALTER ROLE {login_of(DESK)} SET synchronous_commit = off")

    with pytest.raises(NotDurable, match="synchronous_commit"):
        async with embedded(SETTINGS, folder, {DESK: ()}, weaken):
            pass


async def test_an_office_with_data_but_without_its_key_does_not_make_another(folder: Path) -> None:
    Postgres(folder / "postgres").data_dir.mkdir(parents=True)
    with pytest.raises(MasterKeyMissing):
        async with office(folder):
            pass


async def test_without_seaweedfs_blobs_rest_in_a_folder_for_good_and_it_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setenv("BERKAS_NATS_SERVER", str(Path(sys.executable).with_name("nats-server")))
        without.setattr("sysconfig.get_path", lambda _: "/nowhere")  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType]
        without.setenv("PATH", "/usr/bin:/bin")
        async with office(folder) as platform:
            ref = await platform.blobs(DESK).store(STREAM_OF_IT, b"foto", "image/jpeg")
            assert any("SeaweedFS" in sentence for sentence in platform.lacks)
    async with office(folder) as platform:
        assert await platform.blobs(DESK).open(STREAM_OF_IT, ref) == b"foto"


# ---------------------------------------------------------------- a cluster


@pytest.fixture
def where(postgres_database: str, fresh_nats_server: Running[Nats], s3_server: Running[S3], folder: Path) -> Settings:
    """The settings of an office whose servers others run."""
    nats, s3 = fresh_nats_server.server, s3_server.server
    (folder / "master.key").write_bytes(MASTER_KEY)
    (folder / "master.key").chmod(0o600)
    return SETTINGS.model_copy(
        update={
            "cluster": ClusterSettings(
                postgres={role: SecretStr(as_role(postgres_database, role)) for role in (login_of(DESK), RELAY)},
                nats=NatsSettings(
                    urls={user: SecretStr(nats.url(user)) for user in (DESK, "relay")}, monitoring=nats.monitoring
                ),
                s3=S3Settings(
                    endpoint=s3.endpoint,
                    bucket="cluster",
                    access_key=ACCESS_KEY,
                    secret_key=SecretStr(s3.secret_key),
                    secure=False,
                ),
                master_key=folder / "master.key",
                state=folder / "state",
            )
        }
    )


def as_role(owner: str, role: str) -> str:
    return urlunsplit(urlsplit(owner)._replace(netloc=f"{role}@"))


async def migrated(owner: str) -> None:
    connection = await asyncpg.connect(owner)
    await migrate_all(connection)
    await connection.close()


async def test_desks_of_a_cluster_stand_on_the_same_ground(where: Settings, postgres_database: str) -> None:
    await migrated(postgres_database)
    async with cluster(where, {DESK: ()}, relay=True) as platform:
        room = platform.room(DESK)
        ref = await room.blobs.store(STREAM_OF_IT, b"foto", "image/jpeg")
        await record(platform)
        await reaches_the_bus(platform)
    async with cluster(where, {DESK: ()}, relay=False) as platform:
        assert platform.relay is None
        assert platform.lacks == ()
        assert await platform.blobs(DESK).open(STREAM_OF_IT, ref) == b"foto"
        assert len(await platform.room(DESK).log.read(STREAM_OF_IT)) == 1


async def test_a_cluster_that_was_not_migrated_is_refused(where: Settings) -> None:
    assert where.cluster
    nobody = {login_of(DESK): SecretStr("postgresql://nobody@127.0.0.1:9/berkas")}
    astray = where.model_copy(update={"cluster": where.cluster.model_copy(update={"postgres": nobody})})
    with pytest.raises(NotDurable, match="PostgreSQL: Tidak terjangkau"):
        async with cluster(astray, {DESK: ()}, relay=False):
            pass


async def test_logins_that_a_cluster_s_desks_need_are_named_all_at_once(where: Settings) -> None:
    others = {Desk.ENTRY: (), Desk.DELIVERY: ()}
    with pytest.raises(SettingsFaulty) as refused:
        async with cluster(where, others, relay=True):
            pass
    assert [fault.place for fault in refused.value.faults] == [
        "cluster.postgres.berkas_entry",
        "cluster.postgres.berkas_delivery",
        "cluster.nats.urls.entry",
        "cluster.nats.urls.delivery",
    ]


async def test_a_cluster_that_is_not_set_at_all_is_said_so() -> None:
    with pytest.raises(SettingsFaulty, match="BERKAS_CLUSTER"):
        async with cluster(SETTINGS, {DESK: ()}, relay=False):
            pass


# ---------------------------------------------------------------- time and ids


def test_time_is_aware_and_universal() -> None:
    assert clock.now().tzinfo is UTC


def test_ids_are_uuids_that_sort_by_their_time_and_never_repeat() -> None:
    ids = [UUID(clock.new_id()) for _ in range(1000)]
    assert {(one.version, one.variant) for one in ids} == {(7, "specified in RFC 4122")}
    assert len(set(ids)) == len(ids)
    milliseconds = [one.int >> 80 for one in ids]
    assert milliseconds == sorted(milliseconds)
    assert abs(milliseconds[-1] / 1000 - clock.now().timestamp()) < 60
