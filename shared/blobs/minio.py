"""How do blobs rest in an S3 store? As objects of one bucket, each put once and named by its address.

The only module that knows the `minio` SDK. It speaks to any S3 store that honours `If-None-Match: *`; the conformance
suite (tests/contracts/test_blobs.py) says which do.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, TypeVar

from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.error import MinioException, S3Error
from minio.objectlockconfig import DAYS, ObjectLockConfig
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from shared.blobs.address import belonging, checked
from shared.blobs.circuit import Circuit
from shared.blobs.port import BlobDamaged, BlobMissing
from shared.errors import Unavailable

T = TypeVar("T")

_THREADS = 8
_TIMEOUT = Timeout(connect=2.0, read=10.0)  # seconds; of reading: between two bytes
_RETRIES = Retry(total=3, read=1, backoff_factor=0.1, status_forcelist=(500, 502, 503, 504))
_ONE_PART = 5 * 1024**3  # the largest single put, in bytes: a put in parts could not be conditional

_MISSING = "NoSuchKey"
_ALREADY_THERE = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
_REFUSED = frozenset({"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"})


class StoreUnreachable(Unavailable):
    """The object store does not answer, or only with failures of its own."""  # endpoint: str


class StoreRefusesUs(Unavailable):
    """The object store does not accept our credentials, or they do not suffice."""  # endpoint, access_key, s3_code


class StoreFails(Unavailable):
    """The object store does not do what was asked."""  # endpoint: str, s3_code: str


class NotReadBack(Unavailable):
    """The object store said that it has a blob, but does not give it back."""  # address: str


class NotLocked(Unavailable):
    """The bucket was made before without the object lock that is asked for now; it takes a new bucket."""  # bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Settings:
    """Where the bucket is, and as whom we ask. `endpoint` is host:port."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str = field(repr=False)
    secure: bool = True
    region: str = "us-east-1"


class _WritesOnce(PoolManager):
    """Sends each request on the condition that nothing is there yet, for which `put_object` has no parameter."""

    def urlopen(self, method: str, url: str, redirect: bool = True, **kw: Any) -> BaseHTTPResponse:
        kw["headers"]["If-None-Match"] = "*"
        return super().urlopen(method, url, redirect, **kw)


@asynccontextmanager
async def open_blobs(settings: S3Settings, *, circuit: Circuit | None = None) -> AsyncGenerator[MinioBlobs]:
    """The store; connects at the first question. On leaving, what is under way is finished."""
    asking = PoolManager(maxsize=_THREADS, timeout=_TIMEOUT, retries=_RETRIES)
    writing = _WritesOnce(maxsize=_THREADS, timeout=_TIMEOUT, retries=_RETRIES)
    threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="blobs")
    try:
        yield MinioBlobs(settings, _client(settings, asking), _client(settings, writing), threads, circuit or Circuit())
    finally:
        await asyncio.to_thread(threads.shutdown)
        asking.clear()
        writing.clear()


class MinioBlobs:
    """A `BlobStore` in one bucket. The SDK blocks, so it runs in a few threads of our own."""

    def __init__(
        self, settings: S3Settings, client: Minio, writer: Minio, threads: ThreadPoolExecutor, circuit: Circuit
    ) -> None:
        """See open_blobs. What `writer` puts, it puts once."""
        self._settings = settings
        self._client = client
        self._writer = writer
        self._threads = threads
        self._circuit = circuit

    async def put(self, address: str, sealed: bytes) -> None:
        await self._ask(lambda: self._put(belonging(address, sealed), sealed))

    async def get(self, address: str, *, start: int = 0, length: int | None = None) -> bytes:
        return await self._ask(lambda: self._get(checked(address), start, length))

    async def has(self, address: str) -> bool:
        return await self._ask(lambda: self._has(checked(address)))

    def presign(self, address: str, *, seconds: int, now: datetime) -> str:
        """A URL that gives the sealed bytes to anybody, from `now` for `seconds` (1 to 604800)."""
        return self._client.get_presigned_url(
            "GET", self._settings.bucket, checked(address), timedelta(seconds=seconds), request_date=now
        )

    async def provision(self, *, lock_days: int | None = None) -> None:
        """Make the bucket if it is not there. With `lock_days`, nobody deletes a blob for so long (COMPLIANCE).

        Raises:
            NotLocked: the bucket is there, without object lock.
        """
        await self._ask(lambda: self._provision(lock_days))

    async def _ask(self, act: Callable[[], T]) -> T:
        try:
            with self._circuit.asking(HTTPError):
                return await asyncio.get_running_loop().run_in_executor(self._threads, act)
        except HTTPError as error:
            raise StoreUnreachable(endpoint=self._settings.endpoint) from error
        except MinioException as error:
            raise self._named(error) from error

    def _named(self, error: MinioException) -> Unavailable:
        code = _code(error)
        if code in _REFUSED:
            return StoreRefusesUs(endpoint=self._settings.endpoint, access_key=self._settings.access_key, s3_code=code)
        return StoreFails(endpoint=self._settings.endpoint, s3_code=code)

    def _put(self, address: str, sealed: bytes) -> None:
        checksum = base64.b64encode(bytes.fromhex(address)).decode()
        try:
            self._writer.put_object(
                self._settings.bucket,
                address,
                BytesIO(sealed),
                len(sealed),
                metadata={"x-amz-checksum-sha256": checksum},
                part_size=_ONE_PART,
            )
        except S3Error as error:
            if error.code not in _ALREADY_THERE:
                raise
        self._read_back(address, sealed)

    def _read_back(self, address: str, sealed: bytes) -> None:
        try:
            found = self._get(address, 0, None)
        except BlobMissing:
            raise NotReadBack(address=address) from None
        if found != sealed:
            raise BlobDamaged(address)

    def _get(self, address: str, start: int, length: int | None) -> bytes:
        if length == 0:
            return b""  # HTTP has no way to ask for nothing
        end = "" if length is None else start + length - 1
        try:
            response = self._client.get_object(
                self._settings.bucket, address, request_headers={"Range": f"bytes={start}-{end}"}
            )
        except S3Error as error:
            if error.code == _MISSING:
                raise BlobMissing(address=address) from None
            if error.code == "InvalidRange":
                return b""  # it ends before `start`
            raise
        try:
            return response.read()
        finally:
            response.close()
            response.release_conn()

    def _has(self, address: str) -> bool:
        try:
            self._client.stat_object(self._settings.bucket, address)
        except S3Error as error:
            if error.code == _MISSING:
                return False
            raise
        return True

    def _provision(self, lock_days: int | None) -> None:
        if not self._client.bucket_exists(self._settings.bucket):
            self._make_bucket(object_lock=lock_days is not None)
        if lock_days is not None:
            self._lock(lock_days)

    def _make_bucket(self, *, object_lock: bool) -> None:
        try:
            self._client.make_bucket(self._settings.bucket, object_lock=object_lock)
        except S3Error as error:
            if error.code != "BucketAlreadyOwnedByYou":  # another process of ours was faster
                raise

    def _lock(self, days: int) -> None:
        try:
            self._client.set_object_lock_config(self._settings.bucket, ObjectLockConfig(COMPLIANCE, days, DAYS))
        except S3Error as error:
            if error.code == "InvalidBucketState":
                raise NotLocked(bucket=self._settings.bucket) from None
            raise


def _client(settings: S3Settings, connections: PoolManager) -> Minio:
    return Minio(
        settings.endpoint,
        settings.access_key,
        settings.secret_key,
        secure=settings.secure,
        region=settings.region,
        http_client=connections,
    )


def _code(error: MinioException) -> str:
    return (error.code or "") if isinstance(error, S3Error) else type(error).__name__
