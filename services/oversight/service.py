"""The oversight desk, put together: the only place that knows what it is made of."""

from __future__ import annotations

from services.oversight.api import routes
from services.oversight.decisions.berkas import DEADLINES
from services.oversight.handlers import REACTIONS, TIMERS
from services.oversight.texts import TEXTS
from services.oversight.views import QUEUE, WATCHES
from shared.contracts.vocabulary import Desk
from shared.service import Service, plain

SERVICE = Service(
    desk=Desk.OVERSIGHT,
    berkas=DEADLINES,
    views=(QUEUE, WATCHES),
    reactions=REACTIONS,
    timers=TIMERS,
    routes=routes,
    open=plain,
    texts=TEXTS,
)
