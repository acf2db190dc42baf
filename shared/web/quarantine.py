"""What was set aside at a desk, and what does somebody do about it? Seen, tried again, or let rest; each on record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Path
from pydantic import BaseModel

from shared.bus.quarantine import Again, Item, Quarantine
from shared.contracts.fact import By
from shared.contracts.vocabulary import Role
from shared.web.payload import Line, Payload
from shared.web.roles import officer

ItemId: TypeAlias = Annotated[int, Path(ge=1, lt=2**63)]


class ItemOut(BaseModel):
    """One fact set aside: by whom (`view:…`, `reaction:…`, `timer:…`), since when, and why."""

    id: int
    source: str
    fact_id: str
    stream: str
    name: str
    position: int
    key: str
    reason: str
    since: datetime


class RetriedOut(BaseModel):
    """Whether it went well this time."""

    settled: bool


class DiscardIn(Payload):
    """Why it may rest."""

    why: Line


def quarantine_routes(quarantine: Quarantine, sources: Mapping[str, Again]) -> APIRouter:
    """For those who run the system, and for heads of the office; `sources`: how each is tried again."""
    router = APIRouter()
    keeper = officer(Role.OPS, Role.KASI, Role.KADIS)

    @router.get("/quarantine", dependencies=[keeper])
    async def items() -> Sequence[ItemOut]:
        return [_out(item) for item in await quarantine.items()]

    @router.post("/quarantine/{item}/retry")
    async def retry(item: ItemId, by: Annotated[By, keeper]) -> RetriedOut:
        return RetriedOut(settled=await quarantine.retry(item, sources, by=by))

    @router.post("/quarantine/{item}/discard", status_code=204)
    async def discard(item: ItemId, body: DiscardIn, by: Annotated[By, keeper]) -> None:
        await quarantine.discard(item, by=by, why=body.why)

    return router


def _out(item: Item) -> ItemOut:
    fault = item.fault
    return ItemOut(
        id=item.id,
        source=fault.source,
        fact_id=fault.fact_id,
        stream=fault.stream,
        name=fault.name,
        position=fault.position,
        key=fault.key,
        reason=fault.reason,
        since=item.since,
    )
