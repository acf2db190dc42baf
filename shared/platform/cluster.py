"""How do desks run in a cluster? On servers that others run; where they are stands in the settings."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from itertools import chain
from typing import Final

from shared.blobs.folder import FolderBlobs
from shared.blobs.minio import S3Settings as Bucket
from shared.blobs.minio import open_blobs
from shared.blobs.port import BlobStore
from shared.bus.folding import AnyView
from shared.contracts.vocabulary import Desk
from shared.eventlog.migrate import RELAY as RELAY_ROLE
from shared.eventlog.migrate import login_of
from shared.keys import master
from shared.platform.cpu import cpu_pool
from shared.platform.ground import Logins
from shared.platform.health import Finding, blob_findings, nats_findings, postgres_findings, refuse
from shared.platform.loading import SettingFault, SettingsFaulty
from shared.platform.platform import Platform, open_grounds, open_relay
from shared.platform.servers.nats import RELAY as RELAY_USER
from shared.platform.settings import ClusterSettings, S3Settings, Settings

_MISSING: Final = "wajib diisi"


@asynccontextmanager
async def cluster(
    settings: Settings, desks: Mapping[Desk, Sequence[AnyView]], *, relay: bool, warm: Sequence[str] = ()
) -> AsyncGenerator[Platform]:
    """These desks, with their views, on servers that others run; `relay`: this process is to run it too.

    `warm`: modules that are slow to import, for heavy work.

    Raises:
        SettingsFaulty: with everything that these desks need and that is not set.
        CannotStart: the servers are weaker than we promise, or not there.
        MasterKeyMissing, MasterKeyUnknown: the keys cannot be opened.
    """
    where = required(settings, desks, relay=relay)
    logins = Logins(
        postgres=lambda role: where.postgres[role].get_secret_value(),
        nats=lambda user: where.nats.urls[user].get_secret_value().split(","),
    )
    key = master.load(os.environ, where.master_key, fresh=False)
    async with _open_blobs(where) as blobs:
        refuse(await _findings(where, desks, blobs))
        async with (
            cpu_pool(warm=warm) as cpu,
            open_grounds(desks, logins, blobs=blobs, master=key, folder=where.state) as grounds,
            open_relay(logins, replicas=where.nats.replicas) if relay else nullcontext() as to_run,
        ):
            yield Platform(
                settings=settings,
                cpu=cpu,
                relay=to_run,
                findings=lambda: _findings(where, desks, blobs),
                lacks=(),
                grounds=grounds,
            )


def required(settings: Settings, desks: Iterable[Desk], *, relay: bool) -> ClusterSettings:
    """The cluster's settings, if they say all that these desks need.

    Raises:
        SettingsFaulty: with everything that they do not say.
    """
    if settings.cluster is None:
        raise SettingsFaulty([SettingFault("cluster", "missing", _MISSING)])
    hosted = list(desks)
    roles = [*map(login_of, hosted), *([RELAY_ROLE] if relay else [])]
    users = [*hosted, *([RELAY_USER] if relay else [])]
    missing = [
        *(f"cluster.postgres.{role}" for role in roles if role not in settings.cluster.postgres),
        *(f"cluster.nats.urls.{user}" for user in users if user not in settings.cluster.nats.urls),
    ]
    if missing:
        raise SettingsFaulty([SettingFault(place, "missing", _MISSING) for place in missing])
    return settings.cluster


@asynccontextmanager
async def _open_blobs(where: ClusterSettings) -> AsyncGenerator[BlobStore]:
    if where.s3:
        async with open_blobs(_bucket(where.s3)) as blobs:
            await blobs.provision(lock_days=where.s3.lock_days)
            yield blobs
    if where.blob_folder:
        yield FolderBlobs.prepare(where.blob_folder)


def _bucket(s3: S3Settings) -> Bucket:
    return Bucket(
        endpoint=s3.endpoint,
        bucket=s3.bucket,
        access_key=s3.access_key,
        secret_key=s3.secret_key.get_secret_value(),
        secure=s3.secure,
        region=s3.region,
    )


async def _findings(where: ClusterSettings, desks: Collection[Desk], blobs: BlobStore) -> Sequence[Finding]:
    """The weaknesses of all servers, also those that only some desk's login has."""
    examined = await asyncio.gather(
        *(postgres_findings(where.postgres[login_of(desk)].get_secret_value()) for desk in desks),
        nats_findings(where.nats.monitoring),
        blob_findings(blobs),
    )
    return list(dict.fromkeys(chain.from_iterable(examined)))
