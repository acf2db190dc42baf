"""How does an office run on one machine? Real servers beside it, everything they keep under one folder."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

from shared.blobs.folder import FolderBlobs
from shared.blobs.minio import S3Settings, open_blobs
from shared.blobs.port import BlobStore
from shared.bus.folding import AnyView
from shared.bus.relay import Relay
from shared.contracts.vocabulary import Desk
from shared.eventlog.migrate import login_of
from shared.keys import master
from shared.keys.master import MasterKey
from shared.platform.cpu import cpu_pool
from shared.platform.database import Administrator, administrator
from shared.platform.ground import Logins
from shared.platform.health import Finding, blob_findings, nats_findings, postgres_findings, refuse, seaweed_findings
from shared.platform.platform import Platform, open_grounds, open_relay
from shared.platform.servers.binaries import ProgramMissing, executable
from shared.platform.servers.folder import own_folder
from shared.platform.servers.nats import Nats
from shared.platform.servers.postgres import Postgres
from shared.platform.servers.s3 import ACCESS_KEY, S3, WEED
from shared.platform.servers.server import Server
from shared.platform.servers.supervisor import supervised
from shared.platform.settings import Settings

DEFAULT_FOLDER: Final = Path("~/.local/share/berkas")
BUCKET: Final = "berkas"

Migrate: TypeAlias = Callable[[Administrator], Awaitable[None]]
"""Brings the database to what the desks of this release need (database.py, with their rights)."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The servers beside us, under one folder; no `s3` where blobs rest in a folder of their own."""

    folder: Path
    postgres: Postgres
    nats: Nats
    s3: S3 | None

    @classmethod
    def under(cls, folder: Path) -> Beside:
        """Those that this folder has, or will have after its first start."""
        return cls(folder, Postgres(folder / "postgres"), Nats(folder / "nats", tuple(Desk)), _s3_under(folder))

    @property
    def servers(self) -> Sequence[Server]:
        """All of them."""
        return [self.postgres, self.nats, *([self.s3] if self.s3 else [])]

    @property
    def logins(self) -> Logins:
        """Who enters where."""
        return Logins(postgres=lambda role: self.postgres.dsn(user=role), nats=lambda user: [self.nats.url(user)])

    @property
    def lacks(self) -> Sequence[str]:
        """What one machine does not give."""
        said = [
            f"Satu mesin: bila rusak, pelayanan berhenti. Cadangkan folder {self.folder} setiap hari ke tempat lain.",
            f"Kunci induk ada di folder yang sama ({_key_file(self.folder).name}): simpan salinannya terpisah.",
        ]
        if self.s3 is None:
            said.append("Tanpa SeaweedFS: foto dan PDF disimpan sebagai berkas biasa, tanpa kunci objek.")
        return said

    async def findings(self, desks: Collection[Desk], blobs: BlobStore) -> Sequence[Finding]:
        """The weaknesses of all of them, also those that only some desk's login has."""
        examined = await asyncio.gather(
            *(postgres_findings(self.postgres.dsn(user=login_of(desk))) for desk in desks),
            nats_findings(self.nats.monitoring),
            blob_findings(blobs),
            *([seaweed_findings(self.s3.filer)] if self.s3 else []),
        )
        return list(dict.fromkeys(chain.from_iterable(examined)))

    @asynccontextmanager
    async def blobs(self) -> AsyncGenerator[BlobStore]:
        """Where photos and PDFs rest."""
        if self.s3 is None:
            yield FolderBlobs.prepare(_blob_folder(self.folder))
            return
        where = S3Settings(
            endpoint=self.s3.endpoint,
            bucket=BUCKET,
            access_key=ACCESS_KEY,
            secret_key=self.s3.secret_key,
            secure=False,
        )
        async with open_blobs(where) as blobs:
            await blobs.provision()
            yield blobs


@asynccontextmanager
async def embedded(
    settings: Settings,
    folder: Path,
    desks: Mapping[Desk, Sequence[AnyView]],
    migrate: Migrate,
    *,
    warm: Sequence[str] = (),
) -> AsyncGenerator[Platform]:
    """An office on this machine, with everything it keeps under `folder`.

    `desks` are those that work here, with their views. `warm`: modules that are slow to import, for heavy work.

    Raises:
        CannotStart: the folder is in use, a server does not start, or it is weaker than we promise.
        MasterKeyMissing: the folder has data but no key.
    """
    async with own_folder(folder) as own:
        beside = Beside.under(folder)
        key = master.load(os.environ, _key_file(folder), fresh=not beside.postgres.data_dir.exists())
        async with supervised(*beside.servers, inherit=(own.lock,)), beside.blobs() as blobs:
            async with administrator(beside.postgres.dsn()) as connection:
                await migrate(connection)
            refuse(await beside.findings(desks, blobs))
            async with (
                open_relay(beside.logins) as relay,
                _upon(beside, settings, desks, blobs=blobs, key=key, relay=relay, warm=warm) as platform,
            ):
                yield platform


@asynccontextmanager
async def attached(
    settings: Settings, folder: Path, desks: Mapping[Desk, Sequence[AnyView]]
) -> AsyncGenerator[Platform]:
    """The office that runs under `folder`, entered from another process: nothing is started, migrated or relayed."""
    beside = Beside.under(folder)
    key = master.load(os.environ, _key_file(folder), fresh=False)
    async with (
        beside.blobs() as blobs,
        _upon(beside, settings, desks, blobs=blobs, key=key, relay=None, warm=()) as platform,
    ):
        yield platform


@asynccontextmanager
async def _upon(
    beside: Beside,
    settings: Settings,
    desks: Mapping[Desk, Sequence[AnyView]],
    *,
    blobs: BlobStore,
    key: MasterKey,
    relay: Relay | None,
    warm: Sequence[str],
) -> AsyncGenerator[Platform]:
    """What is handed to the desks, once the servers serve."""
    async with (
        cpu_pool(warm=warm) as cpu,
        open_grounds(desks, beside.logins, blobs=blobs, master=key, folder=beside.folder / "desks") as grounds,
    ):
        yield Platform(
            settings=settings,
            cpu=cpu,
            relay=relay,
            findings=lambda: beside.findings(desks, blobs),
            lacks=beside.lacks,
            grounds=grounds,
        )


def _key_file(folder: Path) -> Path:
    return folder / "master.key"


def _blob_folder(folder: Path) -> Path:
    return folder / "blobs"


def _s3_under(folder: Path) -> S3 | None:
    """Where blobs rest is decided once, at the first start: what is in one place is not in the other."""
    s3 = S3(folder / "s3")
    if _blob_folder(folder).exists():
        return None
    if s3.directory.exists() or WEED in os.environ:
        return s3
    try:
        executable("weed", variable=WEED)
    except ProgramMissing:
        return None
    return s3
