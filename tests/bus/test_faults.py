"""Does the bus lose or double anything when processes and servers are killed?"""

from __future__ import annotations

import asyncio
import shutil

import pytest

from shared.bus.jetstream import JetStream, Missing
from shared.bus.streams import tip
from shared.contracts.vocabulary import Desk
from shared.errors import Unavailable
from shared.eventlog.migrate import login_of
from shared.platform.servers.nats import Nats
from tests.bus.office import Office, names, on_bus, on_log, published
from tests.bus.process import working
from tests.support.servers import Running

pytestmark = pytest.mark.faults


async def test_relays_that_are_killed_lose_and_double_nothing(office: Office) -> None:
    jetstream, log = await office.jetstream(), await office.log()
    dsn = office.database.dsn(login_of(Desk.OVERSIGHT))
    telling = asyncio.create_task(come_steadily(office))
    async with working("relay", dsn, office.nats_url):
        for kill in range(1, 5):
            async with working("relay", dsn, office.nats_url):
                await has_grown(jetstream)
                await asyncio.sleep(0.03 * kill)
    telling.cancel()
    async with working("relay", dsn, office.nats_url):
        await published(jetstream, log)
    assert await on_bus(jetstream) == await on_log(log)


async def test_a_killed_nats_server_and_a_lost_folder_are_made_good(
    office: Office, fresh_nats_server: Running[Nats]
) -> None:
    await office.relay()
    jetstream, log = await office.jetstream(), await office.log()
    await office.come(*names(50))
    await published(jetstream, log)

    await fresh_nats_server.kill()
    await office.come(*names(50))
    await fresh_nats_server.start()
    await published(jetstream, log)

    await fresh_nats_server.kill()
    shutil.rmtree(fresh_nats_server.data_dir)
    await office.come(*names(50))
    await fresh_nats_server.start()
    await published(jetstream, log)
    assert await on_bus(jetstream) == await on_log(log)


async def come_steadily(office: Office) -> None:
    while True:
        await office.come(*names(20))


async def has_grown(jetstream: JetStream) -> None:
    """Wait until somebody publishes."""
    before = await sequence(jetstream)
    while await sequence(jetstream) < before + 100:  # noqa: ASYNC110 - another process changes it
        await asyncio.sleep(0.01)


async def sequence(jetstream: JetStream) -> int:
    try:
        return (await tip(jetstream)).position
    except (Missing, Unavailable):
        return 0
