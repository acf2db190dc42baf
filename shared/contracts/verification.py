"""Which facts does the verification desk say? (SOP step 4)."""

from __future__ import annotations

from datetime import date

from shared.contracts.fact import BerkasFact, fact
from shared.contracts.shapes import Lack, Text
from shared.contracts.vocabulary import Desk, Paper, PaperVerdict


@fact(Desk.VERIFICATION)
class PaperJudged(BerkasFact):
    """One paper was read against the original's marks and the rest of the papers."""

    paper: Paper
    verdict: PaperVerdict
    note: Text | None = None

    @property
    def part(self) -> str:
        return self.paper


@fact(Desk.VERIFICATION, announced=True)
class BerkasVerified(BerkasFact):
    """Every paper is genuine, complete and legible: on to entry. Starts the SOP clock (step 5)."""

    papers: tuple[Paper, ...]
    legal_day: date | None = None


@fact(Desk.VERIFICATION, announced=True)
class BerkasReturned(BerkasFact):
    """Back to the WA operator, who informs the applicant; supplements are expected until `deadline` (WIB)."""

    lacks: tuple[Lack, ...]
    deadline: date
