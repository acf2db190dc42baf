"""Which facts does the entry desk say? (SOP step 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.contracts.fact import BerkasFact, BlobRef, Fact, fact
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Lack, PlannedDocument, Text
from shared.contracts.vocabulary import Desk, DocumentId, EntryReturnReason, IdentityVerdict, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityFinding:
    """What the check said about one element (NIK, name, …): a verdict, never the disclosed record."""

    element: str
    verdict: IdentityVerdict
    score: int | None = None


@fact(Desk.ENTRY)
class IdentityChecked(BerkasFact):
    """Whether the subjek's data match the national register (Permendagri 102/2019: match, not disclosure)."""

    verdict: IdentityVerdict
    findings: tuple[IdentityFinding, ...] = ()


@fact(Desk.ENTRY, announced=True)
class SiakEntered(BerkasFact):
    """An officer typed the application into SIAK: evidence of a human hand-off.

    `warnings` are findings made when the command was (a NIK that disagrees with the birth date …, rule 10).
    """

    siak_number: Sealed[str]
    documents: tuple[PlannedDocument, ...]
    from_papers: tuple[Paper, ...]
    warnings: tuple[str, ...] = ()


@fact(Desk.ENTRY, announced=True)
class SiakCancelled(BerkasFact):
    """The entry in SIAK was undone; a withdrawal after SiakEntered ends here."""

    note: Text


@fact(Desk.ENTRY, announced=True)
class EntryReturned(BerkasFact):
    """SIAK showed something: back to `to` (intake: the applicant is told the lacks; verification: judge again)."""

    to: Desk
    reason: EntryReturnReason
    lacks: tuple[Lack, ...]
    note: Text | None = None
    deadline: date | None = None


@fact(Desk.ENTRY)
class DataCheckAsked(BerkasFact):
    """The applicant is asked whether the data (never the draft) are right; silence until `until` goes on."""

    document_id: DocumentId
    until: date

    @property
    def part(self) -> str:
        return self.document_id


@fact(Desk.ENTRY)
class DataConfirmed(BerkasFact):
    document_id: DocumentId

    @property
    def part(self) -> str:
        return self.document_id


@fact(Desk.ENTRY)
class DataDisputed(BerkasFact):
    document_id: DocumentId
    note: Text

    @property
    def part(self) -> str:
        return self.document_id


@fact(Desk.ENTRY, announced=True)
class DraftPrinted(BerkasFact):
    """The draft of one document was made and printed; counted from 1. The first round's last stops the SOP clock.

    `data` is what it shows, as the form's fields; `changed` names those that differ from the revision before.
    `content`: the same document without the draft's marks, which is what is validated and signed (origin OFFICE).
    """

    document_id: DocumentId
    revision: int
    draft: BlobRef
    data: Sealed[dict[str, object]]
    changed: tuple[str, ...] = ()
    content: BlobRef | None = None

    @property
    def part(self) -> str:
        return self.document_id


@fact(Desk.ENTRY, announced=True)
class SiakDown(Fact):
    """SIAK does not work: on the office's stream; pauses the clocks of all."""


@fact(Desk.ENTRY, announced=True)
class SiakBack(Fact):
    """SIAK works again."""
