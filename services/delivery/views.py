"""Which applicants must be told something, and which documents must reach somebody?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from shared.contracts.delivery import (
    ApplicantInformed,
    MessageAccepted,
    MessageDelivered,
    MessageDue,
    MessageFailed,
    MessageOutcomeUnknown,
    MessageRead,
    SendingStarted,
)
from shared.contracts.fact import Recorded
from shared.contracts.intake import BerkasReceived
from shared.contracts.rules.journey import Stage
from shared.contracts.rules.lane import Lane, LaneFact, berkas_of, lane_facts, move
from shared.contracts.vocabulary import (
    BerkasId,
    Channel,
    Desk,
    FactId,
    MessageFailure,
    MessageId,
    MessageKind,
    Nomor,
)
from shared.view import Due, Place, View

SEND = "send"
OUTCOME_UNKNOWN = "outcome-unknown"
PATIENCE = timedelta(minutes=5)
"""An attempt to send that has no outcome after this long is unknown."""
TRIES = 5
PAUSE = timedelta(minutes=1)
"""Between two tries after a passing failure; doubled each time."""


def place(lane: Lane) -> Place:
    """In the list while documents are on their way."""
    return Place(
        rank=lane.since,
        queue="to_deliver" if lane.journey.stage is Stage.AT_DELIVERY else None,
        legal_day=lane.legal_day,
        handles=(lane.nomor,),
    )


QUEUE: View[Lane, LaneFact] = View(
    name="berkas", row=Lane, facts=lane_facts(Desk.DELIVERY), key=berkas_of, evolve=move, place=place
)


# ---------------------------------------------------------------- words to the applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One message that has not reached the applicant. `next_at`: when to act on it, by `rule`, because of `cause`."""

    message_id: MessageId
    kind: MessageKind
    since: datetime
    cause: FactId
    next_at: datetime | None
    rule: str = SEND
    attempt: int = 0
    failure: MessageFailure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one applicant has yet to be told. `reachable`: by the channel she wrote from."""

    berkas_id: BerkasId
    nomor: Nomor
    reachable: bool
    since: datetime
    words: Mapping[MessageId, Word] = field(default_factory=dict[MessageId, Word])


TellingFact: TypeAlias = (
    BerkasReceived
    | MessageDue
    | SendingStarted
    | MessageAccepted
    | MessageDelivered
    | MessageRead
    | MessageFailed
    | MessageOutcomeUnknown
    | ApplicantInformed
)


def told(row: Telling | None, recorded: Recorded[TellingFact]) -> Telling | None:
    """A word is added when due, and gone when the applicant knows it."""
    fact = recorded.fact
    if isinstance(fact, BerkasReceived):
        return Telling(
            berkas_id=fact.berkas_id,
            nomor=fact.nomor,
            reachable=fact.channel is Channel.WHATSAPP,
            since=fact.occurred_at,
        )
    if row is None:
        return None
    if isinstance(fact, ApplicantInformed | MessageDelivered | MessageRead):
        left = {known: word for known, word in row.words.items() if known != fact.message_id}
        return replace(row, words=left)
    return replace(row, words={**row.words, fact.message_id: _word(row, fact, recorded.envelope.fact_id)})


def _word(
    row: Telling,
    fact: MessageDue | SendingStarted | MessageAccepted | MessageFailed | MessageOutcomeUnknown,
    cause: FactId,
) -> Word:
    at = fact.occurred_at
    if isinstance(fact, MessageDue):
        next_at = at if row.reachable else None
        return Word(message_id=fact.message_id, kind=fact.kind, since=at, cause=cause, next_at=next_at)
    word = row.words[fact.message_id]
    match fact:
        case SendingStarted():
            return replace(word, attempt=fact.attempt, cause=cause, next_at=at + PATIENCE, rule=OUTCOME_UNKNOWN)
        case MessageAccepted() | MessageOutcomeUnknown():
            return replace(word, cause=cause, next_at=None)
        case MessageFailed():
            again = fact.failure is MessageFailure.TRANSIENT and fact.attempt < TRIES
            next_at = at + PAUSE * 2**fact.attempt if again else None
            return replace(word, cause=cause, next_at=next_at, rule=SEND, failure=fact.failure)


def waiting(row: Telling) -> Place:
    """Whoever no channel reaches is told by an officer."""
    to_tell = any(word.next_at is None and word.rule == SEND for word in row.words.values())
    return Place(
        rank=min((word.since for word in row.words.values()), default=row.since),
        queue="to_tell" if to_tell else None,
        due=_due(row),
        handles=(row.nomor,),
    )


def next_word(row: Telling) -> Word | None:
    """The word to act on first."""
    timed = [(word.next_at, word.message_id) for word in row.words.values() if word.next_at is not None]
    return row.words[min(timed)[1]] if timed else None


def _due(row: Telling) -> Due | None:
    word = next_word(row)
    if word is None or word.next_at is None:
        return None
    return Due(word.next_at, word.rule, word.cause)


TELLING: View[Telling, TellingFact] = View(
    name="telling",
    row=Telling,
    facts=(
        BerkasReceived,
        MessageDue,
        SendingStarted,
        MessageAccepted,
        MessageDelivered,
        MessageRead,
        MessageFailed,
        MessageOutcomeUnknown,
        ApplicantInformed,
    ),
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=told,
    place=waiting,
)
