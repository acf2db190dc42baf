"""What does a berkas still lack, and why? (SOP steps 3 and 4: the same question at intake and at verification)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.contracts.requirements import Need, Requirement
from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import LackReason, Paper, PaperVerdict


def lacking(requirements: Iterable[Requirement], present: Mapping[Paper, PaperVerdict | None]) -> tuple[Lack, ...]:
    """One lack for each required paper that is not there and good, in the order of the catalogue, none said twice.

    `present`: the papers there are, with the verdict on each. None: nobody has judged it, so nobody vouches for it; at
    intake, where being there is enough, every paper is handed in as good. Optional requirements lack nothing, and
    conditional ones only once an officer has marked the condition true (`Entry.asked`).
    """
    lacks = (_lack(requirement, present) for requirement in requirements if requirement.need is Need.REQUIRED)
    return tuple(dict.fromkeys(lack for lack in lacks if lack is not None))


def _lack(requirement: Requirement, present: Mapping[Paper, PaperVerdict | None]) -> Lack | None:
    """Where none of the alternatives is good: the first one judged, else the first one there, else the usual one."""
    there = [paper for paper in requirement.any_of if paper in present]
    if any(present[paper] is PaperVerdict.GOOD for paper in there):
        return None
    for paper in there:
        if verdict := present[paper]:
            return Lack(paper=paper, reason=LackReason(verdict.value))
    return Lack(paper=(*there, requirement.any_of[0])[0], reason=LackReason.MISSING)
