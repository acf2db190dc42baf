"""Which office do the platform's tests run? One desk that lists nothing, on real servers."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from asyncpg import Connection, Record

from shared.contracts.names import sayable
from shared.contracts.vocabulary import Desk
from shared.office import OfficeSettings
from shared.platform.database import migrate
from shared.platform.embedded import embedded
from shared.platform.platform import Platform
from shared.platform.settings import Settings

DESK = Desk.VERIFICATION
"""The one desk that works here."""
SETTINGS = Settings(
    office=OfficeSettings(
        dinas="Dinas Kependudukan dan Pencatatan Sipil",
        pemerintah="Pemerintah Kabupaten Contoh",
        kabupaten="Kabupaten Contoh",
        kabupaten_code="13.08",
        tempat="Lubuk Contoh",
        whatsapp_number="0753466353",
    )
)


async def migrate_all(connection: Connection[Record]) -> None:
    await migrate(connection, {desk: sayable(desk) for desk in Desk}, erasers=[DESK])


@asynccontextmanager
async def office(folder: Path) -> AsyncGenerator[Platform]:
    async with embedded(SETTINGS, folder, {DESK: ()}, migrate_all) as platform:
        yield platform
