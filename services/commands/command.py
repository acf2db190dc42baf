"""What is a command of the `berkas` program? A name, a sentence, its options, and what it does."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from shared.platform.embedded import DEFAULT_FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`run` returns the exit code."""

    name: str
    help: str
    declare: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], Awaitable[int]]


def declare_folder(parser: ArgumentParser) -> None:
    """Where the office on this machine keeps everything."""
    parser.add_argument(
        "--data",
        type=Path,
        default=DEFAULT_FOLDER,
        metavar="FOLDER",
        help=f"tempat kantor ini menyimpan segalanya (bawaan: {DEFAULT_FOLDER})",
    )


def declare_settings(parser: ArgumentParser) -> None:
    """Where its settings and people stand."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="pengaturan kantor (bawaan: FOLDER/kantor.toml)")
    parser.add_argument("--people", type=Path, metavar="FILE", help="daftar petugas (bawaan: FOLDER/petugas.toml)")
