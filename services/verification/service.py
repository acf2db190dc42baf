"""The verification desk, put together: the only place that knows what it is made of."""

from __future__ import annotations

from services.verification.api import routes
from services.verification.decisions import VERIFICATION
from services.verification.handlers import REACTIONS
from services.verification.texts import TEXTS
from services.verification.views import QUEUE
from shared.contracts.vocabulary import Desk
from shared.service import Service, plain

SERVICE = Service(
    desk=Desk.VERIFICATION,
    berkas=VERIFICATION,
    views=(QUEUE,),
    reactions=REACTIONS,
    timers=(),
    routes=routes,
    open=plain,
    texts=TEXTS,
)
