"""As whom do the servers run? As ourselves; when that is root, as somebody without rights."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from shared.platform.errors import CannotStart

_NOBODY = 65534


class NobodyToRunAs(CannotStart):
    """Jalankan sebagai pengguna biasa, bukan root: {unreachable} tidak terbaca oleh pengguna lain."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A user to become, or a command that gives up root's rights; neither where we are unprivileged ourselves."""

    uid: int = -1
    gid: int = -1
    wrapper: tuple[str, ...] = ()

    def own(self, *paths: Path) -> None:
        """Hand files over to the user the servers run as."""
        if self.uid >= 0:
            for path in paths:
                os.chown(path, self.uid, self.gid)


def identity_for(*, executables: Iterable[Path], directory: Path) -> Identity:
    """Who can run these programs on this existing folder, with as few rights as possible.

    Not root: ourselves. Root: `nobody`, if it can reach programs and folder; else an own user namespace (`unshare`), in
    which the process still owns root's files but has no capability. Nothing on the machine is loosened for it.

    Raises:
        NobodyToRunAs: root, and none of these is possible.
    """
    if os.geteuid() != 0:
        return Identity()
    unreachable = [path for path in (*executables, directory.parent) if not _reachable(path)]
    if not unreachable:
        nobody = pwd.getpwnam("nobody")
        return Identity(nobody.pw_uid, nobody.pw_gid)
    if unshare := shutil.which("unshare"):
        return Identity(wrapper=(unshare, "--user", f"--map-user={_NOBODY}", f"--map-group={_NOBODY}"))
    raise NobodyToRunAs(unreachable=unreachable[0])


def _reachable(path: Path) -> bool:
    resolved = path.resolve()
    return all(stat.S_IXOTH & ancestor.stat().st_mode for ancestor in (resolved, *resolved.parents))
