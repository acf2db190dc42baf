"""Is every fact of the domain there, announced or not, said by its desk, and called something?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum

import pytest

from shared.contracts import labels, vocabulary
from shared.contracts.fact import Fact, fact_id
from shared.contracts.names import all_facts, sayable
from shared.contracts.vocabulary import Desk
from tests.support.people import command_id

pytestmark = pytest.mark.spine

TABLE = """
intake
    BerkasReceived A, BerkasSupplemented A, PhotoFetched, PhotoUnreadable, PhotoAttached, PhotosPrinted, PrintSkipped,
    BerkasFoundIncomplete A, BerkasFoundComplete A, LayananChanged A, BerkasWithdrawn A, BerkasLapsed A,
    BerkasReopened A, DuplicateSuspected, DuplicateDismissed, BerkasMerged A, SenderRelationRecorded A,
    MessageReceived, StatusReceived A, ReplyDecided A, ConversationTakenOver, ConversationHandedBack,
    ConversationMuted, PrivacyNoticeGiven, VisitScheduled, VisitStarted, VisitEnded, VisitCancelled
verification
    PaperJudged, BerkasVerified A, BerkasReturned A
entry
    IdentityChecked, SiakEntered A, SiakCancelled A, EntryReturned A, DataCheckAsked, DataConfirmed, DataDisputed,
    DraftPrinted A, SiakDown A, SiakBack A
signing
    DraftValidated A, DraftReturned A, BerkasRejected A, SigningRequested A, SigningRequestWithdrawn,
    SigningDeclined A, SigningStarted, SigningFailed, SigningOutcomeUnknown A, DocumentImported, DocumentSigned A,
    DocumentSuperseded A, DocumentRevoked A, SignerAppointed, SignerUnavailable A, SignerBack A, RejectionDismissed
delivery
    MessageDue, SendingStarted, MessageAccepted, MessageDelivered, MessageRead, MessageFailed, MessageOutcomeUnknown,
    ApplicantInformed A, DocumentSent A, DocumentReceived A, DocumentPrinted A, PrintsIssued, PrintsReturned,
    DocumentHandedOver A, HandoverFailed, OldPaperCollected, ReceiverRecorded, BerkasClosed A, ComplaintReceived A,
    ComplaintAnswered A, SurveyAnswered
oversight
    DeadlineNear A, DeadlineMissed A, RuleChanged, RightsChanged, DutiesCombined, RecordOpened, ExportMade,
    PersonErased
any
    BerkasTaken, BerkasReleased, NoteAdded, RejectionProposed A
"""
"""domain.md, Facts; and the two with which a desk proposes a rejection and the Kasi does not follow."""


def told_by_the_table() -> Mapping[str, tuple[str, bool]]:
    """Each fact's desk, and whether it is announced."""
    told: dict[str, tuple[str, bool]] = {}
    desk = ""
    for line in TABLE.strip().splitlines():
        if not line.startswith(" "):
            desk = line
            continue
        for name, announced in re.findall(r"(\w+)( A)?(?:,|$)", line):
            told[name] = (desk, bool(announced))
    return told


def told_by_the_code() -> Mapping[str, tuple[str, bool]]:
    return {cls.__name__: (cls.DESK or "any", cls.ANNOUNCED) for cls in all_facts().values()}


def test_the_code_and_the_table_tell_the_same_facts() -> None:
    assert told_by_the_code() == told_by_the_table()


def test_a_desk_says_its_own_facts_and_those_of_any_desk() -> None:
    assert sayable(Desk.VERIFICATION) == {
        f"{name}.v1" for name, (desk, _) in told_by_the_table().items() if desk in ("verification", "any")
    }


@pytest.mark.parametrize("cls", all_facts().values(), ids=all_facts())
def test_a_fact_says_who_and_when_is_frozen_and_explains_itself(cls: type[Fact]) -> None:
    assert is_dataclass(cls)
    assert [field.name for field in fields(cls)][:2] == ["by", "occurred_at"]
    assert cls.__dataclass_params__.frozen  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - no stub has it
    assert "__dict__" not in dir(cls)


def test_what_a_command_leaves_has_ids_of_its_own_by_name_and_part() -> None:
    ids = {fact_id(command_id(what), name, part) for what in "ab" for name in ("X.v1", "Y.v1") for part in ("", "p")}
    assert len(ids) == 8
    assert fact_id(command_id("a"), "X.v1", "p") in ids


def test_every_fact_is_called_something_in_a_history() -> None:
    assert set(labels.FACTS) == set(told_by_the_code())


def closed_sets() -> list[type[StrEnum]]:
    return [
        value
        for value in vars(vocabulary).values()
        if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum
    ]


@pytest.mark.parametrize("closed", closed_sets())
def test_no_two_words_of_a_closed_set_are_the_same(closed: type[StrEnum]) -> None:
    assert len(closed.__members__) == len(set(closed.__members__.values()))
