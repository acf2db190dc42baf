"""Is an office whole after whatever befell it? The log, read straight from PostgreSQL, judges everything else."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import asyncpg
import nats

from services.registry import DESKS, load
from shared.bus.rebuild import Rebuilt, rebuild
from shared.bus.store import open_store
from shared.bus.streams import STREAM
from shared.contracts.fact import Envelope
from shared.contracts.vocabulary import Desk, FactId, StreamId
from shared.eventlog import chain
from shared.eventlog.migrate import login_of
from shared.eventlog.port import Stored
from shared.eventlog.postgres import open_log
from shared.keys import master
from shared.keys.postgres import open_keys
from shared.platform.servers.nats import PROVISIONER
from shared.service import Service
from tests.support.lives import Acknowledged
from tests.support.office import ENOUGH, Office, until

_LOG = """
    SELECT notification_id, originator_id, originator_version, topic, desk, fact_id::text, recorded_at, correlation_id,
        causation_id, hash, state
    FROM log.facts ORDER BY notification_id
"""

_BY_PEOPLE = """
    SELECT count(*) FROM log.facts WHERE convert_from(state, 'UTF8')::jsonb #>> '{by,role}' <> 'system'
"""
_NUMBERS = "SELECT coalesce(sum(last), 0)::bigint FROM log.counters"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the log: what the log adds to it, and what it says."""

    stored: Stored
    says: Mapping[str, Any]

    @property
    def name(self) -> str:
        return self.stored.envelope.name

    @property
    def stream(self) -> str:
        return self.stored.envelope.stream


async def the_log(office: Office) -> Sequence[Line]:
    """Every fact, in the one order."""
    async with office.database() as database:
        return [_line(row) for row in await database.fetch(_LOG)]


async def assert_sound(office: Office, told: Iterable[Acknowledged]) -> Sequence[Line]:
    """The log is whole and has everything that officers were told; bus and lists say what the log says."""
    log = await the_log(office)
    assert_whole(log)
    assert_kept(log, told)
    await assert_bus_repeats(office, log)
    await assert_lists_follow(office, log)
    return log


def assert_whole(log: Sequence[Line]) -> None:
    """No place is empty, no fact stands there twice, and nobody has touched any."""
    envelopes = [line.stored.envelope for line in log]
    assert [envelope.position for envelope in envelopes] == list(range(1, len(log) + 1))
    assert len({envelope.fact_id for envelope in envelopes}) == len(log)
    by_stream = sorted(envelopes, key=lambda envelope: (envelope.stream, envelope.position))
    for stream, facts in groupby(by_stream, key=lambda envelope: envelope.stream):
        versions = [envelope.version for envelope in facts]
        assert versions == list(range(1, len(versions) + 1)), stream
    assert chain.verify(line.stored for line in log) is None


def assert_kept(log: Sequence[Line], told: Iterable[Acknowledged]) -> None:
    """What an officer was told is on record, is so exactly once."""
    lines = {key: list(some) for key, some in groupby(sorted(log, key=_kind), key=_kind)}
    for one in told:
        found = [line for line in lines.get((one.stream, one.name), ()) if one.says.items() <= line.says.items()]
        assert len(found) == 1, f"{one} stands on the log {len(found)} times"


async def assert_bus_repeats(office: Office, log: Sequence[Line]) -> None:
    """The bus has every fact of the log at the log's position, and nothing else there."""
    expected = [(line.stored.envelope.position, line.stored.envelope.fact_id) for line in log]
    assert await _on_bus(office, len(log)) == expected


async def assert_lists_follow(office: Office, log: Sequence[Line]) -> None:
    """Every desk's lists are what the log makes of them anew."""
    services = load(*DESKS)
    made_anew = await asyncio.gather(*(_made_anew(office, service, log) for service in services))
    for service, rebuilt in zip(services, made_anew, strict=True):
        assert (rebuilt.compared, rebuilt.differing, rebuilt.damaged) == (True, [], 0), service.desk


async def by_people(office: Office) -> tuple[int, int]:
    """How many facts people have left, and how many numbers were taken: for tests of what leaves nothing."""
    async with office.database() as database:
        return (await database.fetchval(_BY_PEOPLE), await database.fetchval(_NUMBERS))


def count_of(log: Iterable[Line], name: str, *parts: str) -> Counter[tuple[Any, ...]]:
    """How often facts of this name say the same in these parts."""
    return Counter(tuple(line.says.get(part) for part in parts) for line in log if line.name == name)


# ---------------------------------------------------------------- how it is read


def _line(row: asyncpg.Record) -> Line:
    envelope = Envelope(
        fact_id=FactId(row["fact_id"]),
        stream=StreamId(row["originator_id"]),
        version=row["originator_version"],
        position=row["notification_id"],
        name=row["topic"],
        desk=Desk(row["desk"]),
        recorded_at=row["recorded_at"],
        correlation_id=row["correlation_id"],
        causation_id=row["causation_id"],
        hash=row["hash"].hex(),
    )
    added = {"fact_id": envelope.fact_id, "version": envelope.version, "position": envelope.position}
    return Line(Stored(envelope, row["state"]), json.loads(row["state"]) | added)


def _kind(line: Line) -> tuple[str, str]:
    return line.stream, line.name


async def _on_bus(office: Office, head: int) -> Sequence[tuple[int, str]]:
    """Sequence and fact id of the messages up to this sequence, once they are there."""
    connection = await nats.connect(office.nats.url(PROVISIONER))  # pyright: ignore[reportUnknownMemberType] - its options are untyped
    try:
        jetstream = connection.jetstream()  # pyright: ignore[reportUnknownMemberType] - so are these
        subscription = await jetstream.subscribe("berkas.>", stream=STREAM, ordered_consumer=True)
        messages = [await subscription.next_msg(ENOUGH) for _ in range(head)]
    finally:
        await connection.close()
    return [(message.metadata.sequence.stream, (message.headers or {})["Nats-Msg-Id"]) for message in messages]


async def _caught_up(office: Office, service: Service[Any], log: Sequence[Line]) -> None:
    """Wait until the desk's lists have folded the last fact that any of them hears."""
    heard = frozenset[str]().union(*(view.names for view in service.views))
    last = max((line.stored.envelope.position for line in log if line.name in heard), default=0)
    position = f"SELECT coalesce(max(position), 0) >= $1 FROM {service.desk}.cursor WHERE live"  # noqa: S608 - a desk's name
    async with office.database() as database:
        await until(lambda: database.fetchval(position, last))


async def _made_anew(office: Office, service: Service[Any], log: Sequence[Line]) -> Rebuilt:
    """Compare the desk's lists, row by row, with those made anew from the log; nothing is changed."""
    await _caught_up(office, service, log)
    dsn = office.postgres.dsn(user=login_of(service.desk))
    async with (
        open_store(service.desk, dsn) as store,
        open_log(service.desk, dsn) as record,
        open_keys(dsn, master.load(os.environ, office.folder / "master.key", fresh=False)) as keys,
    ):
        return await rebuild(store, service.views, log=record, keys=keys, swap=False)
