"""One of each fact the oversight desk says."""

from __future__ import annotations

from datetime import date

from shared.contracts.fact import Fact, berkas_stream
from shared.contracts.oversight import (
    DeadlineMissed,
    DeadlineNear,
    DutiesCombined,
    ExportMade,
    PersonErased,
    RecordOpened,
    RightsChanged,
    RuleChanged,
)
from shared.contracts.vocabulary import Clock, Desk, OfficerId, Role, RuleKind
from tests.contracts.golden.head import BERKAS, NOON, OF_BERKAS, OF_OFFICE, note

DEWI = OfficerId("dewi")

EXAMPLES: tuple[Fact, ...] = (
    DeadlineNear(**OF_BERKAS, clock=Clock.SOP, due_at=NOON),
    DeadlineMissed(**OF_BERKAS, clock=Clock.SERVICE, due_at=NOON),
    RuleChanged(**OF_OFFICE, kind=RuleKind.CLOCK, version="2", since=date(2026, 4, 1)),
    RightsChanged(**OF_OFFICE, officer=DEWI, roles=(Role.PETUGAS_VERIFIKASI, Role.OPERATOR_ENTRI)),
    DutiesCombined(**OF_OFFICE, officer=DEWI, letter="800/12/2026", since=date(2026, 3, 1), until=date(2026, 3, 31)),
    RecordOpened(**OF_OFFICE, berkas_id=BERKAS, desk=Desk.OVERSIGHT),
    ExportMade(**OF_OFFICE, until=123_456, purpose=note()),
    PersonErased(**OF_OFFICE, streams=(berkas_stream(BERKAS),), basis="UU 27/2022 Pasal 43"),
)
