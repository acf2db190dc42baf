"""How does a cluster's database come to serve this release? Roles, rights and schemas; run before each rollout."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

import asyncpg

from services.commands.command import Command
from services.office import prepare_database
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
    connection = await asyncpg.connect(dsn)
    try:
        await prepare_database(connection)
    finally:
        await connection.close()
    print("✓ Basis data siap untuk rilis ini.")
    return 0


COMMAND = Command(name="migrate", help=f"menyiapkan basis data klaster ({VARIABLE})", declare=_declare, run=_run)
