"""Does a signed document still count? Superseded by a newer one, or revoked; the signature itself stays on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from services.signing.decisions.commands import AfterwardsCommand, NotSigned, Revoke, Supersede
from services.signing.decisions.documents import document_of
from shared.contracts.rules.journey import Journey
from shared.contracts.signing import DocumentRevoked, DocumentSuperseded
from shared.contracts.vocabulary import DocumentId

StandingFact: TypeAlias = DocumentSuperseded | DocumentRevoked


def decide_standing(
    command: AfterwardsCommand, journey: Journey, ended: frozenset[DocumentId]
) -> Sequence[StandingFact]:
    """Said once; `ended`: the documents of which it was said."""
    document = document_of(journey, command.document_id)
    if not document.signed:
        raise NotSigned(document_id=document.id)
    if document.id in ended:
        return []
    berkas_id, by, now = journey.berkas_id, command.by, command.now
    match command:
        case Supersede():
            return [
                DocumentSuperseded(
                    berkas_id=berkas_id,
                    document_id=document.id,
                    replaced_by=command.replaced_by,
                    note=command.note,
                    by=by,
                    occurred_at=now,
                )
            ]
        case Revoke():
            return [
                DocumentRevoked(berkas_id=berkas_id, document_id=document.id, note=command.note, by=by, occurred_at=now)
            ]
