"""How does a child die with us, even when we are killed? A launcher that ties it to its parent, then becomes it.

Run as a script, with the standard library only: `launch.py PARENT SIGNAL UID GID PROGRAM [ARGUMENT…]`. The kernel sends
SIGNAL to the program when PARENT is gone (Linux: PR_SET_PDEATHSIG; elsewhere the program stays). UID and GID of -1
leave the identity as it is.
"""

from __future__ import annotations

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def _become(uid: int, gid: int) -> None:
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def main() -> None:
    """Give up root where told to, tie the knot (changing identity unties it, hence after), become the program."""
    parent, signal, uid, gid = (int(word) for word in sys.argv[1:5])
    program = sys.argv[5:]
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    _become(uid, gid)
    if libc is not None and libc.prctl(_PR_SET_PDEATHSIG, signal, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        sys.exit("the parent died before the knot was tied")
    os.execv(program[0], program)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
