"""How does a child die with us, even when we are killed? It is tied to its parent before it becomes what it is to be.

Run as a script, with the standard library only: `launch.py PARENT SIGNAL UID GID PROGRAM [ARGUMENT…]`. UID and GID of
-1 leave the identity as it is.
"""

from __future__ import annotations

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def tie_to_parent(parent: int, signal: int) -> None:
    """Have the kernel send this process the signal when its parent is gone (Linux only; elsewhere nothing)."""
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        sys.exit("the parent died before the knot was tied")


def main() -> None:
    """Give up root where told to, tie the knot (changing identity would untie it, hence after), become the program."""
    parent, signal, uid, gid = (int(word) for word in sys.argv[1:5])
    program = sys.argv[5:]
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    tie_to_parent(parent, signal)
    os.execv(program[0], program)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
