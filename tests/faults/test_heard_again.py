"""Does a desk do anything twice when it hears the same facts again, in any order, as often as the bus likes?"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from random import Random
from typing import Any

import nats
import pytest

from services.office import views_of
from services.registry import load
from shared.bus.jetstream import Consumer, JetStream, Missing
from shared.bus.reaction import Heard
from shared.bus.streams import STREAM
from shared.contracts.vocabulary import Desk
from shared.execute import as_recorded
from shared.platform import loading
from shared.platform.embedded import attached
from shared.platform.servers.nats import PROVISIONER
from shared.room import Room
from tests.support.lives import Ledger, Life, signed_in, together
from tests.support.office import Office, until
from tests.support.people import RINA, SITI
from tests.support.soundness import Line, assert_sound, count_of, the_log

pytestmark = pytest.mark.faults

TIMES = 100
TELL = "tell"


async def test_facts_heard_a_hundred_times_and_out_of_order_are_told_once(office: Office) -> None:
    ledger = Ledger()
    async with signed_in(office, RINA, SITI) as screens:
        berkas = [Life(f"heard-{number}", screens, ledger) for number in range(4)]
        await together(berkas, "verify")

    [delivery] = load(Desk.DELIVERY)
    [tell] = [reaction for reaction in delivery.reactions if reaction.name == TELL]
    streams = {one.stream for one in berkas}
    facts = [line for line in await the_log(office) if line.stream in streams and line.name in tell.names]
    again = facts * TIMES
    Random(100).shuffle(again)  # noqa: S311 - the same order every time
    async with delivery_room(office) as room:
        hands = asyncio.Semaphore(8)

        async def hear(line: Line) -> None:
            recorded = as_recorded(line.stored)
            async with hands:
                await tell.handle(Heard(recorded.fact, recorded.envelope, TELL), room)

        async with asyncio.TaskGroup() as group:
            for line in again:
                group.create_task(hear(line))

    log = await assert_sound(office, ledger.told)
    assert messages_due(log, facts) == [1] * len(berkas)  # for the receipt; of the other facts none is told


async def test_an_office_that_hears_its_whole_history_again_does_nothing_twice(office: Office) -> None:
    ledger = Ledger()
    async with signed_in(office, RINA, SITI) as screens:
        await together([Life(f"history-{number}", screens, ledger) for number in range(4)], "verify")
    async with bus(office) as jetstream:
        await until(lambda: settled(jetstream))
        before = await the_log(office)
        async with office.database() as database:
            await database.execute("UPDATE delivery.floor SET position = 0 WHERE reaction = $1", TELL)
            await jetstream.delete_consumer(STREAM, DURABLE)
        await until(lambda: begun_again(jetstream))
        await until(lambda: settled(jetstream))
    log = await assert_sound(office, ledger.told)
    assert count_of(log, "MessageDue.v1", "about", "kind") == count_of(before, "MessageDue.v1", "about", "kind")


def messages_due(log: Sequence[Line], about: Sequence[Line]) -> list[int]:
    """How many messages are due for each of these facts, where any is."""
    due = count_of(log, "MessageDue.v1", "about")
    return [due[line.says["fact_id"],] for line in about if due[line.says["fact_id"],]]


@asynccontextmanager
async def delivery_room(office: Office) -> AsyncGenerator[Room]:
    """The delivery desk's room, on the office's own servers, beside the office."""
    [delivery] = load(Desk.DELIVERY)
    settings = loading.load(office.folder / "kantor.toml", {})
    async with (
        attached(settings, office.folder, views_of([delivery])) as platform,
        delivery.open(replace(platform, now=office.now).room(Desk.DELIVERY)) as room,
    ):
        yield room


# ---------------------------------------------------------------- the durable

DURABLE = f"{Desk.DELIVERY}-{TELL}"


@asynccontextmanager
async def bus(office: Office) -> AsyncGenerator[JetStream]:
    connection: Any = await nats.connect(office.nats.url(PROVISIONER))  # pyright: ignore[reportUnknownMemberType] - its options are untyped
    try:
        yield JetStream(connection)
    finally:
        await connection.close()


async def settled(jetstream: JetStream) -> bool:
    """Whether the reaction has worked off everything that was said."""
    durable = await found(jetstream)
    return durable is not None and not durable.num_pending and not durable.num_ack_pending


async def begun_again(jetstream: JetStream) -> bool:
    durable = await found(jetstream)
    return durable is not None and durable.config.opt_start_seq == 1


async def found(jetstream: JetStream) -> Consumer | None:
    with suppress(Missing):
        return await jetstream.consumer(STREAM, DURABLE)
    return None
