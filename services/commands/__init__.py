"""The commands of the `berkas` program, in the order in which its help lists them."""

from __future__ import annotations

from collections.abc import Sequence

from services.commands import demo, doctor, migrate, rebuild, replay, run, up
from services.commands.command import Command

COMMANDS: Sequence[Command] = (
    up.COMMAND,
    demo.COMMAND,
    run.COMMAND,
    migrate.COMMAND,
    doctor.COMMAND,
    replay.COMMAND,
    rebuild.COMMAND,
)
