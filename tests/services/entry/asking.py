"""What is asked of the entry desk in tests? Its commands, with whatever a test does not care about filled in."""

from __future__ import annotations

from datetime import date

from services.entry.decisions.commands import (
    AskDataCheck,
    CancelSiak,
    ConfirmData,
    DisputeData,
    EnterIntoSiak,
    PrintDraft,
    ReturnedTo,
    ReturnEntry,
)
from shared.contracts.fact import By
from shared.contracts.shapes import Lack, PlannedDocument
from shared.contracts.vocabulary import Desk, EntryReturnReason
from tests.support.people import BIRTH_PAPERS, BUDI, KUTIPAN, asked, blob, sealed

FRESH = 99
"""A screen drawn just now, whatever has happened."""


def enter(
    *documents: PlannedDocument, by: By = BUDI, seen: int = FRESH, combined: bool = False, once: str = "enter"
) -> EnterIntoSiak:
    return EnterIntoSiak(
        **asked(by, once=once),
        seen=seen,
        siak_number=sealed("1308-0001"),
        documents=documents or (KUTIPAN,),
        from_papers=BIRTH_PAPERS,
        combined=combined,
    )


def print_draft(
    document: PlannedDocument = KUTIPAN,
    *,
    revision: int = 1,
    by: By = BUDI,
    seen: int = FRESH,
    combined: bool = False,
    once: str = "",
) -> PrintDraft:
    return PrintDraft(
        **asked(by, once=f"draft {document.kind} {revision} {once}"),
        seen=seen,
        document_id=document.document_id,
        revision=revision,
        draft=blob(f"draft {document.kind} {revision}"),
        data=sealed({"nama": "Upik Contoh"}),
        combined=combined,
    )


def give_back(
    *lacks: Lack,
    to: ReturnedTo = Desk.INTAKE,
    by: By = BUDI,
    seen: int = FRESH,
    combined: bool = False,
) -> ReturnEntry:
    return ReturnEntry(
        **asked(by), seen=seen, to=to, reason=EntryReturnReason.PAPER_MISSING, lacks=lacks, combined=combined
    )


def cancel(by: By = BUDI) -> CancelSiak:
    return CancelSiak(**asked(by), note=sealed("dibatalkan di SIAK"))


def ask_data(document: PlannedDocument = KUTIPAN, until: date = date(2026, 3, 4)) -> AskDataCheck:
    return AskDataCheck(**asked(BUDI), document_id=document.document_id, until=until)


def confirm_data(document: PlannedDocument = KUTIPAN) -> ConfirmData:
    return ConfirmData(**asked(BUDI), document_id=document.document_id)


def dispute_data(document: PlannedDocument = KUTIPAN) -> DisputeData:
    return DisputeData(**asked(BUDI), document_id=document.document_id, note=sealed("nama ibu salah"))
