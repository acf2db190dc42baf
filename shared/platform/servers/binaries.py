"""Which executable is meant? What the environment names, else the pinned wheel's, else the one on the PATH."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from shared.platform.errors import CannotStart


class ProgramMissing(CannotStart):
    """Program {program} tidak ditemukan. Pasang dengan `make`, atau tunjukkan tempatnya dengan {variable}."""


class ProgramTooOld(CannotStart):
    """{program} versi {found} terlalu lama: diperlukan sekurangnya {needed}."""


def executable(program: str, *, variable: str, environment: Mapping[str, str] = os.environ) -> Path:
    """The program's path.

    Raises:
        ProgramMissing: it is nowhere, or not where `variable` says.
    """
    if named := environment.get(variable):
        candidates = [named]
    else:
        wheels = Path(sysconfig.get_path("scripts"))
        candidates = [str(wheels / program), program]
    for candidate in candidates:
        if found := shutil.which(candidate):
            return Path(found).absolute()
    raise ProgramMissing(program=program, variable=variable)


def require_version(program: Path, oldest: tuple[int, ...]) -> None:
    """Refuse a program that is older; blocking.

    Raises:
        ProgramTooOld: its `--version` says so.
    """
    said = subprocess.run((program, "--version"), capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 - what we are about to run anyway
    found = tuple(int(number) for number in re.findall(r"\d+", said.stdout)[: len(oldest)])
    if found < oldest:
        raise ProgramTooOld(program=program, found=_dotted(found), needed=_dotted(oldest))


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version)) or "?"
