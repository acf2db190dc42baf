"""Does the log keep what the eventsourcing library asks of a recorder, and does the library read it as we do?"""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from eventsourcing.persistence import Notification
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.tests import persistence as library

from services.verification.decisions import VERIFICATION
from shared.contracts.fact import Fact, Recorded
from shared.contracts.names import decode
from shared.contracts.vocabulary import Desk
from shared.decider import Folded
from shared.eventlog.migrate import AUDITOR, login_of, migrate
from shared.eventlog.port import Stored
from shared.eventlog.postgres import open_log
from tests.eventlog.library import FIRST, LibraryEvent, LogAsAggregateRecorder, LogAsRecorder, Loop
from tests.support.builders import verified
from tests.support.eventlog import STREAM, LogDatabase, append, new
from tests.support.histories import up_to_entry

pytestmark = pytest.mark.spine


class OnOurLog:
    """What the library's test cases need: an empty log, seen from threads that know no event loop."""

    INITIAL_VERSION = FIRST

    @pytest.fixture(autouse=True)
    def open_the_log(self, rights_of_the_library: LogDatabase) -> Generator[None]:
        opened = open_log(Desk.OVERSIGHT, rights_of_the_library.dsn(login_of(Desk.OVERSIGHT)))
        with Loop().running() as loop:
            self.run_in_loop = loop.run
            self.log = loop.run(opened.__aenter__())
            yield
            loop.run(opened.__aexit__(None, None, None))

    def new_originator_id(self) -> str:
        return str(library.RecorderTestCase.new_originator_id(self))  # type: ignore[arg-type]


@pytest.fixture
async def rights_of_the_library(emptied_log: LogDatabase) -> LogDatabase:
    async with emptied_log.connection() as owner:
        await migrate(owner, {Desk.OVERSIGHT: [LibraryEvent.NAME]})
    return emptied_log


class TestRecordingAggregates(OnOurLog, library.AggregateRecorderTestCase):
    def create_recorder(self) -> LogAsAggregateRecorder:
        return LogAsAggregateRecorder(self.log, self.run_in_loop)


class TestRecordingAnApplication(OnOurLog, library.ApplicationRecorderTestCase):
    def create_recorder(self) -> LogAsRecorder:
        return LogAsRecorder(self.log, self.run_in_loop)


class TestPositionsOfTwoInsertsDoNotMix(OnOurLog, library.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> LogAsRecorder:
        return LogAsRecorder(self.log, self.run_in_loop)


# ---------------------------------------------------------------- an independent witness


@pytest.fixture
def witness(emptied_log: LogDatabase) -> Generator[PostgresApplicationRecorder]:
    """The library's own recorder, on its own driver, as the auditor."""
    address = urlsplit(emptied_log.owner)
    datastore = PostgresDatastore(
        dbname=address.path[1:],
        host=parse_qs(address.query)["host"][0],
        port="",
        user=AUDITOR,
        password="",
        schema="log",
        originator_id_type="text",
        pool_size=2,  # one listens
    )
    with datastore:
        yield PostgresApplicationRecorder(datastore, events_table_name="facts")


def folded(facts: Sequence[Stored]) -> object:
    """What verification makes of a history."""
    wanted = [fact for fact in facts if fact.envelope.name in VERIFICATION.names]
    history = [Recorded(decode(fact.envelope.name, fact.state), fact.envelope) for fact in wanted]
    return VERIFICATION.fold(cast("list[Recorded[Any]]", history))


async def record(database: LogDatabase, *facts: Fact) -> list[Stored]:
    """Each said by its own desk; the stream as we read it then."""
    for version, fact in enumerate(facts):
        desk = fact.DESK or Desk.OVERSIGHT
        async with open_log(desk, database.dsn(login_of(desk))) as log:
            await log.append(append(new(f"fact {version}", fact), expected=version))
    async with open_log(Desk.OVERSIGHT, database.dsn(login_of(Desk.OVERSIGHT))) as log:
        return list(await log.read(STREAM))


async def test_the_librarys_own_recorder_reads_the_history_we_read(
    emptied_log: LogDatabase, witness: PostgresApplicationRecorder
) -> None:
    ours = await record(emptied_log, *up_to_entry())

    assert witness.max_notification_id() == len(ours)
    assert witness.select_notifications(start=1, limit=100) == [
        Notification(
            originator_id=fact.envelope.stream,
            originator_version=fact.envelope.version,
            topic=fact.envelope.name,
            state=fact.state,
            id=fact.envelope.position,
        )
        for fact in ours
    ]


async def test_what_the_library_reads_folds_to_the_same_state(
    emptied_log: LogDatabase, witness: PostgresApplicationRecorder
) -> None:
    ours = await record(emptied_log, *up_to_entry())
    theirs = [
        replace(fact, state=event.state, envelope=replace(fact.envelope, name=event.topic))
        for fact, event in zip(ours, witness.select_events(STREAM), strict=True)
    ]

    assert folded(theirs) == folded(ours) != Folded(VERIFICATION.initial)


async def test_the_library_is_woken_by_what_we_record(
    emptied_log: LogDatabase, witness: PostgresApplicationRecorder
) -> None:
    with witness.subscribe(gt=0) as subscription:
        (ours,) = await record(emptied_log, verified())
        heard = await asyncio.to_thread(next, subscription)

    assert (heard.id, heard.topic, heard.state) == (1, ours.envelope.name, ours.state)
