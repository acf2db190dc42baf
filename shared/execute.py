"""How does a command become facts? Read, fold, judge, append; on a conflict once more from the start."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, cast
from uuid import UUID

from shared.contracts.fact import Fact, Recorded, caused, fact_id
from shared.contracts.names import decode
from shared.contracts.vocabulary import CommandId, FactId, StreamId
from shared.decider import Command, Decider, Folded
from shared.eventlog.port import Append, EventLog, NewFact, Stored, VersionConflict

C = TypeVar("C", bound=Command)
S = TypeVar("S")
F = TypeVar("F", bound=Fact)

TRIES = 8
PAUSE = 0.002
"""Seconds; doubled at each further conflict, and spread by the command's own id so that rivals do not meet again."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a desk acts by itself: the fact, and the reaction or timer it acts by.

    `correlation_id` is the fact's; None where the stream acted on has facts already and keeps the one it began with.
    """

    fact_id: FactId
    rule: str
    correlation_id: str | None = None

    def command_id(self, part: str = "") -> CommandId:
        """The same cause always makes the same command; `part` tells several of one cause apart, never an index."""
        return caused(self.fact_id, f"{self.rule}/{part}" if part else self.rule)


@dataclass(frozen=True, slots=True)
class Executed:
    """What a command left on the log, in order; nothing where nothing had to be recorded.

    `known`: it was asked before, and these are the facts of then.
    """

    facts: Sequence[Recorded[Fact]]
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Loaded(Generic[S, F]):
    folded: Folded[S]
    history: Sequence[Recorded[F]]
    correlation_id: str | None


async def load(log: EventLog, decider: Decider[C, S, F], stream: StreamId) -> Folded[S]:
    """The stream as this decider sees it now; `version` counts every fact, also those it does not fold."""
    return (await _load(log, decider, stream)).folded


async def execute(
    log: EventLog, decider: Decider[C, S, F], stream: StreamId, command: C, *, cause: Cause | None = None
) -> Executed:
    """Judge a command on the stream's history and record the facts it leaves.

    Raises:
        Refused: the decider's reason; `ChangedSinceSeen` among them. Nothing was recorded.
        VersionConflict: others wrote to this stream first, at every try.
        Unavailable: the log cannot be reached; asking again with the same command id is safe.
    """
    for attempt in range(1, TRIES):
        try:
            return await _attempt(log, decider, stream, command, cause)
        except VersionConflict:
            await asyncio.sleep(_pause(command, attempt))
    return await _attempt(log, decider, stream, command, cause)


def as_recorded(stored: Stored) -> Recorded[Fact]:
    """The stored fact, decoded.

    Raises:
        UnknownFact: no class bears its name.
        msgspec.ValidationError: the bytes are not such a fact.
    """
    return Recorded(decode(stored.envelope.name, stored.state), stored.envelope)


async def _attempt(
    log: EventLog, decider: Decider[C, S, F], stream: StreamId, command: C, cause: Cause | None
) -> Executed:
    loaded = await _load(log, decider, stream)
    facts = decider.judge(command, loaded.folded, loaded.history)
    if not facts:
        then = decider.left_by(command, loaded.history)
        return Executed(then, known=bool(then))
    new = [NewFact(fact_id=fact_id(command.command_id, fact.NAME, fact.part), fact=fact) for fact in facts]
    appended = await log.append(
        Append(
            stream=stream,
            facts=new,
            expected=loaded.folded.version,
            correlation_id=loaded.correlation_id or (cause and cause.correlation_id) or command.command_id,
            causation_id=cause.fact_id if cause else command.command_id,
        )
    )
    if appended.known:
        return Executed(await _recorded_then(log, stream, {one.fact_id for one in new}), known=True)
    return Executed([Recorded(fact, envelope) for fact, envelope in zip(facts, appended.envelopes, strict=True)])


async def _load(log: EventLog, decider: Decider[C, S, F], stream: StreamId) -> _Loaded[S, F]:
    stored = await log.read(stream)
    history = [cast("Recorded[F]", as_recorded(one)) for one in stored if one.envelope.name in decider.names]
    folded = decider.fold(history)
    if not stored:
        return _Loaded(folded, history, None)
    first, last = stored[0].envelope, stored[-1].envelope
    return _Loaded(replace(folded, version=last.version), history, first.correlation_id)


async def _recorded_then(log: EventLog, stream: StreamId, ids: set[FactId]) -> Sequence[Recorded[Fact]]:
    return [as_recorded(one) for one in await log.read(stream) if one.envelope.fact_id in ids]


def _pause(command: Command, attempt: int) -> float:
    """Between nothing and PAUSE · 2^attempt; another share of it at every attempt."""
    share = (UUID(command.command_id).int >> 8 * attempt & 0xFF) / 0xFF
    return PAUSE * 2**attempt * share
