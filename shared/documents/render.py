"""How does a desk's template become a PDF?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TypeAlias, assert_never

import msgspec

from shared.documents.compiler import compile_pdf
from shared.documents.indonesian import tanggal, tanggal_angka, tanggal_dengan_huruf, waktu_wib
from shared.documents.printable import printable

Data: TypeAlias = "bool | int | str | date | Sequence[Data] | Mapping[str, Data] | None"
"""What a template's data come down to."""

NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_LAYOUT = "office.typ"


@dataclass(frozen=True, slots=True)
class Template:
    """A typst file of a package: `Template("services.entry", "kk.typ")` is `services/entry/templates/kk.typ`.

    It may import its neighbours in that folder, and `/office.typ` from here. Its data are `sys.inputs.data` as JSON.
    """

    package: str
    name: str


@cache
def _sources(template: Template) -> Mapping[str, bytes]:
    """Everything the template may import, read once per process."""
    folder = resources.files(template.package) / "templates"
    neighbours = {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".typ")}
    layout = resources.files("shared.documents").joinpath(_LAYOUT).read_bytes()
    return {**neighbours, _LAYOUT: layout, "main.typ": neighbours[template.name]}


def render(
    template: Template, data: Mapping[str, object], *, at: datetime, files: Mapping[str, bytes] = NO_FILES
) -> bytes:
    """A PDF/A-2a and PDF/UA-1 of the template filled with the data; the same arguments give the same bytes.

    `at` is the document's date. `files` are SVGs, which the template names `/<name>`. `data` may hold dataclasses,
    enums, dates and times; they reach the template as JSON (see `_spelled`), as values and never as markup: nothing in
    them can be executed. Callable in a process pool.

    Raises:
        Unprintable: our fonts lack a character of a field; the field is named, its content is not.
        TemplateBroken: template and data do not fit (a bug).
    """
    plain: Data = msgspec.to_builtins(data, builtin_types=(date, datetime))
    return compile_pdf({**files, **_sources(template)}, {"data": json.dumps(_spelled(plain, ""))}, at=at)


def _spelled(value: Data, field: str) -> Data:
    """The same value in words for paper: text fit to print, times in WIB, dates in the three spellings in use."""
    match value:
        case str():
            return printable(value, field)
        case bool() | int() | None:
            return value
        case datetime():
            return waktu_wib(value)
        case date():
            return {
                "angka": tanggal_angka(value),
                "panjang": tanggal(value),
                "huruf": tanggal_dengan_huruf(value),
            }
        case Mapping():
            return {key: _spelled(item, f"{field}.{key}".lstrip(".")) for key, item in value.items()}
        case Sequence():
            return [_spelled(item, f"{field}.{number}") for number, item in enumerate(value, start=1)]
        case _:
            assert_never(value)
