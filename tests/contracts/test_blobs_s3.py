"""Does the S3 half hold what only an S3 store promises: who may enter, links that end, locks, and its own crashes?"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from shared.blobs.address import address_of
from shared.blobs.circuit import Circuit, NotAskedAgainYet
from shared.blobs.minio import (
    MinioBlobs,
    NotLocked,
    NotReadBack,
    S3Settings,
    StoreFails,
    StoreRefusesUs,
    StoreUnreachable,
    open_blobs,
)
from shared.blobs.port import BlobMissing
from shared.errors import Unavailable
from shared.platform.clock import now
from shared.platform.servers.ports import LOOPBACK
from shared.platform.servers.s3 import ACCESS_KEY, S3
from tests.support.servers import Running

pytestmark = pytest.mark.spine

BUCKET, LOCKED_BUCKET = "blobs", "blobs-locked"
LOCK_DAYS = 2


@pytest.fixture
def settings(s3_server: Running[S3]) -> S3Settings:
    server = s3_server.server
    return S3Settings(
        endpoint=server.endpoint, bucket=BUCKET, access_key=ACCESS_KEY, secret_key=server.secret_key, secure=False
    )


@pytest.fixture
async def store(settings: S3Settings) -> AsyncIterator[MinioBlobs]:
    async with open_blobs(settings) as store:
        await store.provision()
        yield store


@pytest.fixture
async def locked_store(settings: S3Settings) -> AsyncIterator[MinioBlobs]:
    async with open_blobs(replace(settings, bucket=LOCKED_BUCKET)) as store:
        await store.provision(lock_days=LOCK_DAYS)
        yield store


@pytest.fixture
def client(s3_server: Running[S3]) -> Minio:
    """The administrator's own hands."""
    return s3_server.server.client()


async def put(store: MinioBlobs, sealed: bytes) -> str:
    address = address_of(sealed)
    await store.put(address, sealed)
    return address


# ---------------------------------------------------------------- who may enter


@pytest.mark.parametrize("wrong", [{"secret_key": "salah"}, {"access_key": "orang-lain"}])
async def test_wrong_credentials_are_refused_and_named(
    store: MinioBlobs, settings: S3Settings, wrong: dict[str, str]
) -> None:
    address = await put(store, b"a photo")
    stranger = replace(settings, **wrong)

    async with open_blobs(stranger) as refused:
        for ask in (refused.get(address), refused.has(address), put(refused, b"other"), refused.provision()):
            with pytest.raises(StoreRefusesUs) as refusal:
                await ask
            assert refusal.value.access_key == stranger.access_key
            assert stranger.secret_key not in f"{refusal.value!r} {refusal.value.reason} {refusal.value.__cause__!r}"


async def test_nobody_enters_without_credentials(store: MinioBlobs, settings: S3Settings) -> None:
    address = await put(store, b"a photo")
    url = f"http://{settings.endpoint}/{BUCKET}/{address}"

    async with httpx.AsyncClient() as anybody:
        answers = [await anybody.get(url), await anybody.put(url, content=b"other"), await anybody.delete(url)]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert await store.get(address) == b"a photo"


def test_settings_do_not_show_the_secret() -> None:
    settings = S3Settings(endpoint="s3:443", bucket=BUCKET, access_key="berkas", secret_key="rahasia-sekali")

    assert "rahasia" not in f"{settings} {settings!r}"


# ---------------------------------------------------------------- links


async def test_a_link_gives_the_sealed_bytes_to_whoever_has_it(store: MinioBlobs) -> None:
    address = await put(store, b"sealed bytes")

    async with httpx.AsyncClient() as anybody:
        answer = await anybody.get(store.presign(address, seconds=60, now=now()))

    assert answer.content == b"sealed bytes"


async def test_a_link_ends(store: MinioBlobs) -> None:
    address = await put(store, b"sealed bytes")

    async with httpx.AsyncClient() as anybody:
        answer = await anybody.get(store.presign(address, seconds=60, now=now() - timedelta(hours=1)))

    assert answer.status_code == 403


async def test_a_link_that_was_tampered_with_is_refused(store: MinioBlobs) -> None:
    address, other = await put(store, b"sealed bytes"), await put(store, b"other bytes")
    link = store.presign(address, seconds=60, now=now())

    async with httpx.AsyncClient() as anybody:
        tampered = [
            await anybody.get(link.replace(address, other)),
            await anybody.get(link.replace("X-Amz-Expires=60", "X-Amz-Expires=6000")),
            await anybody.put(link, content=b"other"),
            await anybody.delete(link),
        ]

    assert [answer.status_code for answer in tampered] == [403] * 4
    assert await store.get(address) == b"sealed bytes"


# ---------------------------------------------------------------- locks


async def test_nobody_deletes_a_locked_blob_nor_shortens_its_lock(locked_store: MinioBlobs, client: Minio) -> None:
    address = await put(locked_store, secrets.token_bytes(1000))
    version = client.stat_object(LOCKED_BUCKET, address).version_id
    earlier = Retention(COMPLIANCE, now() + timedelta(minutes=1))

    with pytest.raises(S3Error, match="AccessDenied"):
        client.remove_object(LOCKED_BUCKET, address, version_id=version)
    with pytest.raises(S3Error, match="AccessDenied"):
        client.set_object_retention(LOCKED_BUCKET, address, earlier, version_id=version)

    assert await locked_store.has(address)


async def test_deleting_a_locked_blob_only_hides_it(locked_store: MinioBlobs, client: Minio) -> None:
    sealed = secrets.token_bytes(1000)
    address = await put(locked_store, sealed)
    version = client.stat_object(LOCKED_BUCKET, address).version_id

    client.remove_object(LOCKED_BUCKET, address)

    assert not await locked_store.has(address)
    hidden = client.get_object(LOCKED_BUCKET, address, version_id=version)
    assert hidden.read() == sealed
    hidden.release_conn()


async def test_a_locked_blob_is_locked_for_as_long_as_asked(locked_store: MinioBlobs, client: Minio) -> None:
    address = await put(locked_store, secrets.token_bytes(1000))

    retention = client.get_object_retention(LOCKED_BUCKET, address)

    assert retention
    assert retention.mode == COMPLIANCE
    assert abs(retention.retain_until_date - now() - timedelta(days=LOCK_DAYS)) < timedelta(hours=1)


async def test_a_bucket_made_without_lock_cannot_be_locked_later(store: MinioBlobs) -> None:
    with pytest.raises(NotLocked) as refusal:
        await store.provision(lock_days=LOCK_DAYS)

    assert refusal.value.bucket == BUCKET


async def test_several_processes_may_make_the_bucket_at_once(settings: S3Settings) -> None:
    async with open_blobs(replace(settings, bucket="blobs-raced")) as store:
        await asyncio.gather(*(store.provision() for _ in range(8)))

        assert await store.get(await put(store, b"a photo")) == b"a photo"


async def test_a_bucket_that_is_not_there_is_named(settings: S3Settings) -> None:
    async with open_blobs(replace(settings, bucket="blobs-nowhere")) as store:
        with pytest.raises(StoreFails) as failure:
            await store.get("0" * 64)

    assert failure.value.s3_code == "NoSuchBucket"


# ---------------------------------------------------------------- crashes, lies, silence


async def test_every_blob_acknowledged_before_a_crash_is_there_and_whole_after_it(
    s3_server: Running[S3], settings: S3Settings, store: MinioBlobs
) -> None:
    tried: dict[str, bytes] = {}
    acknowledged: set[str] = set()
    some = asyncio.Semaphore(0)

    async def write_until_it_crashes() -> None:
        while True:
            sealed = secrets.token_bytes(100_000)
            tried[address_of(sealed)] = sealed
            acknowledged.add(await put(store, sealed))
            some.release()

    writers = [asyncio.create_task(write_until_it_crashes()) for _ in range(4)]
    for _ in range(40):
        await some.acquire()
    await s3_server.kill()
    endings = await asyncio.gather(*writers, return_exceptions=True)
    await s3_server.start()

    assert all(isinstance(ending, Unavailable) for ending in endings)
    async with open_blobs(settings) as after:
        for address, sealed in tried.items():
            try:
                assert await after.get(address) == sealed
            except BlobMissing:
                assert address not in acknowledged


@pytest.fixture
def lying_store() -> Iterator[S3Settings]:
    """Says that it has written what it never writes (fault 28)."""

    class Liar(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(200, b"")

        def do_GET(self) -> None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the standard library
            """Tell nobody."""

    with ThreadingHTTPServer((LOOPBACK, 0), Liar) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield S3Settings(
            endpoint=f"{LOOPBACK}:{server.server_port}",
            bucket=BUCKET,
            access_key="berkas",
            secret_key="rahasia",
            secure=False,
        )
        server.shutdown()
        thread.join()


async def test_a_store_that_says_written_and_has_not_is_caught_before_the_receipt(lying_store: S3Settings) -> None:
    async with open_blobs(lying_store) as store:
        with pytest.raises(NotReadBack):
            await put(store, b"a photo")


async def test_a_store_that_is_not_there_is_left_in_peace_and_then_tried_again(
    settings: S3Settings,
) -> None:
    moment = [0.0]
    circuit = Circuit(failures=1, seconds=5.0, clock=lambda: moment[0])

    async with open_blobs(replace(settings, endpoint=f"{LOOPBACK}:1"), circuit=circuit) as store:
        with pytest.raises(StoreUnreachable):
            await store.has("0" * 64)
        with pytest.raises(NotAskedAgainYet) as refusal:
            await store.has("0" * 64)
        moment[0] = 5.0
        with pytest.raises(StoreUnreachable):
            await store.has("0" * 64)

    assert refusal.value.retry_after == 5.0


def ask(circuit: Circuit, ending: type[Exception] | None = None) -> None:
    with suppress(TimeoutError, BlobMissing), circuit.asking(TimeoutError):
        if ending:
            raise ending


@pytest.fixture
def moment() -> list[float]:
    return [0.0]


@pytest.fixture
def open_circuit(moment: list[float]) -> Circuit:
    circuit = Circuit(failures=2, seconds=5.0, clock=lambda: moment[0])
    ask(circuit, TimeoutError)
    ask(circuit, TimeoutError)
    return circuit


def test_while_one_tries_whether_it_is_back_all_others_wait(open_circuit: Circuit, moment: list[float]) -> None:
    moment[0] = 5.0

    with suppress(TimeoutError), open_circuit.asking(TimeoutError):
        with pytest.raises(NotAskedAgainYet):
            ask(open_circuit)
        raise TimeoutError

    with pytest.raises(NotAskedAgainYet):
        ask(open_circuit)


@pytest.mark.parametrize("answer", [None, BlobMissing])
def test_once_it_answers_whatever_it_says_all_may_ask_again(
    open_circuit: Circuit, moment: list[float], answer: type[Exception] | None
) -> None:
    moment[0] = 5.0

    ask(open_circuit, answer)

    ask(open_circuit, TimeoutError)
    ask(open_circuit)


def test_failures_with_answers_between_them_stop_nobody() -> None:
    circuit = Circuit(failures=2, clock=lambda: 0.0)

    for _ in range(5):
        ask(circuit, TimeoutError)
        ask(circuit)
