"""What is one desk in a test of the bus? Its list, kept by one or several replicas, and read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from shared.bus.cursor import Cursor
from shared.bus.folding import AnyView
from shared.bus.store import Store
from shared.bus.views import Views
from shared.contracts.fact import Fact, Recorded
from shared.errors import Unavailable
from shared.execute import as_recorded
from tests.bus.office import ENOUGH, Office, ended, until
from tests.bus.waiting import WAITING, Waiting


@dataclass(slots=True)
class VerificationDesk:
    """The verification desk's lists."""

    office: Office
    store: Store
    all: Sequence[AnyView]
    views: Views
    replicas: list[asyncio.Task[None]]

    async def join(self) -> None:
        """Another replica comes, to keep the lists if the others do not."""
        cursor = Cursor(
            self.store,
            self.all,
            jetstream=await self.office.jetstream(),
            log=await self.office.log(),
            keys=self.office.keys,
        )
        self.replicas.append(self.office.work(cursor.run()))

    async def leave(self) -> None:
        """The oldest replica goes."""
        await ended(self.replicas.pop(0))

    async def caught_up(self) -> None:
        """Wait until the lists have all that the log has."""
        await until(self._made)
        head = await (await self.office.log()).head()
        assert await self.views.wait(after=head - 1, seconds=ENOUGH) >= head

    async def is_whole(self) -> bool:
        """Whether no row of the list is damaged."""
        return not await self.views.damaged(self.all[0])

    async def _made(self) -> bool:
        try:
            return await self.is_whole() or True
        except Unavailable:
            return False

    async def position(self) -> int:
        """How far the lists are, by the table."""
        return await self.store.pool.fetchval("SELECT position FROM verification.cursor WHERE live") or 0

    async def kept(self) -> dict[str, Waiting | None]:
        """Every row that stands in a queue, read page by page."""
        rows: dict[str, Waiting | None] = {}
        for queue in await self.views.count(WAITING):
            page = await self.views.page(WAITING, queue, limit=7)
            rows |= {row.key: row.row for row in page.rows}
            while page.next:
                page = await self.views.page(WAITING, queue, after=page.next, limit=7)
                rows |= {row.key: row.row for row in page.rows}
        return rows


async def open_desk(office: Office, *views: AnyView) -> VerificationDesk:
    """The desk with these lists, or with the usual one, kept by one replica."""
    lists = views or (WAITING,)
    store = await office.store()
    reader = Views(store, lists, jetstream=await office.jetstream())
    office.work(reader.run())
    desk = VerificationDesk(office, store, lists, reader, [])
    await desk.join()
    return desk


async def on_record(office: Office) -> Sequence[Recorded[Fact]]:
    """Every fact of the log."""
    return [as_recorded(one) async for page in (await office.log()).read_all() for one in page]


async def folded(office: Office) -> dict[str, Waiting]:
    """What the usual list should show."""
    return dict(WAITING.fold(await on_record(office)))
