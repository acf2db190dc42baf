"""One of each fact that any desk may say."""

from __future__ import annotations

from shared.contracts.any_desk import BerkasReleased, BerkasTaken, NoteAdded, RejectionProposed
from shared.contracts.fact import Fact
from shared.contracts.vocabulary import Desk, RejectReason
from tests.contracts.golden.head import OF_BERKAS, note

EXAMPLES: tuple[Fact, ...] = (
    BerkasTaken(**OF_BERKAS, desk=Desk.VERIFICATION),
    BerkasReleased(**OF_BERKAS, desk=Desk.VERIFICATION),
    NoteAdded(**OF_BERKAS, desk=Desk.ENTRY, note=note()),
    RejectionProposed(**OF_BERKAS, desk=Desk.ENTRY, reason=RejectReason.NIK_GANDA, note=note()),
)
