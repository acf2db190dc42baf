"""How do a desk's views follow the bus? One ordered cursor, held by one replica, moved together with the rows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import NoReturn

import structlog
from nats.aio.msg import Msg

from shared.bus.folding import AnyView
from shared.bus.jetstream import Failed, JetStream
from shared.bus.mark import Mark
from shared.bus.message import NotAMessage, incoming, subjects_of
from shared.bus.rebuild import RebuildUnderWay, live, rebuild
from shared.bus.rows import Fenced, Rows
from shared.bus.store import Session, Store, create_tables, lock_of, shape_of
from shared.bus.streams import caught_up
from shared.bus.tail import Broken, tail
from shared.errors import Unavailable
from shared.eventlog.port import EventLog, Stored
from shared.eventlog.reach import reaching_postgres
from shared.keys.port import Keys

PAUSE = 0.2
"""Seconds before following anew after an interruption."""
STANDBY = 1.0
"""Seconds between looks whether the replica that holds the cursor has let go of it."""

logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)


def moved_subject(schema: str) -> str:
    """Where it is said (core NATS, not kept) up to which position a desk's views are folded."""
    return f"views.{schema}"


class Cursor:
    """Folds what the bus says onto the views of one desk."""

    def __init__(
        self,
        store: Store,
        views: Sequence[AnyView],
        *,
        jetstream: JetStream,
        log: EventLog,
        keys: Keys,
    ) -> None:
        """Keep the views in the desk's `store`."""
        if not views:
            raise ValueError("a cursor without views")
        self._store = store
        self._views = views
        self._jetstream = jetstream
        self._log = log
        self._keys = keys
        self._subjects = subjects_of(fact for view in views for fact in view.facts)

    async def run(self) -> NoReturn:
        """Follow for ever, or stand by while another replica does. What fails is said and tried again."""
        while True:
            pause = PAUSE
            try:
                with reaching_postgres():
                    async with self._store.session() as session:
                        if await self._held(session):
                            await self._follow(session)
                        pause = STANDBY
            except (Broken, Fenced, RebuildUnderWay) as interruption:
                logger.info("views start again", desk=self._store.schema, why=repr(interruption))
            except (Unavailable, Failed) as error:
                logger.warning("views interrupted", desk=self._store.schema, error=repr(error))
            await asyncio.sleep(pause)

    async def _held(self, session: Session) -> bool:
        """Take the cursor. It is this session's until the session ends, and with it the right to move the rows."""
        lock = lock_of(self._store.schema, "cursor")
        return await session.fetchval("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", lock)

    async def _follow(self, session: Session) -> NoReturn:
        rows, mark = await self._start(session)
        await self._tell(mark)
        await caught_up(self._jetstream, self._log, mark)
        desk = self._store.schema
        async with aclosing(tail(self._jetstream, f"views-{desk}", self._subjects, after=mark.position)) as arriving:
            async for messages in arriving:
                facts = [_stored(message) for message in messages]
                mark, faults = await rows.fold(session, facts, after=mark)
                for fault in faults:
                    logger.error("a row is damaged", desk=desk, source=fault.source, fact_id=fault.fact_id)
                await self._tell(mark)
        raise Broken("the tail ended")

    async def _tell(self, mark: Mark) -> None:
        await self._jetstream.tell(moved_subject(self._store.schema), str(mark.position).encode())

    async def _start(self, session: Session) -> tuple[Rows, Mark]:
        """The rows as they stand; made anew first if they are of other views, or ahead of a restored log."""
        await create_tables(session, self._store.schema)
        now = await live(session, self._store.schema)
        if now is None or now.shape != shape_of(self._views) or not await now.mark.stands_on(self._log):
            logger.warning("views are made anew from the log", desk=self._store.schema, at=now and now.mark.position)
            await rebuild(self._store, self._views, log=self._log, keys=self._keys)
            now = await live(session, self._store.schema)
        if now is None:
            raise Fenced
        return Rows(self._store.schema, self._views, now.generation, self._keys), now.mark


def _stored(message: Msg) -> Stored:
    """The fact in a message whose sequence is the fact's position; else the bus is not what the log says."""
    try:
        stored = incoming(message.data)
    except NotAMessage:
        raise Broken("not a fact") from None
    if stored.envelope.position != message.metadata.sequence.stream:
        raise Broken("another position")
    return stored
