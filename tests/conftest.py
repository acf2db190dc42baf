"""What does every test start with?"""

from __future__ import annotations

pytest_plugins = [
    "tests.support.areas",
    "tests.support.laws",
    "tests.support.loopback",
    "tests.support.servers",
    "tests.support.eventlog",  # after what it builds on
    "tests.support.web",
]
