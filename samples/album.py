"""Where are the photographs? Taken when first asked for, and again only when something about them has changed."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from samples.berkas import Sheet, sheets
from samples.camera import photograph
from samples.people import Person
from samples.typesetting import FONTS, TEMPLATES, typeset
from shared.contracts.vocabulary import Layanan, Paper, QualityHint

OUT = Path(__file__).parent / "out"
_SCRATCH = "making-"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePaper:
    """One photograph of one paper, on disk. `flaw` and `supplement` as on Sheet."""

    paper: Paper
    person: Person
    path: Path
    flaw: QualityHint | None
    supplement: bool

    @property
    def filename(self) -> str:
        """As it would be uploaded."""
        return self.path.name

    def photo(self) -> bytes:
        """The JPEG as the phone wrote it: orientation tag, GPS and all."""
        return self.path.read_bytes()


def papers() -> Mapping[Layanan, tuple[SamplePaper, ...]]:
    """The photographs of the four berkas, in the order in which they are sent; some seconds the first time."""
    folder = OUT / _edition()
    if not folder.exists():
        _fill(folder)
    return {layanan: tuple(_entry(folder, layanan, sheet) for sheet in group) for layanan, group in sheets().items()}


def take(sheet: Sheet) -> bytes:
    """The photograph of one paper."""
    return photograph(typeset(sheet.template, sheet.content()), sheet.shot)


def _fill(folder: Path) -> None:
    """Take all photographs beside the folder and show them at once: nobody sees half an album."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT, prefix=_SCRATCH) as scratch:
        album = Path(scratch) / "album"
        album.mkdir()
        for layanan, sheet in _all():
            _entry(album, layanan, sheet).path.write_bytes(take(sheet))
        try:
            album.rename(folder)
        except OSError:
            if not folder.exists():
                raise
            return  # somebody else was faster, with the same photographs
    for edition in OUT.iterdir():
        if edition != folder and not edition.name.startswith(_SCRATCH):
            shutil.rmtree(edition, ignore_errors=True)


def _all() -> Iterator[tuple[Layanan, Sheet]]:
    return ((layanan, sheet) for layanan, group in sheets().items() for sheet in group)


def _entry(folder: Path, layanan: Layanan, sheet: Sheet) -> SamplePaper:
    flaw = f"-{sheet.flaw}" if sheet.flaw else ""
    name = f"{layanan}-{sheet.paper}{flaw}.jpg".lower()
    return SamplePaper(
        paper=sheet.paper, person=sheet.person, path=folder / name, flaw=sheet.flaw, supplement=sheet.supplement
    )


def _edition() -> str:
    """A name for everything the photographs are made of: this package, its templates and its fonts."""
    sources = (*Path(__file__).parent.glob("*.py"), *TEMPLATES.glob("*.typ"), *FONTS.glob("*.ttf"))
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
