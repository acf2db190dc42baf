"""What is verification asked when a test does not care? One small function per command."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from services.verification.decisions import Judge, Judged, Return, Verify
from shared.contracts.fact import By
from shared.contracts.requirements import RequirementId, catalogue
from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import Paper, PaperVerdict, Variant
from tests.support.builders import DEADLINE
from tests.support.people import NO_BIRTH_LETTER, NOON, SITI, Asked, asked

LATEST = 1000
"""A screen drawn after everything that a test tells."""


class Head(TypedDict, total=False):
    by: By
    now: datetime
    once: str


def _head(head: Head) -> Asked:
    return asked(head.get("by", SITI), now=head.get("now", NOON), once=head.get("once", "once"))


def judge(
    *papers: Paper,
    verdict: PaperVerdict = PaperVerdict.GOOD,
    seen: int = LATEST,
    combined: bool = False,
    **head: Unpack[Head],
) -> Judge:
    """All of them alike."""
    judgements = tuple(Judged(paper=paper, verdict=verdict) for paper in papers)
    return Judge(**_head(head), seen=seen, judgements=judgements, combined=combined)


def verify(
    *,
    when: tuple[RequirementId, ...] = (),
    print_required: bool = True,
    combined: bool = False,
    legal_day: date | None = None,
    seen: int = LATEST,
    **head: Unpack[Head],
) -> Verify:
    """By the real catalogue; `when`: the conditions that hold."""
    return Verify(
        **_head(head),
        seen=seen,
        requirements=catalogue("2024-10-07").variants[Variant.KELAHIRAN].asked(when=when),
        print_required=print_required,
        combined=combined,
        legal_day=legal_day,
    )


def return_berkas(
    *lacks: Lack, combined: bool = False, seen: int = LATEST, deadline: date = DEADLINE, **head: Unpack[Head]
) -> Return:
    return Return(**_head(head), seen=seen, lacks=lacks or (NO_BIRTH_LETTER,), deadline=deadline, combined=combined)
