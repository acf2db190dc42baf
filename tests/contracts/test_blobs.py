"""Does a store of blobs keep its promises? One suite over every backend, and over the vault above it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest

from shared.blobs.address import address_of
from shared.blobs.folder import FolderBlobs
from shared.blobs.minio import S3Settings, open_blobs
from shared.blobs.port import BlobDamaged, BlobMissing, BlobStore
from shared.blobs.sealing import CHUNK_SIZE
from shared.blobs.vault import Vault
from shared.contracts.fact import BlobRef
from shared.contracts.vocabulary import StreamId
from shared.keys.memory import MemoryKeys
from shared.keys.port import KeyDestroyed
from shared.keys.ring import BoxBroken
from shared.platform.servers.s3 import ACCESS_KEY, S3
from tests.support.servers import Running

pytestmark = pytest.mark.spine

STREAM, OTHER_STREAM = StreamId("berkas-1"), StreamId("berkas-2")
BUCKET = "blobs"
NOWHERE = "0" * 64
RANGES = [(0, None), (0, 1), (0, 10), (3, 4), (9, None), (9, 1), (9, 99), (10, None), (10, 1), (99, 1), (4, 0)]


@dataclass(frozen=True, slots=True)
class Backend:
    """A store, and how to do to its bytes what no store does, behind its back."""

    store: BlobStore
    overwrite: Callable[[str, bytes], object]
    remove: Callable[[str], object]


@pytest.fixture
def folder(tmp_path: Path) -> Backend:
    def file(address: str) -> Path:
        return tmp_path / address[:2] / address[2:4] / address

    return Backend(
        FolderBlobs.prepare(tmp_path),
        overwrite=lambda address, content: file(address).write_bytes(content),
        remove=lambda address: file(address).unlink(),
    )


@pytest.fixture
async def s3(s3_server: Running[S3]) -> AsyncIterator[Backend]:
    server, client = s3_server.server, s3_server.server.client()
    settings = S3Settings(
        endpoint=server.endpoint, bucket=BUCKET, access_key=ACCESS_KEY, secret_key=server.secret_key, secure=False
    )
    async with open_blobs(settings) as store:
        await store.provision()
        yield Backend(
            store,
            overwrite=lambda address, content: client.put_object(BUCKET, address, BytesIO(content), len(content)),
            remove=lambda address: client.remove_object(BUCKET, address),
        )


@pytest.fixture(params=["folder", "s3"])
def backend(request: pytest.FixtureRequest) -> Backend:
    return request.getfixturevalue(request.param)


@pytest.fixture
def store(backend: Backend) -> BlobStore:
    return backend.store


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def vault(store: BlobStore, keys: MemoryKeys) -> Vault:
    return Vault(store, keys)


async def put(store: BlobStore, sealed: bytes) -> str:
    address = address_of(sealed)
    await store.put(address, sealed)
    return address


# ---------------------------------------------------------------- the store


async def test_what_was_put_is_there_as_it_was(store: BlobStore) -> None:
    sealed = secrets.token_bytes(1000)

    address = await put(store, sealed)

    assert await store.has(address)
    assert await store.get(address) == sealed


async def test_the_same_blob_again_is_harmless(store: BlobStore) -> None:
    sealed = secrets.token_bytes(1000)

    assert await put(store, sealed) == await put(store, sealed)
    assert await store.get(address_of(sealed)) == sealed


async def test_an_empty_blob_is_a_blob(store: BlobStore) -> None:
    address = await put(store, b"")

    assert await store.has(address)
    assert await store.get(address) == b""


@pytest.mark.parametrize(("start", "length"), RANGES)
async def test_a_range_is_cut_as_a_slice_is(store: BlobStore, start: int, length: int | None) -> None:
    address = await put(store, b"0123456789")

    part = await store.get(address, start=start, length=length)

    assert part == b"0123456789"[start : None if length is None else start + length]


async def test_what_was_never_put_is_missing(store: BlobStore) -> None:
    assert not await store.has(NOWHERE)
    with pytest.raises(BlobMissing) as missing:
        await store.get(NOWHERE)
    assert missing.value.address == NOWHERE


@pytest.mark.parametrize(
    "name", ["", "../../../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, "0" * 63 + "/", "0" * 64 + "\n"]
)
async def test_what_is_no_address_reaches_no_store(store: BlobStore, name: str) -> None:
    for ask in (store.get(name), store.has(name), store.put(name, b"")):
        with pytest.raises(ValueError, match="address"):
            await ask


async def test_bytes_are_put_under_their_own_address_only(store: BlobStore) -> None:
    with pytest.raises(ValueError, match="another address"):
        await store.put(NOWHERE, b"other bytes")

    assert not await store.has(NOWHERE)


async def test_what_rests_under_an_address_is_never_overwritten(backend: Backend) -> None:
    sealed, other = secrets.token_bytes(1000), secrets.token_bytes(1000)
    address = await put(backend.store, sealed)
    backend.overwrite(address, other)

    with pytest.raises(BlobDamaged):
        await backend.store.put(address, sealed)

    assert await backend.store.get(address) == other


async def test_many_who_put_the_same_blob_at_once_all_succeed(store: BlobStore) -> None:
    sealed = secrets.token_bytes(100_000)

    await asyncio.gather(*(put(store, sealed) for _ in range(30)))

    assert await store.get(address_of(sealed)) == sealed


async def test_a_hundred_blobs_at_once_are_all_there(store: BlobStore) -> None:
    blobs = [secrets.token_bytes(10_000 + n) for n in range(100)]

    addresses = await asyncio.gather(*(put(store, sealed) for sealed in blobs))

    assert await asyncio.gather(*(store.get(address) for address in addresses)) == blobs


# ---------------------------------------------------------------- the vault


async def test_what_was_stored_opens_and_the_reference_says_what_it_is(vault: Vault) -> None:
    ref = await vault.store(STREAM, b"a photo", "image/jpeg")

    assert await vault.open(STREAM, ref) == b"a photo"
    assert (ref.size, ref.media_type, ref.sha256) == (7, "image/jpeg", address_of(b"a photo"))


async def test_nothing_that_rests_can_be_read_without_the_key(vault: Vault, store: BlobStore) -> None:
    ref = await vault.store(STREAM, b"1308990101900001" * 1000, "image/jpeg")

    assert b"130899" not in await store.get(ref.address)


@pytest.mark.parametrize("size", [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 3 * CHUNK_SIZE])
async def test_a_blob_of_any_size_opens_whole_and_in_ranges(vault: Vault, size: int) -> None:
    data = secrets.token_bytes(size)
    ref = await vault.store(STREAM, data, "application/pdf")

    assert await vault.open(STREAM, ref) == data
    for start in (0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, size - 1, size, size + 1):
        for length in (0, 1, CHUNK_SIZE, CHUNK_SIZE + 1, None):
            end = None if length is None else start + length
            assert await vault.open(STREAM, ref, start=max(start, 0), length=length) == data[max(start, 0) : end]


async def test_thirty_megabytes_are_no_trouble(vault: Vault) -> None:
    data = secrets.token_bytes(30_000_000)

    ref = await vault.store(STREAM, data, "application/pdf")

    assert await vault.open(STREAM, ref) == data
    assert await vault.open(STREAM, ref, start=29_999_990) == data[-10:]


async def test_the_same_photo_twice_shows_to_nobody_that_it_is_the_same(vault: Vault) -> None:
    first, second = [await vault.store(STREAM, b"the same", "image/jpeg") for _ in range(2)]

    assert first.address != second.address
    assert first.sha256 == second.sha256


async def test_a_missing_blob_is_said_to_be_missing(vault: Vault, backend: Backend) -> None:
    ref = await vault.store(STREAM, b"a photo", "image/jpeg")
    backend.remove(ref.address)

    with pytest.raises(BlobMissing):
        await vault.open(STREAM, ref)


def flipped(sealed: bytes) -> bytes:
    return sealed[:-1] + bytes([sealed[-1] ^ 1])


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "a bit turned": flipped,
    "the end cut off": lambda sealed: sealed[:-1],
    "emptied": lambda _: b"",
    "lengthened": lambda sealed: sealed + b"\0",
    "replaced": lambda sealed: secrets.token_bytes(len(sealed)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
async def test_a_damaged_blob_never_opens(vault: Vault, backend: Backend, damage: Callable[[bytes], bytes]) -> None:
    ref = await vault.store(STREAM, secrets.token_bytes(2 * CHUNK_SIZE), "image/jpeg")
    backend.overwrite(ref.address, damage(await backend.store.get(ref.address)))

    with pytest.raises(BlobDamaged) as damaged:
        await vault.open(STREAM, ref)

    assert ref.address in str(damaged.value)


@pytest.mark.parametrize("damage", ["a bit turned", "the end cut off", "emptied", "replaced"])
async def test_a_range_that_touches_the_damage_never_opens(vault: Vault, backend: Backend, damage: str) -> None:
    ref = await vault.store(STREAM, secrets.token_bytes(2 * CHUNK_SIZE), "image/jpeg")
    backend.overwrite(ref.address, DAMAGES[damage](await backend.store.get(ref.address)))

    with pytest.raises(BlobDamaged):
        await vault.open(STREAM, ref, start=CHUNK_SIZE, length=10)


@pytest.mark.parametrize("other", [{"sha256": NOWHERE}, {"size": 6}, {"size": 8}])
async def test_a_blob_that_is_not_what_its_reference_says_never_opens(vault: Vault, other: dict[str, object]) -> None:
    ref = await vault.store(STREAM, b"a photo", "image/jpeg")
    lie = replace(ref, **other)

    with pytest.raises(BlobDamaged):
        await vault.open(STREAM, lie)


async def test_a_whole_blob_taken_from_another_address_never_opens(vault: Vault, backend: Backend) -> None:
    ref, other = [await vault.store(STREAM, data, "image/jpeg") for data in (b"a photo", b"another")]
    backend.overwrite(ref.address, await backend.store.get(other.address))

    with pytest.raises(BlobDamaged):
        await vault.open(STREAM, replace(other, address=ref.address))


async def test_a_reference_taken_to_another_stream_opens_nothing(vault: Vault) -> None:
    ref = await vault.store(STREAM, b"a photo", "image/jpeg")

    with pytest.raises(BoxBroken):
        await vault.open(OTHER_STREAM, ref)


async def test_once_the_streams_key_is_destroyed_its_blobs_never_open(
    vault: Vault, keys: MemoryKeys, store: BlobStore
) -> None:
    ref = await vault.store(STREAM, b"a photo", "image/jpeg")
    await keys.destroy(STREAM)

    with pytest.raises(KeyDestroyed):
        await vault.open(STREAM, ref)
    with pytest.raises(KeyDestroyed):
        await vault.store(STREAM, b"a photo", "image/jpeg")
    assert await store.has(ref.address), "locked blobs stay, and say nothing"


async def test_a_reference_does_not_show_its_key(vault: Vault) -> None:
    ref: BlobRef = await vault.store(STREAM, b"a photo", "image/jpeg")

    assert "Sealed(…)" in repr(ref)
    assert ref.key.box not in repr(ref)
