"""How does the office stand today? Outages, who may sign, whose duties a surat tugas combines (its own stream)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from shared.contracts.fact import Fact, Recorded
from shared.contracts.oversight import DutiesCombined
from shared.contracts.rules.timeline import CIRCUMSTANCE_FACTS, Circumstances, observe
from shared.contracts.signing import SignerAppointed
from shared.contracts.vocabulary import OfficerId

Appointments: TypeAlias = Mapping[OfficerId, SignerAppointed]
"""Every officer's latest appointment to sign."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The office at one version of its stream."""

    circumstances: Circumstances = field(default_factory=Circumstances)
    appointments: Appointments = field(default_factory=dict[OfficerId, SignerAppointed])
    duties: tuple[DutiesCombined, ...] = ()

    def may_sign(self, officer: OfficerId, day: date) -> bool:
        """Whether an appointment covers this officer on this day of the office."""
        appointment = self.appointments.get(officer)
        if appointment is None or day < appointment.since:
            return False
        return appointment.until is None or day <= appointment.until

    def combined(self, officer: OfficerId, day: date) -> bool:
        """Whether a surat tugas lets this officer both verify and enter on this day."""
        return any(letter.officer == officer and letter.since <= day <= letter.until for letter in self.duties)


def standing(history: Iterable[Recorded[Fact]]) -> Standing:
    """The office after these facts of its stream."""
    office = Standing()
    for recorded in history:
        office = _stand(office, recorded.fact)
    return office


def _stand(office: Standing, fact: Fact) -> Standing:
    if isinstance(fact, CIRCUMSTANCE_FACTS):
        return replace(office, circumstances=observe(office.circumstances, fact))
    if isinstance(fact, SignerAppointed):
        return replace(office, appointments={**office.appointments, fact.officer: fact})
    if isinstance(fact, DutiesCombined):
        return replace(office, duties=(*office.duties, fact))
    return office
