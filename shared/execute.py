"""How does a command become facts? Read, fold, judge, append; on a conflict once more from the start."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, TypeVar, cast
from uuid import UUID

from shared.contracts.fact import Fact, Recorded, caused, fact_id
from shared.contracts.names import decode
from shared.contracts.vocabulary import CommandId, FactId, StreamId
from shared.decider import Command, Decider, Folded
from shared.eventlog.port import Append, EventLog, NewFact, Stored, VersionConflict
from shared.folds import Fold, Folds

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
    history: tuple[Recorded[F], ...] = ()
    correlation_id: str | None = None


async def load(log: EventLog, decider: Decider[C, S, F], stream: StreamId) -> Folded[S]:
    """The stream as this decider sees it now; `version` counts every fact, also those it does not fold."""
    return (await Folds(log).of(_fold(decider), stream)).folded


async def execute(
    log: EventLog,
    decider: Decider[C, S, F],
    stream: StreamId,
    command: C,
    *,
    cause: Cause | None = None,
    folds: Folds | None = None,
) -> Executed:
    """Judge a command on the stream's history and record the facts it leaves. `folds`: what is remembered of `log`.

    Raises:
        Refused: the decider's reason; `ChangedSinceSeen` among them. Nothing was recorded.
        VersionConflict: others wrote to this stream first, at every try.
        Unavailable: the log cannot be reached; asking again with the same command id is safe.
    """
    remembered = folds or Folds(log)
    for attempt in range(1, TRIES):
        try:
            return await _attempt(remembered, decider, stream, command, cause)
        except VersionConflict:
            await asyncio.sleep(_pause(command, attempt))
    return await _attempt(remembered, decider, stream, command, cause)


def as_recorded(stored: Stored) -> Recorded[Fact]:
    """The stored fact, decoded.

    Raises:
        UnknownFact: no class bears its name.
        msgspec.ValidationError: the bytes are not such a fact.
    """
    return Recorded(decode(stored.envelope.name, stored.state), stored.envelope)


async def _attempt(
    folds: Folds, decider: Decider[C, S, F], stream: StreamId, command: C, cause: Cause | None
) -> Executed:
    loaded = await folds.of(_fold(decider), stream)
    facts = decider.judge(command, loaded.folded, loaded.history)
    if not facts:
        then = decider.left_by(command, loaded.history)
        return Executed(then, known=bool(then))
    new = [NewFact(fact_id=fact_id(command.command_id, fact.NAME, fact.part), fact=fact) for fact in facts]
    appended = await folds.log.append(
        Append(
            stream=stream,
            facts=new,
            expected=loaded.folded.version,
            correlation_id=loaded.correlation_id or (cause and cause.correlation_id) or command.command_id,
            causation_id=cause.fact_id if cause else command.command_id,
        )
    )
    if appended.known:
        return Executed(await _recorded_then(folds.log, stream, {one.fact_id for one in new}), known=True)
    return Executed([Recorded(fact, envelope) for fact, envelope in zip(facts, appended.envelopes, strict=True)])


def _fold(decider: Decider[C, S, F]) -> Fold[_Loaded[S, F]]:
    return Fold(decider.evolve, _Loaded(Folded(decider.initial)), partial(_further, decider))


def _further(decider: Decider[C, S, F], loaded: _Loaded[S, F], stored: Stored) -> _Loaded[S, F]:
    """One fact further; of what the decider does not fold, only the version counts."""
    begun = loaded.correlation_id or stored.envelope.correlation_id
    if stored.envelope.name not in decider.names:
        return _Loaded(replace(loaded.folded, version=stored.envelope.version), loaded.history, begun)
    recorded = cast("Recorded[F]", as_recorded(stored))
    return _Loaded(decider.step(loaded.folded, recorded), (*loaded.history, recorded), begun)


async def _recorded_then(log: EventLog, stream: StreamId, ids: set[FactId]) -> Sequence[Recorded[Fact]]:
    return [as_recorded(one) for one in await log.read(stream) if one.envelope.fact_id in ids]


def _pause(command: Command, attempt: int) -> float:
    """Between nothing and PAUSE · 2^attempt; another share of it at every attempt."""
    share = (UUID(command.command_id).int >> 8 * attempt & 0xFF) / 0xFF
    return PAUSE * 2**attempt * share
