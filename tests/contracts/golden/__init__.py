"""One fact of every name, with every field filled, as it rests beside this file for ever.

`python -m tests.contracts.golden` writes the files that are missing. A file is never written again once its fact has
been released: what it holds is on somebody's log. A field added later keeps its default here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shared.contracts.fact import Fact
from tests.contracts.golden import any_desk, delivery, entry, intake, oversight, signing, verification

HERE = Path(__file__).parent

MODULES = (intake, verification, entry, signing, delivery, oversight, any_desk)

EXAMPLES: Mapping[str, Fact] = {fact.NAME: fact for module in MODULES for fact in module.EXAMPLES}


def path_of(name: str) -> Path:
    return HERE / f"{name}.json"


def golden_names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.json"))
