"""Has every fact its links behind it, in the same round (rule 1)? Told from the bare list, by nothing of the rules'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from shared.contracts import delivery, entry, intake, signing, verification
from shared.contracts.fact import Fact
from shared.contracts.vocabulary import Desk, DocumentId, OfficerId

END = (
    delivery.BerkasClosed,
    intake.BerkasWithdrawn,
    intake.BerkasLapsed,
    intake.BerkasMerged,
    signing.BerkasRejected,
)


@dataclass(slots=True)
class _Round:
    """How far the work has come since it was last sent back. `validators`: of the draft that stands, by document."""

    complete: bool = False
    verified: bool = False
    planned: set[DocumentId] = field(default_factory=set[DocumentId])
    drafts: dict[DocumentId, int] = field(default_factory=dict[DocumentId, int])
    validators: dict[DocumentId, list[OfficerId]] = field(default_factory=dict[DocumentId, list[OfficerId]])
    requested: dict[DocumentId, int] = field(default_factory=dict[DocumentId, int])

    def take_back(self, document: DocumentId | None, *, draft: bool) -> None:
        for one in [document] if document else list(self.planned):
            self.validators.pop(one, None)
            self.requested.pop(one, None)
            if draft:
                self.drafts.pop(one, None)


def unchained(facts: Sequence[Fact], levels: int) -> Iterator[str]:
    """Every fact that has not its links behind it, in this round."""
    now = _Round()
    for number, fact in enumerate(facts):
        if lack := _link(now, fact, levels):
            yield f"{number} {fact.NAME}: {lack}"
        now = _round(now, fact)


def _link(now: _Round, fact: Fact, levels: int) -> str | None:
    """What this fact should have had behind it."""
    match fact:
        case verification.BerkasVerified() if not now.complete:
            return "not found complete"
        case entry.SiakEntered() if not now.verified:
            return "not verified"
        case entry.DraftPrinted() if fact.document_id not in now.planned:
            return "not entered"
        case signing.DraftValidated() if now.drafts.get(fact.document_id) != fact.revision:
            return "no such draft"
        case signing.SigningRequested() if now.drafts.get(fact.document_id) != fact.revision:
            return "no such draft"
        case signing.SigningRequested() if len({*now.validators.get(fact.document_id, [])}) < levels:
            return "not validated at every level by another person"
        case signing.SigningStarted() if now.requested.get(fact.document_id) != fact.revision:
            return "not requested"
        case signing.DocumentSigned() if not _whole(now, fact, levels):
            return "the chain is broken"
        case _:
            return None


def _whole(now: _Round, signed: signing.DocumentSigned, levels: int) -> bool:
    one = signed.document_id
    links = (now.complete, now.verified, one in now.planned, len({*now.validators.get(one, [])}) >= levels)
    return all(links) and one in now.drafts and now.requested.get(one) == now.drafts[one]


def _round(now: _Round, fact: Fact) -> _Round:  # noqa: C901, PLR0912 - each fact that moves the work
    match fact:
        case intake.BerkasFoundComplete():
            return _Round(complete=True)
        case verification.BerkasVerified():
            now.verified = True
        case entry.SiakEntered():
            now.take_back(None, draft=True)
            now.planned = {plan.document_id for plan in fact.documents}
        case entry.DraftPrinted():
            now.take_back(fact.document_id, draft=True)
            now.drafts[fact.document_id] = fact.revision
        case signing.DraftValidated():
            now.validators.setdefault(fact.document_id, []).append(fact.by.id)
        case signing.SigningRequested():
            now.requested[fact.document_id] = fact.revision
        case signing.SigningRequestWithdrawn():
            now.requested.pop(fact.document_id, None)
        case signing.SigningDeclined():
            now.take_back(fact.document_id, draft=False)
        case signing.DraftReturned(to=Desk.ENTRY):
            now.take_back(fact.document_id, draft=True)
        case signing.DraftReturned(to=Desk.VERIFICATION) | entry.EntryReturned(to=Desk.VERIFICATION):
            return _Round(complete=True)
        case (
            intake.BerkasFoundIncomplete()
            | intake.LayananChanged()
            | intake.BerkasReopened()
            | verification.BerkasReturned()
            | entry.EntryReturned()
            | signing.DraftReturned()
        ):
            return _Round()
        case _ if isinstance(fact, END):
            return _Round()
        case _:
            pass
    return now
