"""How does a newcomer see it all? A made-up office, started for the occasion, and four berkas through the whole SOP."""

from __future__ import annotations

import asyncio
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from samples import demo
from services.commands.command import Command
from services.commands.made_up import MadeUp, free_port, make_up
from services.commands.up import office
from services.registry import DESKS, load
from services.server import LOOPBACK
from services.signing.adapters.check import check
from shared.contracts.fact import Recorded, berkas_stream
from shared.contracts.names import decode
from shared.contracts.vocabulary import BerkasId, Desk
from shared.platform import clock, logs
from shared.platform.platform import Platform

PATIENCE = 5.0
"""Seconds until every desk's list has heard of what happened last."""


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="FOLDER", help="tempat hasilnya (bawaan: out)")


async def _run(asked: Namespace) -> int:
    out: Path = asked.out
    await asyncio.to_thread(out.mkdir, parents=True, exist_ok=True)
    with (out / "demo.log").open("w") as log, tempfile.TemporaryDirectory(prefix="berkas-demo-") as folder:
        logs.configure(log, as_json=False)
        print("Menyalakan PostgreSQL, NATS, penyimpanan dan enam meja …", flush=True)
        async with _opened(Path(folder)) as (made_up, platform, url):
            proofs = demo.Proofs(
                verify=lambda pdf: check(pdf, made_up.authority.trust, at=platform.now()),
                rebuilt=lambda berkas_id: _live_and_rebuilt(platform, BerkasId(berkas_id)),
                certificate=made_up.certificate,
                out=out,
            )
            so = await demo.run(url, made_up.people, proofs, now=platform.now)
    return 0 if so else 1


@asynccontextmanager
async def _opened(folder: Path) -> AsyncGenerator[tuple[MadeUp, Platform, str]]:
    """The made-up office, open, by a clock that stands in the daytime."""
    now = demo.daytime(clock.now)
    made_up = await asyncio.to_thread(make_up, folder, free_port(), now)
    async with office(
        folder, made_up.settings_file, made_up.people_file, host=LOOPBACK, port=made_up.port, now=now
    ) as (platform, url):
        yield made_up, platform, url


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
