"""What becomes of a fact that a reaction hears? Settled, tried again later, or set aside: by the three errors."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import structlog
from faststream.nats import NatsMessage
from nats.errors import Error as NatsError

from shared.bus.faults import Fault, fault, outcome, reason
from shared.bus.message import NAME, NotAMessage, incoming
from shared.bus.quarantine import Quarantine
from shared.bus.reaction import Heard, Reaction
from shared.bus.views import Views
from shared.contracts.fact import Envelope
from shared.errors import Conflict, Refused, Unavailable
from shared.eventlog.port import Stored
from shared.execute import as_recorded

D = TypeVar("D")

ACK_WAIT = 5.0
"""Seconds after which the server gives a message to another replica, unless it hears that the work goes on."""

logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a reaction is borne with. `delays`: seconds before the next try, the last one for ever.

    `tries`: so many unexpected errors send a fact to quarantine; Conflict and Unavailable never do. `limit`: seconds
    that one try may take. `views`: seconds to wait for the views to reach the fact.
    """

    delays: tuple[float, ...] = (0.2, 1.0, 5.0, 15.0, 60.0)
    tries: int = 5
    limit: float = 60.0
    views: float = 5.0

    def delay(self, envelope: Envelope, attempt: int) -> float:
        """Seconds until the next try; spread by the facts' own ids, so that they do not come back as one."""
        share = (UUID(envelope.fact_id).int & 0xFF) / 0xFF
        return self.delays[min(attempt, len(self.delays)) - 1] * (1 + share) / 2


class Hearing(Generic[D]):
    """One reaction at work."""

    def __init__(
        self, reaction: Reaction[Any, D], context: D, *, views: Views, quarantine: Quarantine, patience: Patience
    ) -> None:
        """`context` is what the desk's handlers work with."""
        self.reaction = reaction
        self.source = f"reaction:{reaction.name}"
        self._context = context
        self._views = views
        self._quarantine = quarantine
        self._patience = patience
        self._failures: Counter[str] = Counter()

    async def hear(self, message: NatsMessage) -> None:
        """Work on one message, and tell the server what became of it."""
        async with _kept(message):
            try:
                again = await self._settled(message)
            except Unavailable as error:  # not even the quarantine can be reached
                again = error.retry_after
            except asyncio.CancelledError:  # this process ends: at once to another
                await message.nack()
                raise
        if again is None:
            await message.ack()
        else:
            await message.nack(delay=again)

    async def react(self, stored: Stored) -> None:
        """Let the desk react to a fact. Raises whatever it raises."""
        recorded = as_recorded(stored)
        heard = Heard(recorded.fact, recorded.envelope, self.reaction.name)
        if self.reaction.after_views and not await self._views.reached([heard], self._patience.views):
            raise Unavailable(what="views", retry_after=self._patience.delays[0])
        async with asyncio.timeout(self._patience.limit):
            await self.reaction.handle(heard, self._context)

    async def again(self, stored: Stored) -> Fault | None:
        """React to a fact that was set aside: what is still wrong with it, or None. Raises Conflict, Unavailable."""
        match await outcome(self.react(stored)):
            case None | Refused():
                return None
            case (Conflict() | Unavailable()) as lack:
                raise lack
            case error:
                return fault(self.source, stored.envelope, error)

    async def _settled(self, message: NatsMessage) -> float | None:
        """None: nothing is left to do with this message. Else: in how many seconds to try again."""
        raw = message.raw_message
        try:
            stored = incoming(raw.data)
        except NotAMessage as error:
            await self._quarantine.put(self._unreadable(message, error))
            return None
        envelope = stored.envelope
        if envelope.name not in self.reaction.names:
            return None  # another version of the fact: its subject is the same
        delay = self._patience.delay(envelope, raw.metadata.num_delivered)
        match await outcome(self.react(stored)):
            case None:
                self._failures.pop(envelope.fact_id, None)
                return None
            case Refused() as refusal:
                logger.info("nothing to do", reaction=self.reaction.name, why=refusal.code, fact_id=envelope.fact_id)
                return None
            case Conflict():
                return delay
            case Unavailable() as lack:
                return max(delay, lack.retry_after)
            case error:
                return None if await self._given_up(envelope, error) else delay

    async def _given_up(self, envelope: Envelope, error: Exception) -> bool:
        """Count what nobody expected; after some tries set the fact aside, so that it holds nobody up."""
        self._failures[envelope.fact_id] += 1
        logger.error("reaction failed", reaction=self.reaction.name, fact_id=envelope.fact_id, error=reason(error))
        if self._failures[envelope.fact_id] < self._patience.tries:
            return False
        await self._quarantine.put(fault(self.source, envelope, error))
        del self._failures[envelope.fact_id]
        return True

    def _unreadable(self, message: NatsMessage, error: NotAMessage) -> Fault:
        sequence = message.raw_message.metadata.sequence.stream
        return Fault(
            source=self.source,
            fact_id=f"sequence {sequence}",
            stream="",
            name=str(message.headers.get(NAME, "")),
            position=sequence,
            key="",
            reason=reason(error),
        )


@asynccontextmanager
async def _kept(message: NatsMessage) -> AsyncGenerator[None]:
    """Tell the server now and then that the work goes on, so that no other replica begins it too."""

    async def beat() -> None:
        with suppress(NatsError, OSError):
            while True:
                await asyncio.sleep(ACK_WAIT / 3)
                await message.in_progress()

    beating = asyncio.get_running_loop().create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
