"""Who works here, and in which roles? (a TOML file that the office keeps)."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Protocol

import structlog
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from shared.contracts.vocabulary import OfficerId, Role
from shared.errors import BerkasError
from shared.web.passwords import strong_enough

_LOG = structlog.get_logger(__name__)

HELD_BY_OFFICERS = frozenset(Role) - {Role.PEMOHON, Role.SYSTEM}


class PeopleFaulty(BerkasError):  # noqa: N818 - the house's word
    """The file of people cannot be used; `faults` names every reason by its place, and no hash."""

    def __init__(self, faults: Sequence[str]) -> None:
        """Keep them all: whoever mends the file mends it once."""
        super().__init__(faults=tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """One line a fault."""
        return "\n".join(self.faults)


@dataclass(frozen=True, slots=True)
class Officer:
    """One person who works here; `password` is an Argon2id hash."""

    id: OfficerId
    name: str
    roles: frozenset[Role]
    password: str = field(repr=False)

    @property
    def mark(self) -> bytes:
        """What a session keeps of the password: changing it ends them all."""
        return sha256(self.password.encode()).digest()


class Directory(Protocol):
    """Who works here at this moment."""

    def find(self, officer: OfficerId) -> Officer | None: ...


@dataclass(frozen=True, slots=True)
class People:
    """A directory that does not change."""

    officers: Mapping[OfficerId, Officer]

    def find(self, officer: OfficerId) -> Officer | None:
        return self.officers.get(officer)


class PeopleFile:
    """The directory in a file, read again when the file changes: who leaves is out at the next request.

    A change that cannot be used is not taken: the people of before stay, and the log says why, once.
    """

    def __init__(self, path: Path) -> None:
        """Read it now.

        Raises:
            PeopleFaulty: also where there is no file to read.
        """
        self._path = path
        self._stamp = _stamp(path)
        self._people = read(path)

    def find(self, officer: OfficerId) -> Officer | None:
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            self._stamp = stamp
            self._take()
        return self._people.find(officer)

    def _take(self) -> None:
        try:
            self._people = read(self._path)
        except PeopleFaulty as faulty:
            _LOG.error("people_file_not_taken", faults=faulty.faults)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


# ---------------------------------------------------------------- the file


def _held_here(role: Role) -> Role:
    if role not in HELD_BY_OFFICERS:
        raise ValueError("no officer holds this role")
    return role


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9._-]{1,39}$")]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    roles: Annotated[list[Annotated[Role, AfterValidator(_held_here)]], Field(min_length=1)]
    password: Annotated[str, AfterValidator(strong_enough)]

    def officer(self) -> Officer:
        return Officer(OfficerId(self.id), self.name, frozenset(self.roles), self.password)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    officer: Annotated[list[_Entry], Field(min_length=1)]


def read(path: Path) -> People:
    """The people of a file.

    Raises:
        PeopleFaulty: it cannot be read, or says what no such file may say.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PeopleFaulty([f"{path} cannot be read: {type(error).__name__}"]) from None
    return parse(text)


def parse(text: str) -> People:
    """The people of a file's text: tables `[[officer]]` with `id`, `name`, `roles` and `password`.

    Raises:
        PeopleFaulty: with every fault there is.
    """
    try:
        file = _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PeopleFaulty([f"not TOML: {error}"]) from None
    except ValidationError as error:
        raise PeopleFaulty([f"{_place(fault['loc'])}: {fault['msg']}" for fault in error.errors()]) from None
    if twice := [name for name, times in Counter(entry.id for entry in file.officer).items() if times > 1]:
        raise PeopleFaulty([f"officer {name} stands there twice" for name in twice])
    officers = [entry.officer() for entry in file.officer]
    return People({officer.id: officer for officer in officers})


def written(officers: Iterable[Officer]) -> str:
    """The text that `parse` reads these officers from, to be kept as UTF-8."""
    return "\n".join(
        f"[[officer]]\nid = {_quoted(one.id)}\nname = {_quoted(one.name)}\n"
        f"roles = [{', '.join(map(_quoted, sorted(one.roles)))}]\npassword = {_quoted(one.password)}\n"
        for one in officers
    )


def _quoted(text: str) -> str:
    """A basic string of TOML: one of JSON, where that escapes nothing but what TOML escapes alike."""
    return json.dumps(text, ensure_ascii=False)


def _place(loc: Sequence[int | str]) -> str:
    """`officer 2: roles 1`, counted as people count."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in loc)
