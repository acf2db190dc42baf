"""What has a berkas behind it when it reaches a desk, and how does the log give it back?"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TypeVar

from shared.contracts.fact import OFFICE, BerkasFact, Envelope, Fact, Recorded, berkas_stream, fact_id
from shared.contracts.shapes import PlannedDocument
from shared.contracts.vocabulary import CommandId, Desk, StreamId
from tests.support.builders import (
    document_signed,
    draft_printed,
    draft_validated,
    found_complete,
    printed,
    received,
    siak_entered,
    signing_requested,
    verified,
)
from tests.support.people import KUTIPAN, command_id

F = TypeVar("F", bound=Fact)


# ---------------------------------------------------------------- the straight way up to a desk


def up_to_verification() -> tuple[Fact, ...]:
    return (received(), printed(), found_complete())


def up_to_entry() -> tuple[Fact, ...]:
    return (*up_to_verification(), verified())


def up_to_kasi(*documents: PlannedDocument) -> tuple[Fact, ...]:
    """Entered, and every draft printed; the Kutipan alone unless told otherwise. Likewise below."""
    documents = documents or (KUTIPAN,)
    return (*up_to_entry(), siak_entered(*documents), *map(draft_printed, documents))


def up_to_signer(*documents: PlannedDocument) -> tuple[Fact, ...]:
    documents = documents or (KUTIPAN,)
    return (*up_to_kasi(*documents), *map(draft_validated, documents), *map(signing_requested, documents))


def up_to_delivery(*documents: PlannedDocument) -> tuple[Fact, ...]:
    documents = documents or (KUTIPAN,)
    return (*up_to_signer(*documents), *map(document_signed, documents))


# ---------------------------------------------------------------- as read from the log


def recorded(
    fact: F,
    version: int = 1,
    *,
    stream: StreamId | None = None,
    position: int | None = None,
    command: CommandId | None = None,
    recorded_at: datetime | None = None,
) -> Recorded[F]:
    """The fact in its envelope.

    `command` is whose outcome it is, for the fact id; by default a command of its own that no test asks.
    """
    cause = command or command_id(f"history {version}")
    envelope = Envelope(
        fact_id=fact_id(cause, fact.NAME, fact.part),
        stream=stream or _stream_of(fact),
        version=version,
        position=position or version,
        name=fact.NAME,
        desk=fact.DESK or Desk.INTAKE,
        recorded_at=recorded_at or fact.occurred_at,
        correlation_id=command_id("history 1"),
        causation_id=cause,
        hash=sha256(f"{version} {fact.NAME}".encode()).hexdigest(),
    )
    return Recorded(fact, envelope)


def history(*facts: F, stream: StreamId | None = None) -> tuple[Recorded[F], ...]:
    """Facts of one stream, versions counted from 1."""
    return tuple(recorded(fact, version, stream=stream) for version, fact in enumerate(facts, start=1))


def _stream_of(fact: Fact) -> StreamId:
    return berkas_stream(fact.berkas_id) if isinstance(fact, BerkasFact) else OFFICE
