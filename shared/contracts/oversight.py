"""Which facts does the oversight desk say? (deadlines, rules, rights, looks)."""

from __future__ import annotations

from datetime import date, datetime

from shared.contracts.fact import BerkasFact, Fact, fact
from shared.contracts.shapes import Text
from shared.contracts.vocabulary import BerkasId, Clock, Desk, OfficerId, Role, RuleKind, StreamId


@fact(Desk.OVERSIGHT, announced=True)
class DeadlineNear(BerkasFact):
    clock: Clock
    due_at: datetime

    @property
    def part(self) -> str:
        return self.clock


@fact(Desk.OVERSIGHT, announced=True)
class DeadlineMissed(BerkasFact):
    clock: Clock
    due_at: datetime

    @property
    def part(self) -> str:
        return self.clock


@fact(Desk.OVERSIGHT)
class RuleChanged(Fact):
    """A catalogue, clock or calendar of this version is in force from `since`."""

    kind: RuleKind
    version: str
    since: date


@fact(Desk.OVERSIGHT)
class RightsChanged(Fact):
    """An officer's roles from now on; none: she has left."""

    officer: OfficerId
    roles: tuple[Role, ...]

    @property
    def part(self) -> str:
        return self.officer


@fact(Desk.OVERSIGHT)
class DutiesCombined(Fact):
    """A dated surat tugas lets one officer do what rule 2 gives to two (verification and entry only)."""

    officer: OfficerId
    letter: str
    since: date
    until: date


@fact(Desk.OVERSIGHT)
class RecordOpened(Fact):
    """An officer looked at a berkas's personal data; on the officer's stream."""

    berkas_id: BerkasId
    desk: Desk


@fact(Desk.OVERSIGHT)
class ExportMade(Fact):
    """An export left the system up to a log position."""

    until: int
    purpose: Text


@fact(Desk.OVERSIGHT)
class PersonErased(Fact):
    """The keys of these streams were destroyed, on a legal basis (UU 27/2022 Art. 43-44)."""

    streams: tuple[StreamId, ...]
    basis: str
