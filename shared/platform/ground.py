"""What does one desk stand on? The log, its lists, the bus, keys and papers, each entered by a login of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.blobs.port import Blobs, BlobStore
from shared.blobs.vault import Vault
from shared.bus.folding import AnyView
from shared.bus.jetstream import JetStream
from shared.bus.store import Store, open_store
from shared.bus.views import Views
from shared.contracts.vocabulary import Desk
from shared.eventlog.migrate import login_of
from shared.eventlog.port import EventLog
from shared.eventlog.postgres import open_log
from shared.keys.master import MasterKey
from shared.keys.port import Keys
from shared.keys.postgres import open_keys
from shared.keys.recent import RecentKeys
from shared.platform.connection import connected


@dataclass(frozen=True, slots=True, kw_only=True)
class Logins:
    """Where one enters: `postgres`, the DSN by role; `nats`, the servers' URLs by user."""

    postgres: Callable[[str], str]
    nats: Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One desk's, opened. `nats`: URLs for whoever must connect by itself. `folder`: what its adapters keep."""

    log: EventLog
    store: Store
    views: Views
    jetstream: JetStream
    nats: Sequence[str]
    keys: Keys
    blobs: Blobs
    folder: Path


@asynccontextmanager
async def open_ground(
    desk: Desk,
    views: Sequence[AnyView],
    logins: Logins,
    *,
    blobs: BlobStore,
    master: MasterKey,
    recent: RecentKeys,
    folder: Path,
) -> AsyncGenerator[Ground]:
    """What `desk` stands on. `recent` keys are shared by the desks of a process, so that none uses a destroyed one.

    Raises:
        MasterKeyUnknown, Unavailable: the keys cannot be opened, or not reached.
    """
    _make(folder)
    dsn, servers = logins.postgres(login_of(desk)), logins.nats(desk)
    async with (
        open_log(desk, dsn) as log,
        open_store(desk, dsn) as store,
        open_keys(dsn, master, recent=recent) as keys,
        connected(servers, desk) as jetstream,
    ):
        yield Ground(
            log=log,
            store=store,
            views=Views(store, views, jetstream=jetstream),
            jetstream=jetstream,
            nats=servers,
            keys=keys,
            blobs=Vault(blobs, keys),
            folder=folder,
        )


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
