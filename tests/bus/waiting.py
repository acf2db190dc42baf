"""Which list do the tests of the bus keep? A small one of the verification desk's, which says what it has heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from shared.contracts.fact import Recorded
from shared.contracts.intake import BerkasFoundComplete, BerkasReceived
from shared.contracts.sealed import Sealed
from shared.contracts.verification import BerkasVerified, PaperJudged
from shared.contracts.vocabulary import BerkasId
from shared.view import Place, View

WaitingFact: TypeAlias = BerkasReceived | BerkasFoundComplete | PaperJudged | BerkasVerified


@dataclass(frozen=True, slots=True)
class Waiting:
    """A berkas as the verification desk lists it."""

    berkas_id: BerkasId
    nomor: str
    tracking: Sealed[str]
    since: datetime
    heard: tuple[str, ...]
    complete: bool = False

    def before(self, name: str) -> Waiting:
        """The row as it was before a fact of this name."""
        return replace(self, heard=self.heard[: self.heard.index(name)])


def evolve(row: Waiting | None, recorded: Recorded[WaitingFact]) -> Waiting | None:
    fact = recorded.fact
    match fact:
        case BerkasReceived():
            return Waiting(fact.berkas_id, fact.nomor, fact.tracking, fact.occurred_at, (fact.NAME,))
        case BerkasFoundComplete() | PaperJudged():
            assert row, "never came"
            complete = row.complete or isinstance(fact, BerkasFoundComplete)
            return Waiting(row.berkas_id, row.nomor, row.tracking, row.since, (*row.heard, fact.NAME), complete)
        case BerkasVerified():
            return None


def place(row: Waiting) -> Place:
    return Place(rank=row.since, queue="complete" if row.complete else "new", handles=(row.nomor,))


WAITING = View(
    name="waiting",
    row=Waiting,
    facts=(BerkasReceived, BerkasFoundComplete, PaperJudged, BerkasVerified),
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=evolve,
    place=place,
)
