"""Is the tree what architecture says: desks as registered, no drawer for odds and ends, no trace of a workplace?"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shared.contracts.vocabulary import Desk

pytestmark = pytest.mark.spine

ROOT = Path(__file__).parents[2]
DRAWERS = {"utils", "helpers", "common", "manager", "base"}
TRACES = re.compile(  # each is written so that it does not find itself
    r"\b(py[p]i|pythonh[o]sted|registry\.npm[j]s|deb\.debi[a]n|co-auth[o]red-by|a[i][ -]generated"
    r"|a[i] assist[a]nt|l[l]m|cha[t]gpt|g[p]t-\d|cla[u]de|anthr[o]pic|open[a]i|copi[l]ot)\b",
    re.IGNORECASE,
)
TEXT = {".py", ".md", ".toml", ".lock", ".sql", ".yaml", ".yml", ".typ", ".html", ".css", ".js", ".txt", ""}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_every_desk_has_a_folder_and_every_folder_is_a_desk() -> None:
    folders = {folder.parent.name for folder in (ROOT / "services").glob("*/service.py")}
    assert folders == {desk.value for desk in Desk}


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    names = {path: {path.stem, *path.relative_to(ROOT).parts[:-1]} for path in tracked() if path.suffix == ".py"}
    assert not [path for path, parts in names.items() if parts & DRAWERS]


def test_nothing_tracked_tells_of_a_workplace() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in tracked()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if TRACES.search(line)
    ]
    assert not found


@pytest.mark.parametrize("desk", Desk)
def test_a_desk_deployed_alone_carries_no_other_desk(desk: Desk) -> None:
    carried = subprocess.run(
        [sys.executable, "-c", f"import services.{desk}.service, sys; print(*sys.modules, sep='\\n')"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert carried.returncode == 0, carried.stderr
    others = tuple(f"services.{other}" for other in Desk if other != desk)
    assert not [module for module in carried.stdout.split() if module.startswith(others)]
