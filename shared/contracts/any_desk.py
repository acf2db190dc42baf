"""Which facts may any desk say?"""

from __future__ import annotations

from shared.contracts.fact import BerkasFact, fact
from shared.contracts.shapes import Text
from shared.contracts.vocabulary import Desk, RejectReason


@fact(None)
class BerkasTaken(BerkasFact):
    """An officer holds the berkas at a desk."""

    desk: Desk


@fact(None)
class BerkasReleased(BerkasFact):
    """The officer who held it put it back."""

    desk: Desk


@fact(None)
class NoteAdded(BerkasFact):
    """A remark among colleagues; never told to the applicant."""

    desk: Desk
    note: Text


@fact(None, announced=True)
class RejectionProposed(BerkasFact):
    """A desk thinks the application must be rejected; only the Kasi does that (BerkasRejected)."""

    desk: Desk
    reason: RejectReason
    note: Text
