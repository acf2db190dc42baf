"""The commands of the `berkas` program, in the order in which its help lists them."""

from __future__ import annotations

from collections.abc import Sequence

from services.commands import up
from services.commands.command import Command

COMMANDS: Sequence[Command] = (up.COMMAND,)
