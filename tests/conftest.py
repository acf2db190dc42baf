"""What does every test start with?"""

from __future__ import annotations

pytest_plugins = [
    "tests.support.eventlog",
    "tests.support.areas",
    "tests.support.loopback",
    "tests.support.servers",
]
