"""What does every fact on the log and on the bus carry? (domain.md, Facts)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, TypeVar
from uuid import UUID, uuid5

from typing_extensions import dataclass_transform

from shared.contracts.sealed import Sealed
from shared.contracts.vocabulary import BerkasId, CommandId, Desk, FactId, OfficerId, Role, StreamId, VisitId

F_co = TypeVar("F_co", bound="Fact", covariant=True)

OFFICE = StreamId("office")


def berkas_stream(berkas_id: BerkasId) -> StreamId:
    return StreamId(f"berkas-{berkas_id}")


def visit_stream(visit_id: VisitId) -> StreamId:
    return StreamId(f"visit-{visit_id}")


def officer_stream(officer: OfficerId) -> StreamId:
    return StreamId(f"officer-{officer}")


@dataclass(frozen=True, slots=True)
class By:
    """Who: an officer in a role, the applicant, or a desk acting by itself (`system:<desk>`)."""

    id: OfficerId
    role: Role


def system(desk: Desk) -> By:
    return By(OfficerId(f"system:{desk}"), Role.SYSTEM)


PEMOHON = By(OfficerId("pemohon"), Role.PEMOHON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened: written once by the desk that witnessed it, never changed.

    `occurred_at` is the clock of the device or of WhatsApp, or the server's where there is none; timezone-aware UTC.
    """

    NAME: ClassVar[str]  # "BerkasVerified.v1": set by the decorator in names.py
    NAMES: ClassVar[frozenset[str]]  # those it is read under: its own, and of every version before it (upcasts)
    DESK: ClassVar[Desk | None]  # None: any desk may say it
    ANNOUNCED: ClassVar[bool]

    by: By
    occurred_at: datetime

    @property
    def part(self) -> str:
        """Which part of its command's outcome this is: never an index. Empty where a command leaves one such fact."""
        return ""


_NAMED: dict[str, type[Fact]] = {}

_Cls = TypeVar("_Cls", bound=Fact)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(desk: Desk | None, *, announced: bool = False, version: int = 1) -> Callable[[type[_Cls]], type[_Cls]]:
    """Make a class a fact: frozen, slotted, keyword-only, known under its versioned name.

    `announced` facts may be subscribed to by other desks; the others are the desk's own. `desk` None: any desk says it.
    """

    def name(cls: type[_Cls]) -> type[_Cls]:
        made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        made.NAME, made.DESK, made.ANNOUNCED = f"{cls.__name__}.v{version}", desk, announced
        made.NAMES = frozenset(f"{cls.__name__}.v{number}" for number in range(1, version + 1))
        if made.NAME in _NAMED:
            raise TypeError(f"two facts are named {made.NAME}")
        _NAMED[made.NAME] = made
        return made

    return name


def named_facts() -> Mapping[str, type[Fact]]:
    """Every class made a fact so far, by name; shared/contracts/names.py has seen them all."""
    return _NAMED


@dataclass(frozen=True, slots=True, kw_only=True)
class BerkasFact(Fact):
    """A fact on a berkas's own stream."""

    berkas_id: BerkasId


@dataclass(frozen=True, slots=True, kw_only=True)
class BlobRef:
    """Bytes at rest: where they are, what they are, and the sealed key that opens them.

    `address` is the SHA-256 (hex) of the sealed bytes and their name in the store; `sha256` that of the plain bytes.
    """

    address: str
    sha256: str
    size: int
    media_type: str
    key: Sealed[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the log adds to a fact. `position` is dense over the whole log, `version` within the stream; both from 1.

    `hash` is SHA-256 over the envelope, the stored bytes and the hash before it in the stream (eventlog/chain.py).
    """

    fact_id: FactId
    stream: StreamId
    version: int
    position: int
    name: str
    desk: Desk
    recorded_at: datetime
    correlation_id: str
    causation_id: str
    hash: str


@dataclass(frozen=True, slots=True)
class Recorded(Generic[F_co]):
    """A fact with its envelope, as read from the log or heard on the bus."""

    fact: F_co
    envelope: Envelope


def fact_id(command_id: CommandId, name: str, part: str) -> FactId:
    """The same command always leaves facts of the same ids: asked twice, recorded once."""
    return FactId(str(uuid5(UUID(command_id), f"{name}/{part}")))


def caused(cause: FactId, rule: str) -> CommandId:
    """The id of the command that a reaction or timer named `rule` makes of a fact."""
    return CommandId(str(uuid5(UUID(cause), rule)))
