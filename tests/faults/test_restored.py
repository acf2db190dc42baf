"""Does an office go on whose database was restored from an older copy, under a bus that knows more?"""

from __future__ import annotations

import asyncio
import subprocess

import pytest

from tests.support.lives import Ledger, Life, appoint, signed_in, together
from tests.support.office import Office
from tests.support.soundness import assert_sound, the_log

pytestmark = pytest.mark.faults

DROPPED = "the bus is not what the log says: dropped, to be refilled"
NAMES = [f"after-the-copy-{number}" for number in range(5)]


async def test_an_office_restored_from_an_older_copy_drops_what_only_its_bus_knows_and_goes_on(office: Office) -> None:
    ledger = Ledger()
    async with signed_in(office) as screens:
        await appoint(office, screens)
        before = await Life("before-the-copy", screens, ledger).to("verify")
    await asyncio.to_thread(copy, office)
    async with signed_in(office) as screens:
        await together([Life(name, screens, Ledger()) for name in NAMES], "verify")
    knew, said = await the_log(office), len(office.said(DROPPED))

    await asyncio.to_thread(put_back, office)
    remembers = await assert_sound(office, ledger.told)
    assert len(remembers) < len(knew)
    assert len(office.said(DROPPED)) == said + 1

    async with signed_in(office) as screens:
        before.screens = screens
        await before.to("close")
        await together([Life(name, screens, ledger) for name in NAMES], "verify")  # applicants send it once more
    await assert_sound(office, ledger.told)


def copy(office: Office) -> None:
    """As a backup does, while nobody works."""
    office.kill()
    subprocess.run(["cp", "-a", office.postgres.data_dir, office.folder / "copy"], check=True)
    office.start()


def put_back(office: Office) -> None:
    office.kill()
    office.postgres.data_dir.rename(office.folder / "faulty")
    (office.folder / "copy").rename(office.postgres.data_dir)
    office.start()
