"""Which papers does the law ask for, since when, and which documents come of it?

The catalogue is data, one file per day on which the rules changed; a berkas is judged for ever by the one in force on
the day of its first photo. Loading reads the package's own files and refuses whatever is not wholly understood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NewType

import msgspec

from shared.contracts.vocabulary import DocumentKind, Paper, Variant

_PACKAGE = files("shared.contracts.requirements")
_PAPERS = "papers"

RequirementId = NewType("RequirementId", str)
"""Names one requirement within its variant: `surat_lahir`."""


class NoCatalogue(LookupError):  # noqa: N818 - the house's word
    """No requirement catalogue of that version, or none in force on that day."""


class CatalogueBroken(ValueError):  # noqa: N818
    """A catalogue contradicts itself; the message lists all of it."""


class Need(StrEnum):
    """Whether a berkas lacks something without this paper."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    CONDITIONAL = "conditional"


class _Data(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Read from a file: frozen, and unknown keys are refused (which plain dataclasses cannot)."""


class Requirement(_Data, frozen=True):
    """One paper, or any one of several.

    `any_of`: the first is the usual one. `condition`: when it is asked for, as an officer reads it. `basis`: the law.
    `original`: the photo shows the original, not a photocopy (rule 11).
    """

    id: RequirementId
    any_of: tuple[Paper, ...]
    need: Need
    basis: str
    condition: str | None = None
    original: bool = True
    note: str | None = None


class Outcome(_Data, frozen=True):
    """A document that comes of it: always, or under a condition an officer decides on."""

    kind: DocumentKind
    condition: str | None = None


class Entry(_Data, frozen=True):
    """What one variant asks for and yields; the notes are for officers and applicants."""

    requirements: tuple[Requirement, ...]
    documents: tuple[Outcome, ...]
    notes: tuple[str, ...]

    @property
    def default_documents(self) -> tuple[DocumentKind, ...]:
        """What is planned unless an officer adds to it."""
        return tuple(outcome.kind for outcome in self.documents if outcome.condition is None)

    def asked(self, *, when: Collection[RequirementId] = ()) -> tuple[Requirement, ...]:
        """The requirements of one berkas: those conditional ones whose condition is marked true become required."""
        return tuple(
            msgspec.structs.replace(requirement, need=Need.REQUIRED)
            if requirement.need is Need.CONDITIONAL and requirement.id in when
            else requirement
            for requirement in self.requirements
        )


class Catalogue(_Data, frozen=True):
    """The requirements in force from `since` until the next catalogue; `version` is that day."""

    version: str
    since: date
    basis: tuple[str, ...]
    notes: tuple[str, ...]
    variants: Mapping[Variant, Entry]


class PaperText(_Data, frozen=True):
    """What a paper is called, who issues it and where, and the number of the form it is on."""

    label: str
    where: str
    form: str | None = None


# ---------------------------------------------------------------- asking


def catalogue_on(day: date) -> Catalogue:
    """The catalogue in force on a day: the WIB day on which the first photo of a berkas arrived.

    Raises:
        NoCatalogue: the day is before the first one.
    """
    in_force = [version for version in versions() if date.fromisoformat(version) <= day]
    if not in_force:
        raise NoCatalogue(day.isoformat())
    return catalogue(in_force[-1])


@cache
def catalogue(version: str) -> Catalogue:
    """The catalogue that `BerkasReceived.catalogue` names.

    Raises:
        NoCatalogue: this release has no such version.
    """
    if version not in versions():
        raise NoCatalogue(version)
    return parse(_PACKAGE.joinpath(f"{version}.json").read_bytes())


@cache
def versions() -> tuple[str, ...]:
    """Every version of this release, oldest first."""
    names = (file.name.removesuffix(".json") for file in _PACKAGE.iterdir() if file.name.endswith(".json"))
    return tuple(sorted(name for name in names if name != _PAPERS))


@cache
def paper_texts() -> Mapping[Paper, PaperText]:
    """What officers and applicants read about each paper."""
    return parse_paper_texts(_PACKAGE.joinpath(f"{_PAPERS}.json").read_bytes())


# ---------------------------------------------------------------- reading


def parse(text: bytes) -> Catalogue:
    """The catalogue in these bytes.

    Raises:
        msgspec.ValidationError: an unknown key, paper or variant, or a value of the wrong kind.
        CatalogueBroken: it contradicts itself.
    """
    read = msgspec.json.decode(text, type=Catalogue)
    if problems := tuple(_problems(read)):
        raise CatalogueBroken("; ".join(problems))
    return read


def parse_paper_texts(text: bytes) -> Mapping[Paper, PaperText]:
    """The labels in these bytes; every paper of the vocabulary has one.

    Raises:
        msgspec.ValidationError, CatalogueBroken: as `parse`.
    """
    read = msgspec.json.decode(text, type=dict[Paper, PaperText])
    if missing := [paper for paper in Paper if paper not in read]:
        raise CatalogueBroken(f"no label: {', '.join(missing)}")
    return read


def _problems(read: Catalogue) -> Iterator[str]:
    if read.version != read.since.isoformat():
        yield f"version {read.version} is not its own day {read.since}"
    for variant in Variant:
        if entry := read.variants.get(variant):
            yield from (f"{variant}: {problem}" for problem in _entry_problems(entry))
        else:
            yield f"{variant}: missing"


def _entry_problems(entry: Entry) -> Iterator[str]:
    if not entry.default_documents:
        yield "yields no document"
    ids = [requirement.id for requirement in entry.requirements]
    if len(set(ids)) < len(ids):
        yield "two requirements of one id"
    for requirement in entry.requirements:
        if not requirement.any_of or len(set(requirement.any_of)) < len(requirement.any_of):
            yield f"{requirement.id}: no paper, or one twice"
        if (requirement.need is Need.CONDITIONAL) is (requirement.condition is None):
            yield f"{requirement.id}: a condition belongs to conditional requirements, and to them alone"
