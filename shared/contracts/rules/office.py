"""How does the office stand today? Outages, who may sign, whose duties a surat tugas combines (its own stream)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from shared.contracts.fact import Fact, Recorded
from shared.contracts.oversight import DutiesCombined
from shared.contracts.rules.timeline import CIRCUMSTANCE_FACTS, Circumstances, observe
from shared.contracts.signing import SignerAppointed
from shared.contracts.vocabulary import OfficerId


@dataclass(frozen=True, slots=True)
class Standing:
    """The office at one version of its stream. `appointments` to sign, in the order they were recorded."""

    circumstances: Circumstances = field(default_factory=Circumstances)
    appointments: tuple[SignerAppointed, ...] = ()
    duties: tuple[DutiesCombined, ...] = ()

    def appointment(self, officer: OfficerId, day: date) -> SignerAppointed | None:
        """The appointment that covers this officer on this day of the office.

        Of those that have begun the last recorded counts: what is recorded ahead of its day replaces nothing before
        it, and an appointment recorded again with an end has that end.
        """
        begun = [one for one in self.appointments if one.officer == officer and one.since <= day]
        last = begun[-1] if begun else None
        return last if last and (last.until is None or day <= last.until) else None

    def may_sign(self, officer: OfficerId, day: date) -> bool:
        """Whether an appointment covers this officer on this day of the office."""
        return self.appointment(officer, day) is not None

    def combined(self, officer: OfficerId, day: date) -> bool:
        """Whether a surat tugas lets this officer both verify and enter on this day."""
        return any(letter.officer == officer and letter.since <= day <= letter.until for letter in self.duties)


def standing(history: Iterable[Recorded[Fact]]) -> Standing:
    """The office after these facts of its stream."""
    office = Standing()
    for recorded in history:
        office = stand(office, recorded.fact)
    return office


def stand(office: Standing, fact: Fact) -> Standing:
    """The office one fact further."""
    if isinstance(fact, CIRCUMSTANCE_FACTS):
        return replace(office, circumstances=observe(office.circumstances, fact))
    if isinstance(fact, SignerAppointed):
        return replace(office, appointments=(*office.appointments, fact))
    if isinstance(fact, DutiesCombined):
        return replace(office, duties=(*office.duties, fact))
    return office
