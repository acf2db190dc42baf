"""Does the bus lose or double anything when processes and servers are killed?"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable

import pytest

from shared.bus.jetstream import JetStream, Missing
from shared.bus.streams import tip
from shared.contracts.vocabulary import Desk
from shared.errors import Unavailable
from shared.eventlog.migrate import login_of
from shared.platform.servers.nats import Nats
from tests.bus.desk import folded, open_desk
from tests.bus.office import Office, ended, names, on_bus, on_log, published, until
from tests.bus.process import working
from tests.support.servers import Running

pytestmark = pytest.mark.faults


async def test_relays_that_are_killed_lose_and_double_nothing(office: Office) -> None:
    jetstream, log = await office.jetstream(), await office.log()
    dsn = office.database.dsn(login_of(Desk.OVERSIGHT))
    coming = asyncio.create_task(come_steadily(office))
    for kill in range(3):
        async with working("relay", dsn, office.nats_url), working("relay", dsn, office.nats_url):
            end = await sequence(jetstream)
            await until(lambda end=end: grown(sequence(jetstream), end + 50))
            await asyncio.sleep(0.02 * kill)
    await ended(coming)
    await office.relay()
    await published(jetstream, log)
    assert await on_bus(jetstream) == await on_log(log)


async def test_cursors_that_are_killed_leave_the_list_as_the_log_says(office: Office) -> None:
    await office.relay()
    desk = await open_desk(office)
    await desk.caught_up()
    await desk.leave()
    dsn = office.database.dsn(login_of(Desk.VERIFICATION))
    coming = asyncio.create_task(come_steadily(office))
    for kill in range(3):
        async with working("cursor", dsn, office.nats_url), working("cursor", dsn, office.nats_url):
            end = await desk.position()
            await until(lambda end=end: grown(desk.position(), end + 50))
            await asyncio.sleep(0.02 * kill)
    await ended(coming)
    await desk.join()
    await desk.caught_up()
    assert await desk.kept() == await folded(office)


async def test_a_killed_nats_server_and_a_lost_folder_are_made_good(
    office: Office, fresh_nats_server: Running[Nats]
) -> None:
    await office.relay()
    desk = await open_desk(office)
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
    await desk.caught_up()
    assert await desk.kept() == await folded(office)


async def come_steadily(office: Office) -> None:
    while True:
        [one, *_] = await office.come(*names(10))
        await office.complete(one)
        await asyncio.sleep(0.05)


async def grown(what: Awaitable[int], to: int) -> bool:
    return await what >= to


async def sequence(jetstream: JetStream) -> int:
    try:
        return (await tip(jetstream)).position
    except (Missing, Unavailable):
        return 0
