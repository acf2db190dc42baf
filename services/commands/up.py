"""How does a whole office run on this machine? Its servers beside it, all desks in one process, until Ctrl-C."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from services.commands.command import Command, declare_folder, declare_settings
from services.commands.stopping import until_told
from services.office import at_work, prepare_database, views_of
from services.registry import DESKS, load
from services.server import LOOPBACK, served
from shared.platform import clock, loading, logs
from shared.platform.embedded import embedded
from shared.platform.platform import Platform
from shared.web.people import PeopleFile

PORT = 8080
HEAVY = ("shared.documents.render", "shared.photos.preparation")
"""What workers import before their first task."""


@asynccontextmanager
async def office(
    folder: Path,
    settings: Path,
    people: Path,
    *,
    host: str = LOOPBACK,
    port: int = 0,
    now: Callable[[], datetime] = clock.now,
) -> AsyncGenerator[tuple[Platform, str]]:
    """The whole office under a folder, by this clock; the platform and the URL, once it answers."""
    services = load(*DESKS)
    read = loading.load(settings, {})
    async with embedded(read, folder, views_of(services), prepare_database, warm=HEAVY) as embedding:
        platform = replace(embedding, now=now)
        async with (
            at_work(platform, services, PeopleFile(people), secure=False) as app,
            served(app, host=host, port=port) as url,
        ):
            yield platform, url


def _declare(parser: ArgumentParser) -> None:
    declare_folder(parser)
    declare_settings(parser)
    parser.add_argument("--port", type=int, default=PORT, help=f"port HTTP (bawaan: {PORT})")
    parser.add_argument("--host", default=LOOPBACK, help=f"alamat HTTP (bawaan: {LOOPBACK})")


async def _run(asked: Namespace) -> int:
    logs.configure(sys.stderr, as_json=False)
    folder: Path = asked.data.expanduser()
    settings = asked.settings or folder / "kantor.toml"
    people = asked.people or folder / "petugas.toml"
    async with office(folder, settings, people, host=asked.host, port=asked.port) as (platform, url):
        for lack in platform.lacks:
            print(f"· {lack}")
        print(f"Kantor berjalan di {url} (Ctrl-C untuk berhenti).", flush=True)
        await until_told()
        print("Menutup kantor …", flush=True)
    return 0


COMMAND = Command(name="up", help="menjalankan seluruh kantor di mesin ini", declare=_declare, run=_run)
