"""Is the bus what the log says, whoever is killed when?"""

from __future__ import annotations

import asyncio
import json

import msgspec
import pytest
from nats.aio.msg import Msg

from shared.bus.jetstream import JetStream, Missing
from shared.bus.message import NotAMessage
from shared.bus.relay import Relay
from shared.bus.streams import STREAM, definition, drop, provide
from shared.eventlog.port import EventLog
from tests.bus.office import Office, ended, log_of, names, on_bus, on_log, published, until

pytestmark = pytest.mark.spine


async def test_every_fact_reaches_the_bus_once_and_in_order(office: Office) -> None:
    await office.relay()
    await office.come(*names(1200))
    jetstream, log = await office.jetstream(), await office.log()
    await published(jetstream, log)
    assert await on_bus(jetstream) == await on_log(log)


async def test_a_message_carries_the_fact_its_envelope_and_its_ids(office: Office) -> None:
    await office.relay()
    jetstream = await office.jetstream()
    heard: asyncio.Future[Msg] = asyncio.get_running_loop().create_future()

    async def hear(message: Msg) -> None:
        heard.set_result(message)

    await jetstream.subscribe("berkas.>", hear)
    await jetstream.connection.flush()
    [berkas] = await office.come("one berkas")

    message = await heard
    payload, headers = json.loads(message.data), message.headers or {}
    assert message.subject == "berkas.intake.BerkasReceived"
    assert headers["Nats-Msg-Id"] == payload["envelope"]["fact_id"]
    assert headers["Berkas-Name"] == payload["envelope"]["name"] == "BerkasReceived.v1"
    assert headers["Berkas-Stream"] == payload["envelope"]["stream"] == f"berkas-{berkas}"
    assert payload["fact"]["berkas_id"] == berkas
    assert payload["envelope"]["position"] == 1


async def test_two_relays_at_once_publish_every_fact_once(office: Office) -> None:
    await office.relay()
    await office.relay()
    for _ in range(10):
        await office.come(*names(30))
    jetstream, log = await office.jetstream(), await office.log()
    await published(jetstream, log)
    assert await on_bus(jetstream) == await on_log(log)


async def test_a_stream_deleted_at_run_time_is_refilled_without_waiting_for_a_fact(office: Office) -> None:
    await office.relay()
    jetstream, log = await office.jetstream(), await office.log()
    await office.come(*names(3))
    await published(jetstream, log)
    await drop(jetstream)
    await published(jetstream, log)
    assert await on_bus(jetstream) == await on_log(log)


async def test_a_stream_ahead_of_a_restored_log_is_dropped_and_refilled(office: Office) -> None:
    jetstream, log = await office.jetstream(), await log_of("Upik", "Buyung", "Siti")
    await follow(jetstream, log)

    backup = await log_of("Upik")
    await follow(jetstream, backup)


async def test_a_stream_unlike_the_log_is_dropped_though_both_are_as_long(office: Office) -> None:
    jetstream, log = await office.jetstream(), await log_of("Upik", "Buyung")
    await follow(jetstream, log)

    backup = await log_of("Upik", "Siti")
    await follow(jetstream, backup)


async def test_what_a_stranger_published_does_not_stay(office: Office) -> None:
    jetstream, log = await office.jetstream(), await log_of("Upik")
    await follow(jetstream, log)
    await jetstream.publish("berkas.intake.BerkasReceived", b"not a fact", {}, after=1)
    await follow(jetstream, log)


async def test_the_stream_is_made_once_and_mended_where_it_differs(office: Office) -> None:
    jetstream = await office.jetstream()
    await provide(jetstream)
    await provide(jetstream)
    wanted = definition()
    assert (await jetstream.stream(STREAM)).config == wanted

    await drop(jetstream)
    await jetstream.create_stream(msgspec.structs.replace(wanted, allow_atomic=False, compression="none"))
    await provide(jetstream)
    assert (await jetstream.stream(STREAM)).config == wanted


async def follow(jetstream: JetStream, log: EventLog) -> None:
    """Let a relay start anew and work until the bus is what the log says."""
    relay = asyncio.create_task(Relay(log, jetstream).run())
    await until(lambda: alike(jetstream, log))
    await ended(relay)


async def alike(jetstream: JetStream, log: EventLog) -> bool:
    try:
        return await on_bus(jetstream) == await on_log(log)
    except (Missing, NotAMessage):
        return False
