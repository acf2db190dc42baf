"""How does a whole office run on this machine? Its servers beside it, all desks in one process, until Ctrl-C."""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from samples import demo
from services.commands.command import Command, declare_folder, declare_settings
from services.commands.made_up import PEOPLE, SETTINGS, MadeUp, make_up
from services.commands.stopping import until_told
from services.office import at_work, prepare_database, views_of
from services.registry import DESKS, load
from services.server import LOOPBACK, served
from shared.contracts.labels import choice
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
    made_up = await asyncio.to_thread(_made_up_if_none, asked, folder)
    settings, people = asked.settings or folder / SETTINGS, asked.people or folder / PEOPLE
    async with office(folder, settings, people, host=asked.host, port=asked.port) as (platform, url):
        for lack in platform.lacks:
            print(f"· {lack}")
        if made_up:
            await _introduce(made_up, url, platform)
        print(f"Kantor berjalan di {url} (Ctrl-C untuk berhenti).", flush=True)
        await until_told()
        print("Menutup kantor …", flush=True)
    return 0


def _made_up_if_none(asked: Namespace, folder: Path) -> MadeUp | None:
    """A folder without settings and people opens as a made-up office, so that there is something to see."""
    if asked.settings or asked.people or (folder / SETTINGS).exists() or (folder / PEOPLE).exists():
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return make_up(folder, asked.port, clock.now)


async def _introduce(made_up: MadeUp, url: str, platform: Platform) -> None:
    """Say who works here, once: the passwords stand nowhere else."""
    await demo.appoint_signer(url, made_up.people, made_up.certificate, now=platform.now)
    print(f"Belum ada pengaturan, jadi dibuat kantor CONTOH ({made_up.settings_file}, {made_up.people_file}).")
    for login in made_up.people.values():
        print(f"  {choice(login.role):<20} {login.officer:<8} {login.password}")
    print(f"  passphrase TTE: {made_up.certificate.passphrase}  (dicatat sekali ini saja)")


COMMAND = Command(name="up", help="menjalankan seluruh kantor di mesin ini", declare=_declare, run=_run)
