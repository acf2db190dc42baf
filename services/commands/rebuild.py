"""Are a desk's lists what the log says? Made anew from the log, compared row by row with the old, then swapped."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from services.commands.command import Command, declare_folder, declare_settings
from services.commands.opened import opened
from services.registry import DESKS, load
from shared.bus.rebuild import rebuild
from shared.contracts.vocabulary import Desk


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("desk", type=Desk, choices=DESKS, metavar="DESK", help=", ".join(DESKS))
    declare_folder(parser)
    declare_settings(parser)
    parser.add_argument("--check", action="store_true", help="hanya membandingkan, tidak mengganti")


async def _run(asked: Namespace) -> int:
    [service] = load(asked.desk)
    async with opened(asked) as platform:
        rebuilt = await rebuild(
            platform.store(asked.desk),
            service.views,
            log=platform.log(asked.desk),
            keys=platform.keys(asked.desk),
            swap=not asked.check,
            progress=_progress,
        )
    print(f"{rebuilt.rows} baris sampai posisi {rebuilt.position}; {rebuilt.damaged} rusak.")
    if not rebuilt.compared:
        print("Daftar lama dibuat dengan versi lain, jadi tidak dibandingkan.")
        return 0
    for row in rebuilt.differing:
        print(f"✗ {row} berbeda dari log")
    if not rebuilt.differing:
        print("✓ Setiap baris sama dengan yang lama.")
    return 1 if rebuilt.differing else 0


def _progress(done: int, of: int) -> None:
    """One line that counts, for people; nothing where nobody watches."""
    if sys.stderr.isatty():
        print(f"\r{done} dari {of} fakta", end="\n" if done >= of else "", file=sys.stderr, flush=True)


COMMAND = Command(
    name="rebuild", help="membuat ulang daftar sebuah meja dari log dan membandingkannya", declare=_declare, run=_run
)
