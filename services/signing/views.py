"""What waits for the Kasi, for the signer, or for somebody to find out? And which signatures can be checked?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from shared.contracts.fact import Recorded
from shared.contracts.rules.journey import BEFORE_SIGNED, Journey, Stage
from shared.contracts.rules.lane import Lane, LaneFact, berkas_of, lane_facts, move
from shared.contracts.signing import (
    DocumentRevoked,
    DocumentSigned,
    DocumentSuperseded,
    SigningFailed,
    SigningOutcomeUnknown,
    SigningStarted,
)
from shared.contracts.vocabulary import BerkasId, Desk, DocumentId, Evidence, FactId, OfficerId
from shared.view import Due, Place, View

OUTCOME_UNKNOWN = "outcome-unknown"
PATIENCE = timedelta(minutes=10)
"""An attempt to sign that has no outcome after this long is unknown: whoever tried it is gone (rule 6)."""


def queue_of(journey: Journey) -> str | None:
    """The list that shows it: what nobody can resolve but a person comes first."""
    if any(document.unknown for document in journey.documents):
        return "unknown"
    if journey.proposal is not None and journey.stage in BEFORE_SIGNED:
        return "proposals"
    if journey.stage is Stage.AT_KASI:
        return "kasi"
    if journey.stage is Stage.AT_SIGNER:
        return "signer"
    return None


def place(lane: Lane) -> Place:
    """A legal day first, then whoever waits longest."""
    return Place(rank=lane.since, queue=queue_of(lane.journey), legal_day=lane.legal_day, handles=(lane.nomor,))


QUEUE: View[Lane, LaneFact] = View(
    name="berkas", row=Lane, facts=lane_facts(Desk.SIGNING), key=berkas_of, evolve=move, place=place
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An attempt to sign that has no outcome yet."""

    berkas_id: BerkasId
    document_id: DocumentId
    attempt: int
    started_at: datetime
    started: FactId


AttemptFact: TypeAlias = SigningStarted | SigningFailed | SigningOutcomeUnknown | DocumentSigned


def attempted(_: Attempt | None, recorded: Recorded[AttemptFact]) -> Attempt | None:
    """Begun by SigningStarted, ended by any outcome."""
    fact = recorded.fact
    if not isinstance(fact, SigningStarted):
        return None
    return Attempt(
        berkas_id=fact.berkas_id,
        document_id=fact.document_id,
        attempt=fact.attempt,
        started_at=fact.occurred_at,
        started=recorded.envelope.fact_id,
    )


def awaiting(row: Attempt) -> Place:
    """Given up when the patience is over."""
    return Place(rank=row.started_at, due=Due(row.started_at + PATIENCE, OUTCOME_UNKNOWN, row.started))


ATTEMPTS: View[Attempt, AttemptFact] = View(
    name="attempts",
    row=Attempt,
    facts=(SigningStarted, SigningFailed, SigningOutcomeUnknown, DocumentSigned),
    key=lambda recorded: recorded.fact.document_id,
    evolve=attempted,
    place=awaiting,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What anyone may learn of a signed document by its code: nothing about people but who signed."""

    berkas_id: BerkasId
    document_id: DocumentId
    code: str
    signer: OfficerId
    signed_at: datetime
    sha256: str
    evidence: Evidence
    superseded: bool = False
    revoked: bool = False


SignatureFact: TypeAlias = DocumentSigned | DocumentSuperseded | DocumentRevoked


def checked(row: Signature | None, recorded: Recorded[SignatureFact]) -> Signature | None:
    """As signed; what comes later never takes the signature away, only its standing."""
    fact = recorded.fact
    match fact, row:
        case DocumentSigned(), _:
            return Signature(
                berkas_id=fact.berkas_id,
                document_id=fact.document_id,
                code=fact.code,
                signer=fact.signer,
                signed_at=fact.signed_at,
                sha256=fact.pdf.sha256,
                evidence=fact.evidence,
            )
        case DocumentSuperseded(), Signature():
            return replace(row, superseded=True)
        case DocumentRevoked(), Signature():
            return replace(row, revoked=True)
        case ((DocumentSuperseded() | DocumentRevoked()), None):
            return None


def by_code(row: Signature) -> Place:
    """Found by its code alone."""
    return Place(rank=row.signed_at, handles=(row.code,))


SIGNATURES: View[Signature, SignatureFact] = View(
    name="signatures",
    row=Signature,
    facts=(DocumentSigned, DocumentSuperseded, DocumentRevoked),
    key=lambda recorded: recorded.fact.document_id,
    evolve=checked,
    place=by_code,
)
