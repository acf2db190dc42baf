"""How does a newcomer see it all? A made-up office, started for the occasion, and four berkas through the whole SOP."""

from __future__ import annotations

import asyncio
import socket
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from samples import demo
from services.commands.command import Command
from services.commands.up import office
from services.registry import DESKS, load
from services.server import LOOPBACK
from services.signing.adapters.authority import LocalAuthority
from services.signing.adapters.check import check
from shared.contracts.fact import Recorded, berkas_stream
from shared.contracts.names import decode
from shared.contracts.vocabulary import BerkasId, Desk, Role
from shared.platform import clock, logs
from shared.platform.platform import Platform

PATIENCE = 5.0
"""Seconds until every desk's list has heard of what happened last."""


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="FOLDER", help="tempat hasilnya (bawaan: out)")


@dataclass(frozen=True, slots=True)
class Stage:
    """The made-up office before it opens."""

    folder: Path
    port: int
    people: Mapping[Role, demo.Login]
    authority: LocalAuthority
    certificate: demo.Certificate


async def _run(asked: Namespace) -> int:
    out: Path = asked.out
    await asyncio.to_thread(out.mkdir, parents=True, exist_ok=True)
    with (out / "demo.log").open("w") as log, tempfile.TemporaryDirectory(prefix="berkas-demo-") as folder:
        logs.configure(log, as_json=False)
        print("Menyalakan PostgreSQL, NATS, penyimpanan dan enam meja …", flush=True)
        async with _staged(Path(folder)) as (stage, platform, url):
            proofs = demo.Proofs(
                verify=lambda pdf: check(pdf, stage.authority.trust, at=platform.now()),
                rebuilt=lambda berkas_id: _live_and_rebuilt(platform, BerkasId(berkas_id)),
                certificate=stage.certificate,
                out=out,
            )
            so = await demo.run(url, stage.people, proofs, now=platform.now)
    return 0 if so else 1


@asynccontextmanager
async def _staged(folder: Path) -> AsyncGenerator[tuple[Stage, Platform, str]]:
    """The office, open."""
    now = demo.daytime(clock.now)
    stage = await asyncio.to_thread(_stage, folder, now())
    async with office(
        folder,
        folder / "kantor.toml",
        folder / "petugas.toml",
        host=LOOPBACK,
        port=stage.port,
        now=now,
    ) as (platform, url):
        yield stage, platform, url


def _stage(folder: Path, now: datetime) -> Stage:
    """People, settings and a certificate for the Kadis, all of them made up."""
    people, port = demo.cast(), _free_port()
    settings = demo.settings_text(people, base_url=f"http://{LOOPBACK}:{port}")
    (folder / "kantor.toml").write_text(settings, "utf-8")
    (folder / "petugas.toml").write_text(demo.people_text(people), "utf-8")
    where = folder / "desks" / Desk.SIGNING / "authority"
    where.parent.mkdir(parents=True)
    authority = LocalAuthority.open(where, now=now)
    certificate = demo.enrol(authority, people[Role.KADIS], now=now)
    return Stage(folder, port, people, authority, certificate)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


async def _live_and_rebuilt(platform: Platform, berkas_id: BerkasId) -> tuple[object, object]:
    """One berkas in every desk's lists, as they stand and as its facts make them anew."""
    stored = await platform.log(Desk.OVERSIGHT).read(berkas_stream(berkas_id))
    history = [Recorded(decode(one.envelope.name, one.state), one.envelope) for one in stored]
    live: dict[str, object] = {}
    rebuilt: dict[str, object] = {}
    for service in load(*DESKS):
        views = platform.views(service.desk)
        await views.reached(history, PATIENCE)
        for view in service.views:
            for key, row in view.fold(history).items():
                name = f"{service.desk}.{view.name} {key}"
                kept = await views.get(view, key)
                rebuilt[name], live[name] = row, kept.row if kept else None
    return live, rebuilt


COMMAND = Command(name="demo", help="memperagakan empat berkas dari foto sampai diserahkan", declare=_declare, run=_run)
