"""Is the application rejected? Proposed by a desk, confirmed or dismissed by a Kasi who did not propose it."""

from __future__ import annotations

from services.signing.decisions.commands import DismissRejection, NotProposed, ProposalCommand, Reject
from shared.contracts.fact import Fact
from shared.contracts.rules.hands import SameHands, check_kasi
from shared.contracts.rules.journey import BEFORE_SIGNED, Journey, not_here, refuse_from_signing_on
from shared.contracts.signing import BerkasRejected, RejectionDismissed


def decide_proposal(command: ProposalCommand, journey: Journey) -> Fact:
    """Wherever the berkas lies before it is signed: a proposal may come from any desk."""
    if journey.stage not in BEFORE_SIGNED:
        raise not_here(journey)
    check_kasi(journey.hands, command.by.id)
    proposal = journey.proposal
    if proposal is None:
        raise NotProposed
    if proposal.by.id == command.by.id:
        raise SameHands(officer=command.by.id, did="proposal")
    match command:
        case Reject():
            refuse_from_signing_on(journey)
            return BerkasRejected(
                berkas_id=journey.berkas_id,
                reason=command.reason,
                proposed_by=proposal.by,
                note=command.note,
                by=command.by,
                occurred_at=command.now,
            )
        case DismissRejection():
            return RejectionDismissed(
                berkas_id=journey.berkas_id, note=command.note, by=command.by, occurred_at=command.now
            )
