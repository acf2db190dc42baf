"""How does typst make a PDF of our sources? (the only module that knows typst)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

ARCHIVAL: Sequence[typst.PDFStandard] = ("a-2a", "ua-1")
"""PDF/A-2a (readable in fifty years) and PDF/UA-1 (readable aloud) at once."""

_FONTS = Path(__file__).parent / "fonts"
"""Source Serif 4 and Source Sans 3 by Adobe, unmodified, SIL Open Font License 1.1 (the licences lie beside them)."""


class TemplateBroken(Exception):  # noqa: N818 - a bug of ours, never a state of affairs
    """A template does not compile; the message names its lines only, because typst's own words may quote the data."""


@cache
def _fonts() -> typst.Fonts:
    """The bundled fonts, read once per process; nothing of the machine's is ever used."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])


def compile_pdf(
    sources: Mapping[str, bytes],
    inputs: Mapping[str, str],
    *,
    at: datetime,
    standards: Sequence[typst.PDFStandard] = ARCHIVAL,
    tags: bool = True,
) -> bytes:
    """The PDF of `sources["main.typ"]`, which sees the other sources as files and the inputs as `sys.inputs`.

    Of the disk it sees the fonts' folder only (typst wants some root). The same arguments give the same bytes; `at` is
    the document's date. A compiler is made anew each time: with the fonts kept that costs nothing, and one compiler
    cannot serve two threads. In a worker process only if that was not forked (spawn, forkserver): typst's own threads
    do not survive a fork, and the child waits for them for ever.

    Raises:
        TemplateBroken: typst refused.
    """
    compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True, root=str(_FONTS))
    try:
        pdf = compiler.compile(
            input=dict(sources),  # pyright: ignore[reportArgumentType] - documented, missing in the stubs
            sys_inputs=dict(inputs),
            format="pdf",
            pdf_standards=list(standards),
            pdf_tags=tags,
            timestamp=at.replace(microsecond=0),  # a PDF's dates count seconds
        )
    except typst.TypstError as error:
        raise TemplateBroken(", ".join(re.findall(r"─ (\S+\.typ:\d+:\d+)", error.diagnostic))) from None
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave pages, not a PDF")
    return pdf + b"\n"  # so that what a signature appends starts on a line of its own, as PDF/A asks
