"""What does the desk do when an applicant has been silent for long? It reminds her, or takes it that all is well."""

from __future__ import annotations

from datetime import timedelta

from services.delivery.decisions.berkas import DELIVERY
from services.delivery.decisions.commands import CloseUnconfirmed, TellApplicant
from services.delivery.handlers.telling import message_about
from services.delivery.room import DeliveryRoom
from services.delivery.views.patience import Asked, Unconfirmed
from shared.contracts.fact import berkas_stream, system
from shared.contracts.rules.calendar import local_day, start_of
from shared.contracts.rules.journey import Stage
from shared.contracts.vocabulary import Desk, MessageKind
from shared.timers import Elapsed, NotYet

DAY = timedelta(days=1)


async def remind(elapsed: Elapsed[Asked], room: DeliveryRoom) -> None:
    """Most of her time to answer has gone: once, and only while we wait for her."""
    row, kind = elapsed.row, MessageKind.BERKAS_SEGERA_DITUTUP
    stage = (await room.dossier(row.berkas_id)).journey.stage
    if kind not in room.office.messages or stage is not Stage.WITH_APPLICANT:
        return
    command = TellApplicant(
        command_id=elapsed.command_id(),
        by=system(Desk.DELIVERY),
        now=room.now(),
        message_id=message_about(row.lacking, kind),
        kind=kind,
        about=row.lacking,
    )
    await room.execute(DELIVERY, berkas_stream(row.berkas_id), command, cause=elapsed.cause)


async def close(elapsed: Elapsed[Unconfirmed], room: DeliveryRoom) -> None:
    """She has had her documents for so many working days, without complaint."""
    row, calendar = elapsed.row, room.calendar
    last = calendar.add_working_days(local_day(row.since, calendar.zone), room.office.close_working_days)
    left = start_of(last + DAY, calendar.zone) - room.now()
    if left > timedelta():
        raise NotYet(left)
    command = CloseUnconfirmed(command_id=elapsed.command_id(), by=system(Desk.DELIVERY), now=room.now())
    await room.execute(DELIVERY, berkas_stream(row.berkas_id), command, cause=elapsed.cause)
