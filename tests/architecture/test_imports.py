"""Does each import contract of pyproject.toml bite? One bad import is planted in a copy of the tree per contract."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.spine

ROOT = Path(__file__).parents[2]
CONTRACTS: Mapping[str, str] = {
    contract["name"]: contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}

PLANTS = {  # contract → the modules that break it, and how; a module that exists is added to
    "shape": {"services.intake.views": "import services.intake.decisions"},
    "independence": {"services.delivery.handlers": "import services.signing.decisions"},
    "direction": {"shared.photos.kind": "import services"},
    "purity": {"services.entry.decisions": "import random"},
    "no-desk-in-shared": {"shared.photos.kind": "import shared.contracts.intake"},
    "acyclic": {"shared.photos.hen": "import shared.photos.egg", "shared.photos.egg": "import shared.photos.hen"},
    "asyncpg": {"services.entry.handlers": "import asyncpg"},
    "eventsourcing": {"services.entry.handlers": "import eventsourcing"},
    "bus": {"services.entry.handlers": "import nats"},
    "minio": {"services.entry.handlers": "import minio"},
    "images": {"services.entry.handlers": "import PIL"},
    "typst": {"services.entry.handlers": "import typst"},
    "pdf": {"services.entry.handlers": "import pyhanko"},
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("tree")
    for package in ("services", "shared"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def path_of(tree: Path, module: str) -> Path:
    """The file of a module, or of the package that took its place."""
    path = tree.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@contextmanager
def planted(tree: Path, modules: Mapping[str, str]) -> Generator[None]:
    files = {path_of(tree, module): line for module, line in modules.items()}
    before = {file: file.read_text() if file.exists() else None for file in files}
    for file, line in files.items():
        file.write_text(f"{before[file] or ''}\n{line}\n")
    yield
    for file, text in before.items():
        file.unlink() if text is None else file.write_text(text)


def broken(tree: Path) -> tuple[set[str], str]:
    """The ids of the contracts that the tree breaks, and all that the linter says."""
    lint = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=tree,
        env=os.environ | {"COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = lint.stdout + lint.stderr
    names = re.findall(r"^(.+?)\s*BROKEN", said, flags=re.MULTILINE)
    assert names or "0 broken" in said, said
    return {CONTRACTS[name] for name in names}, said


def test_the_tree_as_it_stands_keeps_every_contract(tree: Path) -> None:
    ids, said = broken(tree)
    assert not ids, said


def test_every_contract_has_an_import_that_would_break_it() -> None:
    assert set(PLANTS) == set(CONTRACTS.values())


@pytest.mark.parametrize("contract", PLANTS)
def test_a_bad_import_breaks_its_contract_and_no_other(tree: Path, contract: str) -> None:
    with planted(tree, PLANTS[contract]):
        ids, said = broken(tree)
    assert ids == {contract}, said


def test_a_module_outside_the_shape_of_a_desk_is_refused(tree: Path) -> None:
    with planted(tree, {"services.intake.utils": ""}):
        assert broken(tree)[0] == {"shape"}
