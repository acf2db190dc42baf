"""What happens to one berkas when anybody asks any desk anything? One history, judged by the deciders of six desks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from services.delivery.decisions.berkas import DELIVERY
from services.entry.decisions.berkas import ENTRY
from services.intake.decisions.berkas import INTAKE
from services.oversight.decisions.berkas import DEADLINES
from services.signing.decisions.berkas import SIGNING
from services.verification.decisions import VERIFICATION
from shared.contracts.command import Command
from shared.contracts.fact import By, Fact, Recorded
from shared.contracts.oversight import DutiesCombined
from shared.contracts.rules.chain import JOURNEY_FACTS, advance
from shared.contracts.rules.journey import DocumentProgress, Journey
from shared.contracts.vocabulary import CommandId, Desk
from shared.decider import Decider, Folded
from tests.support.histories import recorded
from tests.support.people import (
    BUDI,
    DEWI,
    HASAN,
    JONI,
    MARNI,
    NOON,
    RINA,
    SITI,
    TAUFIK,
    UJANG,
    YENI,
    Asked,
    asked,
)

DESKS: Mapping[Desk, Decider[Any, Any, Any]] = {
    Desk.INTAKE: INTAKE,
    Desk.VERIFICATION: VERIFICATION,
    Desk.ENTRY: ENTRY,
    Desk.SIGNING: SIGNING,
    Desk.DELIVERY: DELIVERY,
    Desk.OVERSIGHT: DEADLINES,
}
VERIFIERS = (SITI, DEWI)
ENTERERS = (BUDI, JONI, DEWI)
KASI = (HASAN, MARNI)
SIGNERS = (YENI, TAUFIK, MARNI)
"""In a small office somebody has two duties: those whose hands rule 2 must keep apart."""
EVERYBODY = (UJANG, RINA, *VERIFIERS, *ENTERERS, *KASI, *SIGNERS)


@dataclass(slots=True)
class Office:
    """One berkas, whatever has happened to it. `levels` of validation; `letters`: every surat tugas."""

    levels: int = 1
    letters: tuple[DutiesCombined, ...] = ()
    now: datetime = NOON
    history: list[Recorded[Fact]] = field(default_factory=list[Recorded[Fact]])
    journey: Journey = field(default_factory=Journey)
    folded: dict[Desk, Folded[Any]] = field(default_factory=dict[Desk, Folded[Any]])
    known: dict[Desk, list[Recorded[Any]]] = field(default_factory=dict[Desk, list[Recorded[Any]]])
    heeded: dict[CommandId, tuple[Desk, Command]] = field(default_factory=dict[CommandId, tuple[Desk, Command]])

    def __post_init__(self) -> None:
        for desk, decider in DESKS.items():
            self.folded[desk], self.known[desk] = Folded(decider.initial), []

    @property
    def facts(self) -> Sequence[Fact]:
        return [one.fact for one in self.history]

    def ask(self, desk: Desk, command: Command) -> Sequence[Fact]:
        """What this leaves, now on the log; what was never heeded is not looked for there. Raises Refused."""
        history = self.known[desk] if command.command_id in self.heeded else ()
        facts = DESKS[desk].judge(command, self.folded[desk], history)
        for fact in facts:
            self.happened(recorded(fact, len(self.history) + 1, command=command.command_id))
        if facts:
            self.heeded[command.command_id] = (desk, command)
        return facts

    def happened(self, one: Recorded[Fact]) -> None:
        """Every desk learns of it that folds such facts."""
        self.history.append(one)
        if isinstance(one.fact, JOURNEY_FACTS):
            self.journey = advance(self.journey, one.fact)
        for desk, decider in DESKS.items():
            if one.fact.NAME in decider.names:
                self.known[desk].append(one)
                self.folded[desk] = decider.step(self.folded[desk], one)


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody is about to ask something: by chance, but mostly as people do."""

    office: Office
    chance: Random
    number: int

    @property
    def journey(self) -> Journey:
        return self.office.journey

    def rarely(self) -> bool:
        return self.chance.random() < 0.06

    def head(self, *usual: By) -> Asked:
        """Who asks: one of those whose work it is, or now and then anybody."""
        by = self.chance.choice(EVERYBODY if self.rarely() else usual)
        return asked(by, now=self.office.now, once=str(self.number))

    def seen(self) -> int:
        """The screen's version: the latest, or now and then an older one."""
        version = len(self.office.history)
        return self.chance.randint(0, version) if self.rarely() else version

    def document(self) -> DocumentProgress | None:
        """Any of the documents."""
        documents = self.journey.documents
        return self.chance.choice(documents) if documents else None
