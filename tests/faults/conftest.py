"""Where do faults befall an office? In one that these tests share, each with berkas of its own; some take another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.office import Office, office_in
from tests.support.servers import server_folder


@pytest.fixture(scope="package")
def office() -> Iterator[Office]:
    with server_folder() as folder, office_in(folder) as office:
        yield office
