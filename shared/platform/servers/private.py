"""How are passwords of the servers made and kept? Once, on first start, readable by their owner alone."""

from __future__ import annotations

import json
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from shared.platform.errors import CannotStart
from shared.platform.servers.identity import Identity

_BYTES: Final = 24


class NotOurFolder(CannotStart):
    """{path} milik pengguna lain. Jalankan sebagai pemiliknya, atau pilih folder lain: --data."""


def write_private(path: Path, text: str, *, owner: Identity | None = None) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if owner:
        owner.own(aside)
    aside.replace(path)


def kept_passwords(file: Path, names: Iterable[str]) -> Mapping[str, str]:
    """A password for each name: those in `file`, and new ones for names that are not there yet."""
    kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    passwords = {name: kept.get(name) or secrets.token_urlsafe(_BYTES) for name in names}
    if passwords != kept:
        write_private(file, json.dumps(passwords, indent=1))
    return passwords


def private_folder(path: Path, owner: Identity) -> None:
    """A folder that only its owner may enter.

    Raises:
        NotOurFolder: something of that name is there already, and somebody else's.
    """
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner.uid}:
        raise NotOurFolder(path=path)
    path.chmod(0o700)
    owner.own(path)
