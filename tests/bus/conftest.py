"""Where do the tests of the bus meet? In an office of their own."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from tests.bus.office import Office, open_office
from tests.support.eventlog import LogDatabase


@pytest.fixture
async def office(log_database: LogDatabase, nats_url: str) -> AsyncGenerator[Office]:
    async with open_office(log_database, nats_url) as office:
        yield office
