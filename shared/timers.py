"""When does a desk act by itself because time has passed? Due rows of its views become commands, each once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, NoReturn, TypeVar

import structlog

from shared.bus.faults import Fault, outcome, reason
from shared.bus.quarantine import Again, Quarantine
from shared.bus.views import Views
from shared.contracts.vocabulary import CommandId, FactId
from shared.errors import BerkasError, Conflict, Refused, Unavailable
from shared.execute import Cause
from shared.view import Due, View

R = TypeVar("R")
D = TypeVar("D")

GUARD = 5.0
"""Seconds after which due rows are looked for although nothing woke the timers: clocks may be set."""
BREATH = 0.25
"""Seconds between two looks at most: what is due has waited hours."""
BATCH = 100
AT_ONCE = 16
"""Rows of one timer that are acted on side by side: none waits for what another row's world takes to answer."""
TRIES = 5
"""Unexpected errors that send a row's cause to quarantine."""

logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)


class NotYet(BerkasError):  # noqa: N818 - the house's word
    """Nothing can be said of this row now; it is looked at again later."""

    def __init__(self, wait: timedelta) -> None:
        """Say after how long."""
        super().__init__(wait=wait)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Elapsed(Generic[R]):
    """A row whose time has come."""

    key: str
    row: R
    due: Due

    @property
    def cause(self) -> Cause:
        """What `execute` records as the reason."""
        return Cause(self.due.cause, self.due.rule)

    def command_id(self, part: str = "") -> CommandId:
        """The same cause and rule always make the same command: any number of replicas leave one fact."""
        return self.cause.command_id(part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer(Generic[R, D]):
    """What a desk does when a row of `view` is due by `rule`: make a command and execute it.

    The fact it leaves must move the row's due time (or end it). Once a row's command was executed or refused, the row
    is not due again by the same cause; a handler that raises NotYet is asked again after that wait.
    """

    rule: str
    view: View[R, Any]
    handle: Callable[[Elapsed[R], D], Awaitable[None]]


class Timers(Generic[D]):
    """All timers of one desk, in one process."""

    def __init__(
        self,
        timers: Sequence[Timer[Any, D]],
        context: D,
        *,
        views: Views,
        quarantine: Quarantine,
        now: Callable[[], datetime],
        again: float = 5.0,
    ) -> None:
        """`context` is handed to every handler; `now` says what is due; what failed is tried after `again` seconds."""
        self._works = [_Work(timer, context, views, quarantine, now, again) for timer in timers]

    @property
    def sources(self) -> Mapping[str, Again]:
        """How what they set aside is tried again (Quarantine.retry)."""
        return {work.source: work.again for work in self._works}

    async def run(self) -> None:
        """Act for ever on what is due, no timer waiting for another. What fails is said and tried again."""
        async with asyncio.TaskGroup() as tasks:
            for work in self._works:
                tasks.create_task(work.run())


@dataclass(slots=True)
class _Work(Generic[D]):
    """One timer at work."""

    timer: Timer[Any, D]
    context: D
    views: Views
    quarantine: Quarantine
    now: Callable[[], datetime]
    pause: float
    done: set[FactId] = field(default_factory=set[FactId])
    failures: Counter[FactId] = field(default_factory=Counter[FactId])
    later: dict[FactId, datetime] = field(default_factory=dict[FactId, datetime])
    hands: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    @property
    def source(self) -> str:
        return f"timer:{self.timer.rule}"

    async def run(self) -> NoReturn:
        while True:
            position = self.views.position
            try:
                pause = await self.act()
            except Unavailable as lack:
                logger.warning("timer interrupted", timer=self.timer.rule, error=repr(lack))
                pause = lack.retry_after
            await asyncio.sleep(BREATH)
            await self.views.wait(after=position, seconds=min(pause, GUARD))

    async def act(self) -> float:
        """Act on the rows that are due now, and return the seconds until there will be more."""
        now = self.now()
        rows = await self._due(now)
        settled = await asyncio.gather(*(self._settled(elapsed) for elapsed in rows))
        if not all(settled):
            return self.pause
        if len(rows) >= BATCH:
            return 0.0
        upcoming = await self.views.next_due(self.timer.view, self.timer.rule, now)
        moments = [*self.later.values(), *([upcoming] if upcoming else [])]
        return max(0.0, (min(moments) - now).total_seconds()) if moments else GUARD

    async def again(self, fault: Fault) -> Fault | None:
        """Act once more on a row set aside, if it is still due by the same cause. Raises Conflict, Unavailable."""
        row = await self.views.get(self.timer.view, fault.key)
        if row is None or row.row is None or row.due is None or row.due.cause != fault.fact_id:
            return None
        elapsed = Elapsed(row.key, row.row, row.due)
        match await outcome(self.timer.handle(elapsed, self.context)):
            case None | Refused():
                return None
            case (Conflict() | Unavailable()) as lack:
                raise lack
            case error:
                return self._fault(elapsed, error)

    async def _due(self, now: datetime) -> Sequence[Elapsed[Any]]:
        """What is due and not done; what is done and no longer due is forgotten."""
        timer = self.timer
        rows = await self.views.due(timer.view, timer.rule, now, limit=BATCH + len(self.done) + len(self.later))
        causes = {row.due.cause for row in rows if row.due}
        self.done &= causes
        self.later = {cause: at for cause, at in self.later.items() if cause in causes}
        return [
            Elapsed(row.key, row.row, row.due)
            for row in rows
            if row.row is not None and row.due and self._open(row.due.cause, now)
        ]

    def _open(self, cause: FactId, now: datetime) -> bool:
        return cause not in self.done and self.later.get(cause, now) <= now

    async def _settled(self, elapsed: Elapsed[Any]) -> bool:
        """Act on one row; False: it is to be tried again soon."""
        cause = elapsed.due.cause
        async with self.hands:
            came_of_it = await outcome(self.timer.handle(elapsed, self.context))
        match came_of_it:
            case None:
                self.done.add(cause)
            case Refused() as refusal:
                logger.info("nothing to do", timer=self.timer.rule, why=refusal.code, cause=cause)
                self.done.add(cause)
            case NotYet() as early:
                self.later[cause] = self.now() + early.wait
            case (Conflict() | Unavailable()) as lack:
                logger.warning("timer must wait", timer=self.timer.rule, why=lack.code, cause=cause)
                return False
            case error:
                return await self._given_up(elapsed, error)
        return True

    async def _given_up(self, elapsed: Elapsed[Any], error: Exception) -> bool:
        """Count what nobody expected; after some tries set the row aside, so that it holds nobody up."""
        cause = elapsed.due.cause
        logger.error("timer failed", timer=self.timer.rule, cause=cause, error=reason(error))
        self.failures[cause] += 1
        if self.failures[cause] < TRIES:
            return False
        await self.quarantine.put(self._fault(elapsed, error))
        del self.failures[cause]
        self.done.add(cause)
        return True

    def _fault(self, elapsed: Elapsed[Any], error: Exception) -> Fault:
        return Fault(
            source=self.source,
            fact_id=elapsed.due.cause,
            stream="",
            name="",
            position=0,
            key=elapsed.key,
            reason=reason(error),
        )
