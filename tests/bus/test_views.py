"""Do a desk's lists show what the log says: soon, in order, and whatever is killed, lost or poisoned on the way?"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from shared.bus.cursor import Cursor
from shared.bus.store import Store
from shared.bus.views import Views
from shared.execute import as_recorded
from tests.bus.office import ENOUGH, WAITING, Office, Waiting, names

pytestmark = pytest.mark.spine


@dataclass(slots=True)
class Desk:
    """The verification desk's list, kept and read."""

    office: Office
    store: Store
    views: Views

    async def at(self, position: int) -> None:
        """Wait until the list is folded up to here."""
        assert await self.views.wait(after=position - 1, seconds=ENOUGH) >= position

    async def caught_up(self) -> None:
        await self.at(await (await self.office.log()).head())

    async def kept(self) -> dict[str, Waiting | None]:
        rows: dict[str, Waiting | None] = {}
        for queue in await self.views.count(WAITING):
            after = None
            while True:
                page = await self.views.page(WAITING, queue, after=after, limit=7)
                rows |= {row.key: row.row for row in page.rows}
                if (after := page.next) is None:
                    break
        return rows


async def cursor(office: Office, store: Store) -> Cursor:
    return Cursor(store, [WAITING], jetstream=await office.jetstream(), log=await office.log(), keys=office.keys)


async def open_desk(office: Office) -> Desk:
    store = await office.store()
    views = Views(store, [WAITING], jetstream=await office.jetstream())
    office.work((await cursor(office, store)).run())
    office.work(views.run())
    return Desk(office, store, views)


async def folded(office: Office) -> dict[str, Waiting]:
    history = [as_recorded(one) async for page in (await office.log()).read_all() for one in page]
    return dict(WAITING.fold(history))


async def test_a_list_shows_what_the_log_says(office: Office) -> None:
    await office.relay()
    desk = await open_desk(office)
    berkas = await office.come(*names(40))
    for one in berkas[:10]:
        await office.complete(one)
        await office.judge(one)
    for one in berkas[:5]:
        await office.verify(one)
    await desk.caught_up()
    assert await desk.kept() == await folded(office)
    assert await desk.views.count(WAITING) == {"complete": 5, "new": 30}
