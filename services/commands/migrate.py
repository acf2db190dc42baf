"""How does a cluster's database come to serve this release? Roles, rights and schemas; run before each rollout."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from services.commands.command import Command
from services.office import prepare_database
from shared.platform.database import administrator
from shared.platform.errors import CannotStart

VARIABLE = "BERKAS_MIGRATOR_DSN"


class NoMigrator(CannotStart):
    """Isi {variable} dengan alamat PostgreSQL untuk peran yang boleh membuat peran dan skema."""


def _declare(_: ArgumentParser) -> None:
    pass


async def _run(_: Namespace) -> int:
    dsn = os.environ.get(VARIABLE)
    if not dsn:
        raise NoMigrator(variable=VARIABLE)
    async with administrator(dsn) as connection:
        await prepare_database(connection)
    print("✓ Basis data siap untuk rilis ini.")
    return 0


COMMAND = Command(name="migrate", help=f"menyiapkan basis data klaster ({VARIABLE})", declare=_declare, run=_run)
