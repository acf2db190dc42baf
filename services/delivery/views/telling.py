"""What has each applicant yet to be told, by the channel she wrote from, or by an officer?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from shared.contracts.delivery import (
    ApplicantInformed,
    BerkasClosed,
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
from shared.contracts.vocabulary import BerkasId, Channel, FactId, MessageFailure, MessageId, MessageKind, Nomor
from shared.view import Due, Place, View

SEND = "send"
OUTCOME_UNKNOWN = "outcome-unknown"
PATIENCE = timedelta(minutes=5)
"""An attempt to send that has no outcome after this long is unknown."""
TRIES = 5
PAUSE = timedelta(minutes=1)
"""Between two tries after a passing failure; doubled each time."""
PASSING = frozenset({MessageFailure.TRANSIENT, MessageFailure.RATE})


class Standing(StrEnum):
    """What a word waits for."""

    TO_SEND = "to_send"
    BEING_SENT = "being_sent"
    ACCEPTED = "accepted"  # by the channel; it has not reached her device
    UNKNOWN = "unknown"
    TO_TELL = "to_tell"  # by an officer: no channel will


_BY_ITSELF = {Standing.TO_SEND: SEND, Standing.BEING_SENT: OUTCOME_UNKNOWN}
"""What the desk does by itself about a word, by rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One message that has not reached the applicant. `next_at`: when to act on it; `cause`: what left it so."""

    message_id: MessageId
    kind: MessageKind
    since: datetime
    standing: Standing
    next_at: datetime
    cause: FactId
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


Attempted: TypeAlias = SendingStarted | MessageAccepted | MessageFailed | MessageOutcomeUnknown
TellingFact: TypeAlias = (
    BerkasReceived | MessageDue | Attempted | MessageDelivered | MessageRead | ApplicantInformed | BerkasClosed
)


def told(row: Telling | None, recorded: Recorded[TellingFact]) -> Telling | None:
    """A word is added when due, and gone when the applicant knows it, or has everything."""
    fact, cause = recorded.fact, recorded.envelope.fact_id
    match fact, row:
        case BerkasReceived(), _:
            return Telling(
                berkas_id=fact.berkas_id,
                nomor=fact.nomor,
                reachable=fact.channel is Channel.WHATSAPP,
                since=fact.occurred_at,
            )
        case _, None:
            return None
        case MessageDue(), Telling():
            return _with(row, _due_word(row, fact, cause))
        case ((SendingStarted() | MessageAccepted() | MessageFailed() | MessageOutcomeUnknown()), Telling()):
            word = row.words.get(fact.message_id)
            return row if word is None else _with(row, _attempted(word, fact, cause))
        case ((MessageDelivered() | MessageRead() | ApplicantInformed()), Telling()):
            return replace(row, words={known: word for known, word in row.words.items() if known != fact.message_id})
        case BerkasClosed(), Telling():
            return replace(row, words={known: word for known, word in row.words.items() if word.standing in _BY_ITSELF})


def _with(row: Telling, word: Word) -> Telling:
    return replace(row, words={**row.words, word.message_id: word})


def _due_word(row: Telling, fact: MessageDue, cause: FactId) -> Word:
    return Word(
        message_id=fact.message_id,
        kind=fact.kind,
        since=fact.occurred_at,
        standing=Standing.TO_SEND if row.reachable else Standing.TO_TELL,
        next_at=fact.occurred_at,
        cause=cause,
    )


def _attempted(word: Word, fact: Attempted, cause: FactId) -> Word:
    after = replace(word, cause=cause, attempt=fact.attempt)
    match fact:
        case SendingStarted():
            return replace(after, standing=Standing.BEING_SENT, next_at=fact.occurred_at + PATIENCE)
        case MessageAccepted():
            return replace(after, standing=Standing.ACCEPTED)
        case MessageOutcomeUnknown():
            return replace(after, standing=Standing.UNKNOWN)
        case MessageFailed():
            again = fact.failure in PASSING and fact.attempt < TRIES
            return replace(
                after,
                standing=Standing.TO_SEND if again else Standing.TO_TELL,
                next_at=fact.occurred_at + PAUSE * 2**fact.attempt,
                failure=fact.failure,
            )


# ---------------------------------------------------------------- where it stands


def waiting(row: Telling) -> Place:
    """Whom no channel reaches an officer tells; what no receipt came for is watched, oldest first."""
    return Place(
        rank=min((word.since for word in row.words.values()), default=row.since),
        queue=_queue({word.standing for word in row.words.values()}),
        due=_due(next_word(row)),
        handles=(row.nomor,),
    )


def next_word(row: Telling) -> Word | None:
    """The word that the desk acts on first by itself."""
    ours = [word for word in row.words.values() if word.standing in _BY_ITSELF]
    return min(ours, key=lambda word: (word.next_at, word.message_id), default=None)


def _queue(standings: set[Standing]) -> str | None:
    if standings & {Standing.TO_TELL, Standing.UNKNOWN}:
        return "to_tell"
    return "accepted" if Standing.ACCEPTED in standings else None


def _due(word: Word | None) -> Due | None:
    return Due(word.next_at, _BY_ITSELF[word.standing], word.cause) if word else None


TELLING: View[Telling, TellingFact] = View(
    name="telling",
    row=Telling,
    facts=(
        BerkasReceived,
        MessageDue,
        SendingStarted,
        MessageAccepted,
        MessageFailed,
        MessageOutcomeUnknown,
        MessageDelivered,
        MessageRead,
        ApplicantInformed,
        BerkasClosed,
    ),
    key=lambda recorded: recorded.fact.berkas_id,
    evolve=told,
    place=waiting,
)
