"""How do files come in? As a multipart form, counted as it comes, kept in memory: plain papers never touch a disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from shared.web.errors import FileMissing, FileTooLarge, MalformedForm, TooManyFiles
from shared.web.middleware import allowance_of

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks  # the library has it for type checkers only

_LONGEST_FIELD = 10_000
_MOST_FIELDS = 50
_FRAME = 8 * 1024
"""Bytes of boundary and headers that one part may cost."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it came, under the form's `key`.

    `name` is personal data; `claimed` is the sender's word for its type, and proves nothing.
    """

    key: str
    name: str = field(repr=False)
    claimed: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """What a multipart form brought."""

    fields: Mapping[str, str] = field(repr=False)
    files: Sequence[Upload]


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """A dependency: a form of one to `most` files of at most `bytes_each`.

    Raises:
        FileMissing, FileTooLarge, TooManyFiles, MalformedForm
    """

    most: int
    bytes_each: int

    def described(self, *fields: str) -> dict[str, Any]:
        """What OpenAPI cannot see by itself, for a route's `openapi_extra`: the files, and the form's other fields."""
        files = {"type": "array", "maxItems": self.most, "items": {"type": "string", "format": "binary"}}
        properties = {"files": files} | {name: {"type": "string"} for name in fields}
        schema = {"type": "object", "properties": properties, "required": ["files"]}
        return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}

    async def __call__(self, request: Request) -> Form:
        kind, options = parse_options_header(request.headers.get("content-type"))
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise MalformedForm
        allowance_of(request).most = self.most * (self.bytes_each + _FRAME) + _MOST_FIELDS * (_LONGEST_FIELD + _FRAME)
        collector = _Collector(self)
        try:
            parser = MultipartParser(options[b"boundary"], collector.callbacks())
            async for chunk in request.stream():
                parser.write(chunk)
            parser.finalize()
        except FormParserError:
            raise MalformedForm from None
        return collector.form()


@dataclass(slots=True)
class _Part:
    """A part that is still coming; a file if it has a `name`."""

    key: str = ""
    name: str | None = None
    claimed: str = ""
    data: bytearray = field(default_factory=bytearray)


class _Collector:
    """Takes what the parser finds, and stops at the first byte that is too many."""

    def __init__(self, limits: Files) -> None:
        self._limits = limits
        self._part = _Part()
        self._header = bytearray()
        self._value = bytearray()
        self._fields: dict[str, str] = {}
        self._files: list[Upload] = []
        self._ended = False

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._on_header,
            "on_header_value": self._on_value,
            "on_header_end": self._on_header_end,
            "on_part_data": self._on_data,
            "on_part_end": self._end,
            "on_end": self._on_end,
        }

    def form(self) -> Form:
        """All of it, once the closing boundary has come."""
        if not self._ended:
            raise MalformedForm
        if not self._files:
            raise FileMissing
        return Form(self._fields, tuple(self._files))

    def _begin(self) -> None:
        self._part = _Part()

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        name, value = bytes(self._header).lower(), bytes(self._value)
        self._header, self._value = bytearray(), bytearray()
        if name == b"content-type":
            self._part.claimed = _text(value)
        elif name == b"content-disposition":
            self._named(value)

    def _named(self, disposition: bytes) -> None:
        _, options = parse_options_header(disposition)
        self._part.key = _text(options.get(b"name", b""))
        if b"filename" not in options:
            return
        if len(self._files) == self._limits.most:
            raise TooManyFiles(most=self._limits.most)
        self._part.name = _text(options[b"filename"])

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        self._part.data += data[start:end]
        if self._part.name is not None and len(self._part.data) > self._limits.bytes_each:
            raise FileTooLarge(most=self._limits.bytes_each)
        if self._part.name is None and len(self._part.data) > _LONGEST_FIELD:
            raise MalformedForm

    def _end(self) -> None:
        part = self._part
        if part.name is not None:
            self._files.append(Upload(part.key, part.name, part.claimed, bytes(part.data)))
        elif len(self._fields) < _MOST_FIELDS:
            self._fields[part.key] = _text(part.data)
        else:
            raise MalformedForm

    def _on_end(self) -> None:
        self._ended = True


def _text(data: bytes | bytearray) -> str:
    """As browsers send it."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise MalformedForm from None
