"""How does a paper get its print? A typst template, and what stands on it, become a one-page PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import typst

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[1] / "shared" / "documents" / "fonts"


def typeset(template: str, content: Mapping[str, object]) -> bytes:
    """The page as PDF, with the project's own fonts only, so that it looks the same everywhere."""
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content)},
        format="pdf",
    )
