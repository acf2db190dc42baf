"""What does a fact look like on the bus? Subject, headers and payload, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from shared.contracts.fact import Envelope, Fact
from shared.eventlog.port import Stored

MESSAGE_ID = "Nats-Msg-Id"
NAME = "Berkas-Name"


class Message(msgspec.Struct, frozen=True):
    """The payload: JSON of the envelope and, as it rests on the log, the fact."""

    envelope: Envelope
    fact: msgspec.Raw


class Outgoing(NamedTuple):
    """A fact, ready to be published."""

    subject: str
    payload: bytes
    headers: Mapping[str, str]


class NotAMessage(ValueError):  # noqa: N818 - the house's word
    """These bytes are not a fact with its envelope."""


_decoder = msgspec.json.Decoder(Message)


def subject_of(fact: type[Fact]) -> str:
    """Where facts of this class are published: `berkas.<desk>.<Fact>`, the desk open where any desk may say it."""
    return _subject(fact.DESK.value if fact.DESK else "*", fact.NAME)


def subjects_of(facts: Iterable[type[Fact]]) -> list[str]:
    """The subjects of several classes, each once: versions of a fact share theirs."""
    return sorted({subject_of(fact) for fact in facts})


def outgoing(stored: Stored) -> Outgoing:
    """A recorded fact as a message: ids in the headers, never in the subject."""
    envelope = stored.envelope
    return Outgoing(
        subject=_subject(envelope.desk.value, envelope.name),
        payload=msgspec.json.encode(Message(envelope, msgspec.Raw(stored.state))),
        headers={
            MESSAGE_ID: envelope.fact_id,
            NAME: envelope.name,
            "Berkas-Stream": envelope.stream,
            "Berkas-Correlation-Id": envelope.correlation_id,
            "Berkas-Causation-Id": envelope.causation_id,
        },
    )


def incoming(payload: bytes) -> Stored:
    """A message as the log keeps it, the fact not yet decoded.

    Raises:
        NotAMessage: the bytes are something else.
    """
    try:
        message = _decoder.decode(payload)
    except msgspec.DecodeError:
        raise NotAMessage from None
    return Stored(message.envelope, bytes(message.fact))


def _subject(desk: str, name: str) -> str:
    return f"berkas.{desk}.{name.partition('.')[0]}"
