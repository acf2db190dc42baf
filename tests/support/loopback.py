"""Can a test reach the world? No: whatever connects anywhere but to this machine is an error."""

from __future__ import annotations

import sys
from ipaddress import ip_address
from typing import cast


class LeftTheMachine(RuntimeError):  # noqa: N818 - the house's word
    """A test tried to connect to another machine."""


def is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return  # not a connection, or one to a socket in the file system
    host, *_ = cast("tuple[object, ...]", arguments[1])
    if not is_here(str(host)):
        raise LeftTheMachine(host)


def pytest_configure() -> None:
    sys.addaudithook(_watch)
