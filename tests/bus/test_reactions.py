"""Does a desk react to every fact it hears, whatever happens on the way, and hold nobody up with one it cannot bear?"""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared.bus.cursor import Cursor
from shared.bus.floors import Floors
from shared.bus.hearing import Patience
from shared.bus.quarantine import Quarantine
from shared.bus.reaction import Heard, Reaction
from shared.bus.reactions import Reactions
from shared.bus.store import Store
from shared.bus.streams import STREAM
from shared.bus.views import Views
from shared.contracts.delivery import ApplicantInformed
from shared.contracts.fact import Fact, berkas_stream
from shared.contracts.intake import BerkasFoundComplete, BerkasReceived
from shared.contracts.signing import DocumentSigned
from shared.contracts.vocabulary import BerkasId, Desk
from shared.decider import Command, Decider
from shared.errors import Conflict, Refused, Unavailable
from shared.eventlog.port import EventLog
from shared.execute import execute
from shared.platform.servers.nats import Nats
from tests.bus.office import ENOUGH, Office, ended, names, published, until
from tests.bus.waiting import WAITING
from tests.support.builders import informed
from tests.support.people import SITI, made_up
from tests.support.servers import Running

pytestmark = pytest.mark.spine

QUICK = Patience(delays=(0.02,), tries=3, views=0.2)
DURABLE = "delivery-note"


@dataclass(slots=True)
class Notes:
    """What the desk of these tests works with: it notes what it heard, and may be in trouble."""

    heard: Counter[BerkasId] = field(default_factory=Counter[BerkasId])
    trouble: dict[BerkasId, list[Exception]] = field(default_factory=dict[BerkasId, list[Exception]])
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(ENOUGH), self.news:
            await self.news.wait_for(holds)

    async def until_all(self, berkas: list[BerkasId]) -> None:
        await self.until(lambda: set(berkas) <= set(self.heard))


async def note(heard: Heard[BerkasReceived], notes: Notes) -> None:
    berkas = heard.fact.berkas_id
    async with notes.news:
        notes.heard[berkas] += 1
        notes.news.notify_all()
    if troubles := notes.trouble.get(berkas):
        raise troubles.pop()


async def ignore(_heard: Heard[Fact], _notes: Notes) -> None:
    """React to nothing."""


NOTE = Reaction(name="note", facts=(BerkasReceived,), handle=note)


@dataclass(slots=True)
class Delivery:
    """The delivery desk: how it reacts, and what it keeps."""

    office: Office
    store: Store
    log: EventLog
    views: Views

    @property
    def quarantine(self) -> Quarantine:
        return Quarantine(self.store)

    async def reactions(self, notes: Notes, *reactions: Reaction[Any, Notes]) -> Reactions[Notes]:
        return Reactions(
            self.store,
            reactions or [NOTE],
            notes,
            views=self.views,
            jetstream=await self.office.jetstream(),
            log=self.log,
            servers=[self.office.nats_url],
            patience=QUICK,
        )

    async def work(self, notes: Notes, *reactions: Reaction[Any, Notes]) -> asyncio.Task[None]:
        """A replica that reacts."""
        here = await self.reactions(notes, *reactions)
        await here.begin()
        return self.office.work(here.run())

    async def keep_views(self) -> None:
        """Let the lists follow the bus, and be read."""
        cursor = Cursor(
            self.store,
            [WAITING],
            jetstream=await self.office.jetstream(),
            log=self.log,
            keys=self.office.keys,
        )
        self.office.work(cursor.run())
        self.office.work(self.views.run())

    async def has_set_aside(self) -> bool:
        return bool(await self.quarantine.items())

    async def has_settled(self) -> bool:
        """Whether the floor is at the head."""
        return (await Floors(self.store).all()).get("note") == await self.log.head()


@pytest.fixture
async def desk(office: Office) -> Delivery:
    """The delivery desk, with a relay at work."""
    await office.relay()
    store = await office.store(Desk.DELIVERY)
    views = Views(store, [WAITING], jetstream=await office.jetstream())
    return Delivery(office, store, await office.log(Desk.DELIVERY), views)


async def test_a_desk_reacts_to_what_it_hears_and_to_nothing_else(desk: Delivery) -> None:
    notes = Notes()
    await desk.work(notes)
    berkas = await desk.office.come(*names(50))
    await desk.office.complete(berkas[0])
    await notes.until_all(berkas)
    assert notes.heard == Counter(berkas)


async def test_several_replicas_share_the_work(desk: Delivery) -> None:
    notes = Notes()
    for _ in range(3):
        await desk.work(notes)
    berkas = await desk.office.come(*names(100))
    await notes.until_all(berkas)
    assert notes.heard == Counter(berkas)


async def test_what_is_refused_is_settled_and_what_is_missing_is_tried_again(desk: Delivery) -> None:
    notes = Notes()
    refused, contested, waiting, good = (BerkasId(made_up(name)) for name in names(4))
    notes.trouble = {
        refused: [Refused()] * 10,
        contested: [Conflict()] * 5,
        waiting: [Unavailable(retry_after=0.01)] * 5,
    }
    await desk.work(notes)
    await desk.office.arrive(refused, contested, waiting, good)
    await notes.until(lambda: notes.heard == {refused: 1, contested: 6, waiting: 6, good: 1})
    assert not await desk.quarantine.items()


async def test_what_keeps_failing_is_set_aside_while_the_others_go_on(desk: Delivery) -> None:
    notes = Notes()
    poison, good = BerkasId(made_up("poison")), names(20)
    notes.trouble = {poison: [ZeroDivisionError("a name, a NIK")] * 100}
    await desk.work(notes)
    await desk.office.arrive(poison)
    await notes.until_all(await desk.office.come(*good))
    await until(desk.has_set_aside)
    [item] = await desk.quarantine.items()
    assert notes.heard[poison] == QUICK.tries
    assert item.fault.source == "reaction:note"
    assert item.fault.stream == f"berkas-{poison}"
    assert item.fault.reason.startswith("ZeroDivisionError at test_reactions.py:")
    assert "NIK" not in item.fault.reason


async def test_what_was_set_aside_is_tried_again_by_somebody_until_it_goes_well(desk: Delivery) -> None:
    notes = Notes()
    poison = BerkasId(made_up("poison"))
    notes.trouble = {poison: [ZeroDivisionError()] * 4}
    await desk.work(notes)
    await desk.office.arrive(poison)
    await until(desk.has_set_aside)
    [item] = await desk.quarantine.items()

    here = await desk.reactions(notes)
    assert not await desk.quarantine.retry(item.id, here.sources, by=SITI)
    assert [one.id for one in await desk.quarantine.items()] == [item.id]
    assert await desk.quarantine.retry(item.id, here.sources, by=SITI)
    assert not await desk.quarantine.items()
    acts = await desk.quarantine.acts(item.id)
    assert [(act.act, act.by) for act in acts] == [("failed again", SITI.id), ("settled", SITI.id)]


async def test_a_handler_that_never_ends_is_set_aside_too(desk: Delivery) -> None:
    async def sleep(heard: Heard[BerkasReceived], notes: Notes) -> None:
        await note(heard, notes)
        await notes.gate.wait()

    notes = Notes()
    here = Reactions(
        desk.store,
        [Reaction(name="note", facts=(BerkasReceived,), handle=sleep)],
        notes,
        views=desk.views,
        jetstream=await desk.office.jetstream(),
        log=desk.log,
        servers=[desk.office.nats_url],
        patience=Patience(delays=(0.02,), tries=2, limit=0.1),
    )
    await here.begin()
    desk.office.work(here.run())
    await desk.office.come("one berkas")
    await until(desk.has_set_aside)
    [item] = await desk.quarantine.items()
    assert item.fault.reason.startswith("TimeoutError")


# ---------------------------------------------------------------- where it begins


async def test_a_new_reaction_begins_at_the_head_and_a_known_one_where_it_was(desk: Delivery) -> None:
    await desk.office.come(*names(5))
    notes = Notes()
    replica = await desk.work(notes)
    first = await desk.office.come(*names(5))
    await notes.until_all(first)
    await until(desk.has_settled)
    await ended(replica)

    second = await desk.office.come(*names(5))
    await desk.work(notes)
    await notes.until_all(second)
    assert notes.heard == Counter([*first, *second])


async def test_a_durable_deleted_at_run_time_is_made_again_and_misses_nothing(desk: Delivery) -> None:
    notes = Notes()
    await desk.work(notes)
    first = await desk.office.come(*names(5))
    await notes.until_all(first)
    await (await desk.office.jetstream()).delete_consumer(STREAM, DURABLE)
    second = await desk.office.come(*names(5))
    await notes.until_all(second)


async def test_a_lost_bus_is_made_good_from_the_floors(desk: Delivery, fresh_nats_server: Running[Nats]) -> None:
    notes = Notes()
    await desk.work(notes)
    first = await desk.office.come(*names(5))
    await notes.until_all(first)
    await until(desk.has_settled)

    await fresh_nats_server.kill()
    shutil.rmtree(fresh_nats_server.data_dir)
    second = await desk.office.come(*names(5))
    await fresh_nats_server.start()
    await notes.until_all(second)
    assert notes.heard == Counter([*first, *second])  # nothing settled came again


async def test_what_a_replica_was_working_on_when_it_died_goes_to_another(desk: Delivery) -> None:
    async def hang(heard: Heard[BerkasReceived], notes: Notes) -> None:
        await note(heard, notes)
        await notes.gate.wait()

    dying, living = Notes(), Notes()
    replica = await desk.work(dying, Reaction(name="note", facts=(BerkasReceived,), handle=hang))
    [berkas] = await desk.office.come("one berkas")
    await dying.until_all([berkas])
    replica.cancel()
    await desk.work(living)
    await living.until_all([berkas])


async def test_a_durable_of_an_older_release_hears_what_the_new_one_asks_for(desk: Delivery) -> None:
    notes = Notes()
    older = await desk.work(notes, Reaction(name="note", facts=(BerkasFoundComplete,), handle=ignore))
    [berkas] = await desk.office.come("one berkas")
    await desk.office.complete(berkas)
    await until(desk.has_settled)
    await ended(older)
    await desk.work(notes)
    [later] = await desk.office.come("another berkas")
    await notes.until_all([later])


# ---------------------------------------------------------------- views


async def test_a_reaction_that_reads_a_view_waits_until_it_has_reached_the_fact(desk: Delivery) -> None:
    after = Reaction(name="note", facts=(BerkasReceived,), handle=note, after_views=True)
    notes = Notes()
    await desk.work(notes, after)
    [berkas] = await desk.office.come("one berkas")
    await published(await desk.office.jetstream(), desk.log)
    await asyncio.sleep(2 * QUICK.views)
    assert not notes.heard  # no cursor is at work yet

    await desk.keep_views()
    await notes.until_all([berkas])


async def test_a_reaction_cannot_wait_for_views_that_will_never_hear(desk: Delivery) -> None:
    deaf = Reaction(name="deaf", facts=(DocumentSigned,), handle=ignore, after_views=True)
    with pytest.raises(ValueError, match="DocumentSigned"):
        await desk.reactions(Notes(), deaf)


# ---------------------------------------------------------------- delivered again and again


@dataclass(frozen=True, slots=True, kw_only=True)
class Inform(Command):
    """Note that the applicant knows."""

    berkas: BerkasId


INFORM: Decider[Inform, bool, ApplicantInformed] = Decider(
    initial=False,
    decide=lambda command, told: [] if told else [informed(berkas=command.berkas)],
    evolve=lambda _, __: True,
    facts=(ApplicantInformed,),
)


async def test_a_message_delivered_a_hundred_times_and_out_of_order_leaves_one_fact(desk: Delivery) -> None:
    """Every delivery but the last executes the command and then fails, so that it is delivered again."""

    async def inform(heard: Heard[BerkasReceived], notes: Notes) -> None:
        berkas = heard.fact.berkas_id
        command = Inform(command_id=heard.command_id(), by=SITI, now=heard.fact.occurred_at, berkas=berkas)
        await execute(desk.log, INFORM, heard.envelope.stream, command, cause=heard.cause)
        await note(heard, notes)

    notes = Notes()
    berkas = [BerkasId(made_up(name)) for name in names(5)]
    notes.trouble = {one: [Unavailable(retry_after=0.0) for _ in range(99)] for one in berkas}
    await desk.work(notes, Reaction(name="inform", facts=(BerkasReceived,), handle=inform, at_once=3))
    await desk.office.arrive(*berkas)
    await notes.until(lambda: notes.heard == dict.fromkeys(berkas, 100))

    for one in berkas:
        arrival, told = await desk.log.read(berkas_stream(one))
        assert told.envelope.name == "ApplicantInformed.v1"
        assert told.envelope.causation_id == arrival.envelope.fact_id
        assert told.envelope.correlation_id == arrival.envelope.correlation_id
