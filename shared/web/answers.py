"""What does a client hear after a command? The facts it left, or those it left when it was asked before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from shared.execute import Executed


class Left(BaseModel):
    """One fact, without what it says."""

    name: str
    fact_id: str
    version: int
    position: int
    recorded_at: datetime


class Done(BaseModel):
    """`known`: the command was asked before, and nothing was recorded this time."""

    facts: Sequence[Left]
    known: bool


def done(executed: Executed) -> Done:
    envelopes = [recorded.envelope for recorded in executed.facts]
    left = [
        Left(name=e.name, fact_id=e.fact_id, version=e.version, position=e.position, recorded_at=e.recorded_at)
        for e in envelopes
    ]
    return Done(facts=left, known=executed.known)
