"""What is handed to the desks, wherever they run? Time, ids, hands for heavy work, and each desk's own ground."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shared.blobs.port import Blobs, BlobStore
from shared.bus.folding import AnyView
from shared.bus.jetstream import JetStream
from shared.bus.relay import Relay
from shared.bus.store import Store
from shared.bus.views import Views
from shared.contracts.vocabulary import Desk
from shared.eventlog.counter import PostgresNumbers
from shared.eventlog.migrate import RELAY as RELAY_ROLE
from shared.eventlog.port import EventLog
from shared.eventlog.postgres import open_log
from shared.folds import Folds
from shared.keys.master import MasterKey
from shared.keys.port import Keys
from shared.keys.recent import RecentKeys
from shared.platform import clock
from shared.platform.connection import connected
from shared.platform.cpu import CpuPool
from shared.platform.ground import Ground, Logins, open_ground
from shared.platform.health import Finding
from shared.platform.servers.nats import RELAY as RELAY_USER
from shared.platform.settings import Settings
from shared.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Where the desks run.

    `relay` is to be run by whoever runs the desks; None where others run it. `findings` are the weaknesses of the
    servers at this moment (health.py). `lacks` says in plain words what this place does not give, compared with a
    cluster.
    """

    settings: Settings
    now: Callable[[], datetime] = clock.now
    new_id: Callable[[], str] = clock.new_id
    cpu: CpuPool
    relay: Relay | None
    findings: Callable[[], Awaitable[Sequence[Finding]]]
    lacks: Sequence[str]
    grounds: Mapping[Desk, Ground]

    def log(self, desk: Desk) -> EventLog:
        """The log, on which this desk records its own facts."""
        return self.grounds[desk].log

    def store(self, desk: Desk) -> Store:
        """The schema in which this desk derives."""
        return self.grounds[desk].store

    def views(self, desk: Desk) -> Views:
        """The lists of this desk."""
        return self.grounds[desk].views

    def jetstream(self, desk: Desk) -> JetStream:
        """The bus, as this desk."""
        return self.grounds[desk].jetstream

    def nats(self, desk: Desk) -> Sequence[str]:
        """The URLs under which this desk connects by itself (FastStream)."""
        return self.grounds[desk].nats

    def keys(self, desk: Desk) -> Keys:
        """The key ring, as this desk."""
        return self.grounds[desk].keys

    def blobs(self, desk: Desk) -> Blobs:
        """Photos and PDFs, sealed with this desk's key ring."""
        return self.grounds[desk].blobs

    def room(self, desk: Desk) -> Room:
        """The desk's place of work."""
        ground, office = self.grounds[desk], self.settings.office
        return Room(
            desk=desk,
            log=ground.log,
            folds=Folds(ground.log),
            views=ground.views,
            keys=ground.keys,
            blobs=ground.blobs,
            numbers=PostgresNumbers(ground.store.pool),
            office=office,
            calendar=office.calendar,
            rules=office.rules,
            now=self.now,
            new_id=self.new_id,
            cpu=self.cpu,
            folder=ground.folder,
        )


@asynccontextmanager
async def open_grounds(
    desks: Mapping[Desk, Sequence[AnyView]], logins: Logins, *, blobs: BlobStore, master: MasterKey, folder: Path
) -> AsyncGenerator[Mapping[Desk, Ground]]:
    """What each of these desks stands on, by the views each keeps; `folder` holds a folder for each."""
    recent = RecentKeys()
    async with AsyncExitStack() as stack:
        yield {
            desk: await stack.enter_async_context(
                open_ground(desk, views, logins, blobs=blobs, master=master, recent=recent, folder=folder / desk)
            )
            for desk, views in desks.items()
        }


@asynccontextmanager
async def open_relay(logins: Logins, *, replicas: int = 1) -> AsyncGenerator[Relay]:
    """The relay, ready to run; the stream has so many `replicas`."""
    any_desk = next(iter(Desk))  # a log is opened as somebody's; the relay's login only reads
    async with (
        open_log(any_desk, logins.postgres(RELAY_ROLE)) as log,
        connected(logins.nats(RELAY_USER), RELAY_USER) as jetstream,
    ):
        yield Relay(log, jetstream, replicas=replicas)
