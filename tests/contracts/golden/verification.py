"""One of each fact the verification desk says."""

from __future__ import annotations

from datetime import date

from shared.contracts.fact import Fact
from shared.contracts.shapes import Lack
from shared.contracts.verification import BerkasReturned, BerkasVerified, PaperJudged
from shared.contracts.vocabulary import LackReason, Paper, PaperVerdict
from tests.contracts.golden.head import OF_BERKAS, note

EXAMPLES: tuple[Fact, ...] = (
    PaperJudged(**OF_BERKAS, paper=Paper.KK_LAMA, verdict=PaperVerdict.DATA_DIFFERS, note=note()),
    BerkasVerified(**OF_BERKAS, papers=(Paper.F_2_01, Paper.KK_LAMA), legal_day=date(2026, 4, 20)),
    BerkasReturned(
        **OF_BERKAS,
        lacks=(Lack(paper=Paper.KK_LAMA, reason=LackReason.DATA_DIFFERS, note=note()),),
        deadline=date(2026, 3, 16),
    ),
)
