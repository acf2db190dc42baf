"""Does a desk react to every fact it hears, once, whatever happens on the way?"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field

import pytest

from shared.bus.hearing import Patience
from shared.bus.reaction import Heard, Reaction
from shared.bus.reactions import Reactions
from shared.bus.store import Store
from shared.bus.views import Views
from shared.contracts.intake import BerkasReceived
from shared.contracts.vocabulary import BerkasId, Desk
from tests.bus.office import ENOUGH, WAITING, Office, names

pytestmark = pytest.mark.spine

QUICK = Patience(delays=(0.05,), tries=3)


@dataclass(slots=True)
class Notes:
    """What the desk of these tests works with: it notes what it heard."""

    heard: Counter[BerkasId] = field(default_factory=Counter[BerkasId])
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    trouble: dict[BerkasId, list[Exception]] = field(default_factory=dict[BerkasId, list[Exception]])

    async def until_heard(self, how_many: int) -> None:
        async with asyncio.timeout(ENOUGH), self.news:
            await self.news.wait_for(lambda: len(self.heard) >= how_many)


async def note(heard: Heard[BerkasReceived], notes: Notes) -> None:
    berkas = heard.fact.berkas_id
    if troubles := notes.trouble.get(berkas):
        raise troubles.pop()
    async with notes.news:
        notes.heard[berkas] += 1
        notes.news.notify_all()


NOTE = Reaction(name="note", facts=(BerkasReceived,), handle=note)


async def reactions(office: Office, notes: Notes, *, store: Store | None = None) -> Reactions[Notes]:
    store = store or await office.store(Desk.DELIVERY)
    jetstream = await office.jetstream()
    return Reactions(
        store,
        [NOTE],
        notes,
        views=Views(store, [WAITING], jetstream=jetstream),
        jetstream=jetstream,
        log=await office.log(Desk.DELIVERY),
        servers=[office.nats_url],
        patience=QUICK,
    )


async def test_a_desk_reacts_to_what_it_hears_and_to_nothing_else(office: Office) -> None:
    notes = Notes()
    await office.relay()
    desk = await reactions(office, notes)
    await desk.begin()
    office.work(desk.run())
    berkas = await office.come(*names(50))
    await office.complete(berkas[0])
    await notes.until_heard(50)
    assert notes.heard == Counter(berkas)
