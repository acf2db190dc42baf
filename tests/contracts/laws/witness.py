"""Was every rule kept? Told from the bare list of facts, by nothing that the deciders use: so that it can disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from shared.contracts import any_desk, delivery, entry, intake, oversight, signing, verification
from shared.contracts.fact import Fact
from shared.contracts.oversight import DutiesCombined
from shared.contracts.vocabulary import Desk, DocumentId, MessageKind, OfficerId
from tests.contracts.laws.witness_of_the_chain import END, unchained

AFTER_ANY_END = (
    intake.PhotoFetched,
    intake.PhotoUnreadable,
    intake.SenderRelationRecorded,
    delivery.MessageDue,
    delivery.SendingStarted,
    delivery.MessageAccepted,
    delivery.MessageDelivered,
    delivery.MessageRead,
    delivery.MessageFailed,
    delivery.MessageOutcomeUnknown,
    delivery.ApplicantInformed,
    delivery.ReceiverRecorded,
    delivery.OldPaperCollected,
    delivery.ComplaintReceived,
    delivery.ComplaintAnswered,
    delivery.SurveyAnswered,
)
"""What may still be learnt of a berkas that has ended."""
AFTER_CLOSING = (
    delivery.DocumentSent,
    delivery.DocumentReceived,
    delivery.DocumentPrinted,
    delivery.PrintsIssued,
    delivery.PrintsReturned,
    delivery.DocumentHandedOver,
    delivery.HandoverFailed,
    signing.DocumentSuperseded,
    signing.DocumentRevoked,
)
KASI = (
    signing.DraftValidated,
    signing.DraftReturned,
    signing.SigningRequested,
    signing.SigningRequestWithdrawn,
    signing.BerkasRejected,
    signing.RejectionDismissed,
)
VERIFYING = (verification.PaperJudged, verification.BerkasVerified, verification.BerkasReturned)
ENTERING = (entry.SiakEntered, entry.DraftPrinted, entry.EntryReturned)
TELLS_LACKS = (MessageKind.BERKAS_BELUM_LENGKAP, MessageKind.BERKAS_PERLU_DIPERBAIKI)


def broken(facts: Sequence[Fact], *, levels: int = 1, letters: Sequence[DutiesCombined] = ()) -> Sequence[str]:
    """Every rule that this history breaks, and where."""
    return [
        *_first_comes_the_receipt(facts),
        *unchained(facts, levels),
        *_separate_hands(facts, letters),
        *_ends(facts),
        *_signatures(facts),
        *_endings_wait_for_signatures(facts),
        *_lapses(facts),
        *_numbers(facts),
        *_said_once(facts),
    ]


def _first_comes_the_receipt(facts: Sequence[Fact]) -> Iterator[str]:
    receipts = [number for number, fact in enumerate(facts) if isinstance(fact, intake.BerkasReceived)]
    if facts and receipts != [0]:
        yield f"received at {receipts}"


# ---------------------------------------------------------------- rule 2


def _separate_hands(facts: Sequence[Fact], letters: Sequence[DutiesCombined]) -> Iterator[str]:
    kasi = {fact.by.id for fact in facts if isinstance(fact, KASI)}
    declined = {fact.by.id for fact in facts if isinstance(fact, signing.SigningDeclined)}
    signers = {fact.signer for fact in facts if isinstance(fact, signing.SigningStarted | signing.DocumentSigned)}
    if both := kasi & (declined | signers):
        yield f"Kasi and signer: {sorted(both)}"
    verified: set[OfficerId] = set()
    entered: set[OfficerId] = set()
    for number, fact in enumerate(facts):
        if isinstance(fact, VERIFYING):
            verified.add(fact.by.id)
        elif isinstance(fact, ENTERING):
            entered.add(fact.by.id)
        else:
            continue
        if fact.by.id in verified & entered and not _covered(fact, letters):
            yield f"{number} {fact.NAME}: {fact.by.id} verified and entered without a surat tugas"


def _covered(fact: Fact, letters: Sequence[DutiesCombined]) -> bool:
    day = date.fromordinal((fact.occurred_at + timedelta(hours=7)).toordinal())
    return any(letter.officer == fact.by.id and letter.since <= day <= letter.until for letter in letters)


# ---------------------------------------------------------------- what has ended, what is signed


def _ends(facts: Sequence[Fact]) -> Iterator[str]:
    ended: Fact | None = None
    for number, fact in enumerate(facts):
        if ended and not _may_follow(ended, fact):
            yield f"{number} {fact.NAME} after {ended.NAME}"
        if isinstance(fact, END):
            ended = fact
        if isinstance(fact, intake.BerkasReopened):
            ended = None


def _may_follow(ended: Fact, fact: Fact) -> bool:
    match ended:
        case delivery.BerkasClosed():
            return isinstance(fact, (*AFTER_ANY_END, *AFTER_CLOSING))
        case intake.BerkasWithdrawn() | intake.BerkasLapsed():
            return isinstance(fact, (*AFTER_ANY_END, entry.SiakCancelled, intake.BerkasReopened))
        case _:
            return isinstance(fact, (*AFTER_ANY_END, entry.SiakCancelled))


def _signatures(facts: Sequence[Fact]) -> Iterator[str]:
    """Once per document, and never two attempts at once: what may have signed waits until somebody knows."""
    signed: set[DocumentId] = set()
    tried: set[DocumentId] = set()
    unknown: set[DocumentId] = set()
    for number, fact in enumerate(facts):
        match fact:
            case signing.SigningStarted(document_id=one):
                if one in tried | unknown | signed:
                    yield f"{number}: another attempt"
                tried.add(one)
            case signing.SigningOutcomeUnknown(document_id=one):
                tried.discard(one)
                unknown.add(one)
            case signing.SigningFailed(document_id=one):
                tried.discard(one)
                unknown.discard(one)
            case signing.DocumentSigned(document_id=one):
                if one in signed:
                    yield f"{number}: signed twice"
                if fact.attempt is None and one in tried:
                    yield f"{number}: imported while being signed"
                signed.add(one)
                tried.discard(one)
                unknown.discard(one)
            case delivery.DocumentSent(document_id=one) if one not in signed:
                yield f"{number}: sent unsigned"
            case _:
                pass


def _endings_wait_for_signatures(facts: Sequence[Fact]) -> Iterator[str]:
    under_way: set[DocumentId] = set()
    for number, fact in enumerate(facts):
        if isinstance(fact, signing.SigningStarted | signing.DocumentSigned):
            under_way.add(fact.document_id)
        if isinstance(fact, signing.SigningFailed):
            under_way.discard(fact.document_id)
        if under_way and isinstance(fact, END) and not isinstance(fact, delivery.BerkasClosed):
            yield f"{number} {fact.NAME} from SigningStarted on"


def _lapses(facts: Sequence[Fact]) -> Iterator[str]:
    """Only who was told, since it was last her turn, and has not answered."""
    told: Fact | None = None
    for number, fact in enumerate(facts):
        if isinstance(fact, intake.BerkasLapsed) and (told is None or fact.told_at != told.occurred_at):
            yield f"{number}: lapsed untold"
        if isinstance(fact, intake.BerkasFoundIncomplete | verification.BerkasReturned | entry.EntryReturned):
            told = None
        if isinstance(fact, intake.BerkasSupplemented | intake.LayananChanged | intake.BerkasReopened):
            told = None
        if isinstance(fact, delivery.ApplicantInformed) and fact.kind in TELLS_LACKS and told is None:
            told = fact


def _numbers(facts: Sequence[Fact]) -> Iterator[str]:
    """Revisions and attempts of a document count up by one, in whatever round."""
    revisions: dict[DocumentId, list[int]] = {}
    attempts: dict[DocumentId, list[int]] = {}
    for fact in facts:
        if isinstance(fact, entry.DraftPrinted):
            revisions.setdefault(fact.document_id, [0]).append(fact.revision)
        if isinstance(fact, signing.SigningStarted):
            attempts.setdefault(fact.document_id, [0]).append(fact.attempt)
    for what, counted in (("revisions", revisions), ("attempts", attempts)):
        for numbers in counted.values():
            if any(after != before + 1 for before, after in pairwise(numbers)):
                yield f"{what} {numbers}"


def _said_once(facts: Sequence[Fact]) -> Iterator[str]:
    """A deadline of one clock, and the end of a holding that began."""
    for said in (oversight.DeadlineNear, oversight.DeadlineMissed):
        clocks = [fact.clock for fact in facts if isinstance(fact, said)]
        if len(clocks) > len({*clocks}):
            yield f"{said.NAME} twice"
    held: dict[Desk, OfficerId] = {}
    for number, fact in enumerate(facts):
        if isinstance(fact, any_desk.BerkasTaken):
            held[fact.desk] = fact.by.id
        if isinstance(fact, any_desk.BerkasReleased) and held.pop(fact.desk, None) != fact.by.id:
            yield f"{number}: released by who did not hold it"
