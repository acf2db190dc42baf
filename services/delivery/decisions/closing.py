"""When is a berkas done? With its last document in her hands, or long enough after the last one was sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from services.delivery.decisions.commands import (
    CloseUnconfirmed,
    ComplaintOpen,
    DocumentCommand,
    HandOver,
    NotAllHandedOver,
    NotAllSent,
    RecordReceiver,
)
from services.delivery.decisions.standing import Delivery, OwnFact, evolve
from shared.contracts.delivery import BerkasClosed
from shared.contracts.fact import Fact
from shared.contracts.rules.journey import Stage, not_here
from shared.contracts.vocabulary import CloseReason, Ending


def with_closing(
    command: DocumentCommand | RecordReceiver, state: Delivery, facts: Sequence[OwnFact]
) -> Sequence[Fact]:
    """These facts, and the end of the berkas if with them she has everything."""
    if not facts or not reduce(evolve, facts, state).has_everything:
        return facts
    reason = CloseReason.HANDED_OVER if isinstance(command, HandOver) else CloseReason.RECEIVED
    return [*facts, _closed(command, state, reason)]


def unconfirmed(command: CloseUnconfirmed, state: Delivery) -> BerkasClosed:
    if state.journey.stage is not Stage.AT_DELIVERY:
        raise not_here(state.journey)
    if state.complaints:
        raise ComplaintOpen(complaint_id=min(state.complaints))
    if state.ending is Ending.DIANTAR:
        raise NotAllHandedOver
    if not all(document.sent or document.arrived for document in state.documents.values()):
        raise NotAllSent
    return _closed(command, state, CloseReason.UNCONFIRMED)


def _closed(
    command: DocumentCommand | RecordReceiver | CloseUnconfirmed, state: Delivery, reason: CloseReason
) -> BerkasClosed:
    return BerkasClosed(berkas_id=state.journey.berkas_id, reason=reason, by=command.by, occurred_at=command.now)
