"""How do some of the desks run in a cluster? On servers that the settings name, until the process is told to stop."""

from __future__ import annotations

import asyncio
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from services.commands.command import Command
from services.commands.stopping import until_told
from services.office import at_work, views_of
from services.registry import DESKS, load
from services.server import served
from shared.contracts.vocabulary import Desk
from shared.platform import loading, logs
from shared.platform.cluster import cluster
from shared.web.people import PeopleFile


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("desks", type=Desk, choices=DESKS, nargs="+", metavar="DESK", help=", ".join(DESKS))
    parser.add_argument("--settings", type=Path, metavar="FILE", help="pengaturan; BERKAS_… mendahuluinya")
    parser.add_argument("--people", type=Path, metavar="FILE", required=True, help="daftar petugas")
    parser.add_argument("--relay", action="store_true", help="proses ini juga meneruskan log ke bus")
    parser.add_argument("--host", default="0.0.0.0", help="alamat HTTP")  # noqa: S104 - a pod answers its service
    parser.add_argument("--port", type=int, default=8080, help="port HTTP")


async def _run(asked: Namespace) -> int:
    logs.configure(sys.stderr, as_json=True)
    services = load(*asked.desks)
    settings = loading.load(asked.settings, os.environ)
    people = await asyncio.to_thread(PeopleFile, asked.people)
    async with (
        cluster(settings, views_of(services), relay=asked.relay) as platform,
        at_work(platform, services, people, secure=True) as app,
        served(app, host=asked.host, port=asked.port),
    ):
        await until_told()
    return 0


COMMAND = Command(name="run", help="menjalankan satu meja atau lebih di klaster", declare=_declare, run=_run)
