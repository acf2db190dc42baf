"""The intake desk, put together: the only place that knows what it is made of."""

from __future__ import annotations

from services.intake.api import routes
from services.intake.decisions.berkas import INTAKE
from services.intake.handlers import REACTIONS, TIMERS
from services.intake.texts import TEXTS
from services.intake.views import LIKENESSES, QUEUE, SILENCES, VISITS
from shared.contracts.vocabulary import Desk
from shared.service import Service, plain

SERVICE = Service(
    desk=Desk.INTAKE,
    berkas=INTAKE,
    views=(QUEUE, SILENCES, LIKENESSES, VISITS),
    reactions=REACTIONS,
    timers=TIMERS,
    routes=routes,
    open=plain,
    texts=TEXTS,
)
