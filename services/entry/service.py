"""The entry desk, put together: the only place that knows what it is made of."""

from __future__ import annotations

from services.entry.api import routes
from services.entry.decisions.berkas import ENTRY
from services.entry.handlers import REACTIONS
from services.entry.texts import TEXTS
from services.entry.views import QUEUE
from shared.contracts.vocabulary import Desk
from shared.service import Service, plain

SERVICE = Service(
    desk=Desk.ENTRY,
    berkas=ENTRY,
    views=(QUEUE,),
    reactions=REACTIONS,
    timers=(),
    routes=routes,
    open=plain,
    texts=TEXTS,
)
