"""Where do whole lives take place? In one office that these tests share, each with berkas of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator

import pytest
import pytest_asyncio

from tests.support.lives import Screens, appoint, signed_in
from tests.support.office import Office, office_in
from tests.support.servers import server_folder


@pytest.fixture(scope="package")
def office() -> Iterator[Office]:
    with server_folder() as folder, office_in(folder) as office:
        yield office


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def screens(office: Office) -> AsyncGenerator[Screens]:
    """Everybody at their screens, and the Kadis appointed to sign."""
    async with signed_in(office) as screens:
        await appoint(office, screens)
        yield screens
