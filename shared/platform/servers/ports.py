"""Which loopback ports do the servers listen on? Free ones; the same again after a restart, if still free."""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

LOOPBACK: Final = "127.0.0.1"
GRPC_OFFSET: Final = 10_000
"""SeaweedFS listens for gRPC this far above each port."""
_RANGE: Final = range(12_000, 22_000)
"""With the offset still below the ports that outgoing connections are given (Linux: from 32768)."""


def chosen_ports(file: Path) -> Mapping[str, int]:
    """The ports chosen last."""
    return json.loads(file.read_text())


def choose_ports(file: Path, names: Sequence[str]) -> None:
    """Write a port for each name: those in `file` that are free, new ones for the others."""
    kept: Mapping[str, int] = chosen_ports(file) if file.exists() else {}
    ports: dict[str, int] = {}
    for name in names:
        port = kept.get(name, 0)
        while port in ports.values() or port not in _RANGE or not (_free(port) and _free(port + GRPC_OFFSET)):
            port = _RANGE[secrets.randbelow(len(_RANGE))]
        ports[name] = port
    file.write_text(json.dumps(ports))


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
