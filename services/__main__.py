"""What does the `berkas` command do? Run the office, show it, look into its log; each command in commands/."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

import uvloop

from shared.errors import BerkasError

if TYPE_CHECKING:
    from services.commands.command import Command

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, and return what the shell is told: 0 well, 1 not well, 2 misused, 130 interrupted."""
    asked = _parser().parse_args(arguments)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            code: int = runner.run(asked.run(asked))
            return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BerkasError as error:
        print(error, file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="berkas",
        description="Pelayanan administrasi kependudukan: dari foto berkas sampai dokumen bertanda tangan.",
    )
    commands = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    for command in _commands():
        described = commands.add_parser(command.name, help=command.help, description=command.help)
        command.declare(described)
        described.set_defaults(run=command.run)
    return parser


def _commands() -> Sequence[Command]:
    """Imported only by whoever asks: every worker process imports this module again, and needs none of them."""
    return cast("Sequence[Command]", import_module("services.commands").COMMANDS)


if __name__ == "__main__":
    sys.exit(main())
