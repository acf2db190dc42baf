"""Is everything that this office depends on as strong as it promises? What is not is named, with how to mend it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from services.commands.command import Command, declare_folder, declare_settings
from services.commands.opened import opened


def _declare(parser: ArgumentParser) -> None:
    declare_folder(parser)
    declare_settings(parser)


async def _run(asked: Namespace) -> int:
    async with opened(asked) as platform:
        findings = await platform.findings()
    for finding in findings:
        print(f"✗ {finding}")
    if findings:
        return 1
    print("✓ PostgreSQL, NATS dan penyimpanan berkas sekuat yang dijanjikan.")
    return 0


COMMAND = Command(name="doctor", help="memeriksa server dan cara memperbaikinya", declare=_declare, run=_run)
