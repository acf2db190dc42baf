"""Do the locks pin what pyproject.toml asks for, all of it by hash, and name no host?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.spine

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = {  # lock → where its wishes stand in pyproject.toml, and how the lock names that place
    "requirements.lock": {"berkas (pyproject.toml)": PROJECT["project"]["dependencies"]},
    "requirements-dev.lock": {
        "berkas (pyproject.toml)": PROJECT["project"]["dependencies"],
        "berkas (pyproject.toml:dev)": PROJECT["dependency-groups"]["dev"],
    },
    "requirements-uv.lock": {"berkas (pyproject.toml:lock)": PROJECT["dependency-groups"]["lock"]},
}


@dataclass(frozen=True, slots=True)
class Pinned:
    version: str
    hashes: int
    wanted_by: frozenset[str]


def read(lock: str) -> Mapping[str, Pinned]:
    """The packages of a lock by name: a line `name==version`, indented hashes, and comments on who wants it."""
    blocks = re.split(r"^(?=[\w.-]+==)", (ROOT / lock).read_text(), flags=re.MULTILINE)[1:]
    return dict(map(_read_block, blocks))


def _read_block(block: str) -> tuple[str, Pinned]:
    name, version = block.split(maxsplit=1)[0].split("==")
    wanted_by = (line.removeprefix("# via").removeprefix("#").strip() for line in map(str.strip, block.splitlines()))
    return canonicalize_name(name), Pinned(version, block.count("--hash=sha256:"), frozenset(wanted_by))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_wish_of_the_project_is_pinned_at_a_version_it_allows(lock: str) -> None:
    pinned = read(lock)
    for place, wishes in LOCKS[lock].items():
        for wish in map(Requirement, wishes):
            pin = pinned.get(canonicalize_name(wish.name))
            assert pin, f"{wish} is not in {lock}: run `make lock`"
            assert wish.specifier.contains(pin.version), f"{lock} pins {pin.version}, not {wish}: run `make lock`"
            assert place in pin.wanted_by, f"{lock} does not know that {place} wants {wish}: run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_is_pinned_that_nobody_wants_any_more(lock: str) -> None:
    for place, wishes in LOCKS[lock].items():
        wished = {canonicalize_name(Requirement(wish).name) for wish in wishes}
        pinned = {name for name, pin in read(lock).items() if place in pin.wanted_by}
        assert pinned == wished, f"{lock} is older than pyproject.toml: run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_hashes(lock: str) -> None:
    assert all(pin.hashes for pin in read(lock).values())


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    assert not re.search(r"://|^--|file:", (ROOT / lock).read_text(), flags=re.MULTILINE)


def test_development_runs_on_the_versions_that_production_runs_on() -> None:
    development = read("requirements-dev.lock")
    assert {name: development[name].version for name in read("requirements.lock")} == {
        name: pin.version for name, pin in read("requirements.lock").items()
    }
