"""What does the delivery desk do by itself? It tells applicants what concerns them, and ends what is long done."""

from __future__ import annotations

from typing import Any

from services.delivery.handlers.patience import close, remind
from services.delivery.handlers.sending import give_up, send
from services.delivery.handlers.telling import TOLD, tell, tell_documents
from services.delivery.room import DeliveryRoom
from services.delivery.views.patience import ASKED, CLOSE, REMIND, UNCONFIRMED
from services.delivery.views.telling import OUTCOME_UNKNOWN, SEND, TELLING
from shared.bus.reaction import Reaction
from shared.contracts.intake import SenderRelationRecorded
from shared.contracts.signing import DocumentSigned
from shared.timers import Timer

REACTIONS: tuple[Reaction[Any, DeliveryRoom], ...] = (
    Reaction(name="tell", facts=TOLD, handle=tell),
    Reaction(name="tell-documents", facts=(DocumentSigned, SenderRelationRecorded), handle=tell_documents),
)
TIMERS: tuple[Timer[Any, DeliveryRoom], ...] = (
    Timer(rule=SEND, view=TELLING, handle=send),
    Timer(rule=OUTCOME_UNKNOWN, view=TELLING, handle=give_up),
    Timer(rule=REMIND, view=ASKED, handle=remind),
    Timer(rule=CLOSE, view=UNCONFIRMED, handle=close),
)
