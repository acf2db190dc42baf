"""Is the bus what the log says, whoever is killed when?"""

from __future__ import annotations

import pytest

from tests.bus.office import Office, names, on_bus, on_log, published

pytestmark = pytest.mark.spine


async def test_every_fact_reaches_the_bus_once_and_in_order(office: Office) -> None:
    await office.relay()
    await office.come(*names(300))
    jetstream, log = await office.jetstream(), await office.log()
    await published(jetstream, log)
    assert await on_bus(jetstream) == await on_log(log)
