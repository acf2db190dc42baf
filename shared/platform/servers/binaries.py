"""Which executable is meant? What the environment names, else the pinned wheel's, else the one on the PATH."""

from __future__ import annotations

import os
import shutil
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from shared.platform.errors import CannotStart


class ProgramMissing(CannotStart):
    """Program {program} tidak ditemukan. Pasang dengan `make`, atau tunjukkan tempatnya dengan {variable}."""


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
