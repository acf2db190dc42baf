"""Which area does a test belong to, and how much of the suite's time may its area take?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Mapping
from time import perf_counter

import pytest

MINUTES = {
    "spine": 6,
    "faults": 6,
    "documents": 4,
    "whatsapp": 4,
    "screens": 4,
    "deploy": 5,
    "audit": 4,
    "field": 4,
}
"""The share of each area on two cores; an area past it fails, so that the suite stays one that people run."""

_SECONDS = pytest.StashKey[defaultdict[str, float]]()


def areas_of(item: pytest.Item) -> list[str]:
    return [mark.name for mark in item.iter_markers() if mark.name in MINUTES]


def over(seconds: Mapping[str, float]) -> list[str]:
    """The areas past their share."""
    return [area for area in seconds if seconds[area] > MINUTES[area] * 60]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_SECONDS] = defaultdict(float)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a test that no `make test M=…` would run, or that two would."""
    astray = [f"  {item.nodeid}: {', '.join(areas_of(item)) or 'none'}" for item in items if len(areas_of(item)) != 1]
    if astray:
        raise pytest.UsageError("\n".join(["every test has exactly one area marker; these have not:", *astray]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count a test's time with its fixtures, which are most of it."""
    started = perf_counter()
    try:
        return (yield)
    finally:
        if item.get_closest_marker("soak") is None:
            item.config.stash[_SECONDS][areas_of(item)[0]] += perf_counter() - started


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.exitstatus == pytest.ExitCode.OK and over(session.config.stash[_SECONDS]):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    seconds = config.stash[_SECONDS]
    if not seconds:
        return
    terminalreporter.section("time by area")
    for area, taken in seconds.items():
        late = area in over(seconds)
        verdict = "  FAILED: over its share; make it faster, or move the long runs to soak" if late else ""
        terminalreporter.line(f"{area:<10} {taken:6.1f} s of {MINUTES[area] * 60} s{verdict}", red=late)
