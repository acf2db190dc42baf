"""Has anybody touched what stands on the log? Every fact carries the hash of the one before it in its stream.

The hash of a fact is SHA-256 over three things, so that it can be checked with a dozen lines in any language:

    the hash before it in the stream, 32 bytes (GENESIS for the stream's first fact)
    ‖ its envelope, each field a netstring, in this order: stream, version, position, name, desk, fact_id,
      recorded_at (microseconds since 1970-01-01 UTC), correlation_id, causation_id
    ‖ SHA-256 of its stored bytes, 32 bytes

A netstring is the field's length in bytes as a decimal number, a colon, the field in UTF-8, and a comma: `5:entry,`.
`log.link` in schema.sql computes the same inside PostgreSQL, the moment a fact is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from shared.contracts.fact import Envelope
from shared.contracts.vocabulary import StreamId
from shared.eventlog.port import Stored

GENESIS = "0" * 64
"""What stands before a stream's first fact (hex)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def link(previous: str, envelope: Envelope, state: bytes) -> str:
    """The hash (hex) of a fact that follows `previous` (hex); what `envelope.hash` says is not looked at."""
    return sha256(bytes.fromhex(previous) + _envelope(envelope) + sha256(state).digest()).hexdigest()


def linked(previous: str, envelope: Envelope, state: bytes) -> Envelope:
    """The envelope with its hash in place."""
    return replace(envelope, hash=link(previous, envelope, state))


def verify(facts: Iterable[Stored]) -> Envelope | None:
    """The first fact whose hash or version does not follow from those before it; None if all do.

    `facts` are whole streams from version 1, each in order, one after another or mixed as in the log's global order.
    A fact altered, removed, inserted or moved shows; the removal of a stream's last facts does not: that takes a
    checkpoint kept elsewhere.
    """
    heads: dict[StreamId, tuple[int, str]] = {}
    for fact in facts:
        envelope = fact.envelope
        version, previous = heads.get(envelope.stream, (0, GENESIS))
        if envelope.version != version + 1 or envelope.hash != link(previous, envelope, fact.state):
            return envelope
        heads[envelope.stream] = (envelope.version, envelope.hash)
    return None


def _envelope(envelope: Envelope) -> bytes:
    fields = (
        envelope.stream,
        str(envelope.version),
        str(envelope.position),
        envelope.name,
        envelope.desk,
        envelope.fact_id,
        str((envelope.recorded_at - _EPOCH) // _MICROSECOND),
        envelope.correlation_id,
        envelope.causation_id,
    )
    return b"".join(map(_netstring, fields))


def _netstring(field: str) -> bytes:
    data = field.encode()
    return b"%d:%b," % (len(data), data)
