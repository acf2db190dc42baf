"""Are the data right, by the applicant's own word? Optional, and never a condition: silence goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from services.entry.decisions.commands import (
    AskDataCheck,
    ConfirmData,
    DataCheckCommand,
    DisputeData,
    NoDraft,
    NotAsked,
)
from shared.contracts.entry import DataCheckAsked, DataConfirmed, DataDisputed
from shared.contracts.rules.journey import DocumentProgress
from shared.contracts.vocabulary import BerkasId

DataCheckFact: TypeAlias = DataCheckAsked | DataConfirmed | DataDisputed


def check_data(
    command: DataCheckCommand, berkas_id: BerkasId, document: DocumentProgress, check: DataCheckFact | None
) -> Sequence[DataCheckFact]:
    """What asking or answering leaves; `check`: the last that was said about this document's data."""
    by, now, document_id = command.by, command.now, document.id
    match command, check:
        case AskDataCheck(), _:
            if not document.drafted:
                raise NoDraft(document_id=document_id)
            return [
                DataCheckAsked(
                    berkas_id=berkas_id, document_id=document_id, until=command.until, by=by, occurred_at=now
                )
            ]
        case ((ConfirmData() | DisputeData()), None):
            raise NotAsked(document_id=document_id)
        case ConfirmData(), DataConfirmed():
            return []
        case ConfirmData(), (DataCheckAsked() | DataDisputed()):
            return [DataConfirmed(berkas_id=berkas_id, document_id=document_id, by=by, occurred_at=now)]
        case DisputeData(), (DataCheckAsked() | DataConfirmed() | DataDisputed()):
            return [
                DataDisputed(berkas_id=berkas_id, document_id=document_id, note=command.note, by=by, occurred_at=now)
            ]
