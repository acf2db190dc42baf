"""How does an officer name what lacks? A paper, a reason, and perhaps a word to the applicant."""

from __future__ import annotations

from collections.abc import Iterable

from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import BerkasId, LackReason, Paper
from shared.room import Room
from shared.web.payload import Paragraph, Payload


class LackIn(Payload):
    """One thing the applicant has to do about one paper."""

    paper: Paper
    reason: LackReason
    note: Paragraph | None = None


async def sealed_lacks(room: Room, berkas_id: BerkasId, lacks: Iterable[LackIn]) -> tuple[Lack, ...]:
    """As they stand on a fact: the notes under the berkas's key."""
    return tuple(
        [Lack(paper=lack.paper, reason=lack.reason, note=await room.seal_some(berkas_id, lack.note)) for lack in lacks]
    )
