"""How do desks come to work? Their lists followed, facts reacted to, timers watched, and their routes in one app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeAlias

from fastapi import APIRouter, Depends, FastAPI

from services.registry import DESKS, load
from shared.bus.asyncapi import asyncapi
from shared.bus.cursor import Cursor
from shared.bus.floors import begin_reactions
from shared.bus.quarantine import Quarantine
from shared.bus.reactions import Reactions
from shared.contracts.names import all_facts, sayable
from shared.contracts.vocabulary import Desk
from shared.eventlog.migrate import head_of, login_of
from shared.platform.database import Administrator, migrate
from shared.platform.platform import Platform
from shared.service import Service
from shared.timers import Timers
from shared.view import View
from shared.web.access import Access
from shared.web.app import DeskRoutes, assemble
from shared.web.attempts import Attempts
from shared.web.people import Directory
from shared.web.quarantine import quarantine_routes
from shared.web.roles import anyone
from shared.web.sessions import Sessions

Start: TypeAlias = Callable[[Coroutine[Any, Any, Any]], None]


def views_of(services: Sequence[Service[Any]]) -> Mapping[Desk, Sequence[View[Any, Any]]]:
    """Which lists each desk keeps."""
    return {service.desk: service.views for service in services}


async def prepare_database(connection: Administrator) -> None:
    """Bring the database to what all desks of this release need; only oversight erases.

    New reactions begin here, at the head of the log, so that none misses what another desk says before its own starts.
    """
    await migrate(connection, {desk: sayable(desk) for desk in DESKS}, erasers=[Desk.OVERSIGHT])
    head = await head_of(connection)
    for service in load(*DESKS):
        names = [reaction.name for reaction in service.reactions]
        await begin_reactions(connection, service.desk, login_of(service.desk), names, head)


@asynccontextmanager
async def at_work(
    platform: Platform, services: Sequence[Service[Any]], people: Directory, *, secure: bool
) -> AsyncGenerator[FastAPI]:
    """These desks at work on a platform, until the context ends; the first of them keeps the sessions."""
    async with AsyncExitStack() as stack, _background() as start:
        if platform.relay:
            start(platform.relay.run())
        routes = [await _opened(stack, start, platform, service) for service in services]
        pool = platform.store(services[0].desk).pool
        access = Access(
            people=people, sessions=Sessions(pool), attempts=Attempts(pool), now=platform.now, secure=secure
        )
        bus = DeskRoutes(name="bus", router=_bus_routes())
        yield assemble([*routes, bus], access, new_id=platform.new_id)


async def _opened(stack: AsyncExitStack, start: Start, platform: Platform, service: Service[Any]) -> DeskRoutes:
    """One desk: what it follows and does by itself is started, its routes are returned."""
    desk = service.desk
    log, store, views = platform.log(desk), platform.store(desk), platform.views(desk)
    jetstream, keys = platform.jetstream(desk), platform.keys(desk)
    room = await stack.enter_async_context(service.open(platform.room(desk)))
    quarantine = Quarantine(store)
    reactions = Reactions(
        store, service.reactions, room, views=views, jetstream=jetstream, log=log, servers=platform.nats(desk)
    )
    timers = Timers(service.timers, room, views=views, quarantine=quarantine, now=platform.now)
    start(Cursor(store, service.views, jetstream=jetstream, log=log, keys=keys).run())
    start(views.run())
    start(reactions.run())
    start(timers.run())
    router = service.routes(room)
    router.include_router(quarantine_routes(quarantine, {**reactions.sources, **timers.sources}))
    return DeskRoutes(name=desk, router=router, texts=service.texts)


def _bus_routes() -> APIRouter:
    """What other systems may subscribe to."""
    router = APIRouter()
    document = asyncapi(all_facts().values())
    router.add_api_route("/asyncapi.json", lambda: document, dependencies=[Depends(anyone)])
    return router


@asynccontextmanager
async def _background() -> AsyncGenerator[Start]:
    """Work that goes on beside; the first that fails ends the context, loudly."""
    tasks: list[asyncio.Task[Any]] = []
    async with asyncio.TaskGroup() as group:
        try:
            yield lambda work: tasks.append(group.create_task(work))
        finally:
            for task in tasks:
                task.cancel()
