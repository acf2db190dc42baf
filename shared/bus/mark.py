"""How far has somebody read? A position and the fact there: on a restored log stands another one, or none."""

from __future__ import annotations

from dataclasses import dataclass

from shared.contracts.vocabulary import FactId
from shared.eventlog.port import EventLog


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the log. Position 0: before the first fact."""

    position: int = 0
    fact_id: FactId | None = None

    async def stands_on(self, log: EventLog) -> bool:
        """Whether the log has this fact at this position; then everything before is the same too."""
        if not self.position:
            return True
        async for page in log.read_all(after=self.position - 1, until=self.position):
            return page[0].envelope.fact_id == self.fact_id
        return False
