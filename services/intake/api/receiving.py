"""How does an application come in, and how is it supplemented? Nothing is answered before it is durable (rule 5)."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated, Any, TypeAlias
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError

from services.intake.api.photos import incoming
from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import Receive, Supplement, WrongVariant
from shared.contracts.fact import By, berkas_stream
from shared.contracts.requirements import VARIANTS, catalogue_on
from shared.contracts.rules.dossier import Dossier
from shared.contracts.rules.journey import NeverCame
from shared.contracts.rules.numbers import nomor
from shared.contracts.rules.tracking import RANDOM_BYTES, spoken, tracking_code
from shared.contracts.shapes import Sender
from shared.contracts.vocabulary import (
    BerkasId,
    Channel,
    CommandId,
    Ending,
    Layanan,
    Role,
    Variant,
    VisitId,
)
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.payload import Line, Payload
from shared.web.roles import officer
from shared.web.uploads import Files, Form

Taker: TypeAlias = Annotated[By, officer(Role.OPERATOR_WA, Role.PETUGAS_KHUSUS)]
PHOTOS = Files(most=30, bytes_each=100 * 1024 * 1024)
Photos: TypeAlias = Annotated[Form, Depends(PHOTOS)]

_SUBMISSIONS = UUID("6f0a6d5e-3f0c-5b7a-9c53-130899000002")


class SenderIn(Payload):
    """Who sent the photos."""

    name: Line
    phone: Line | None = None


class ApplicationIn(Payload):
    """The form's field `application`, as JSON. `submission`: the device's own id, if it has one."""

    layanan: Layanan
    variant: Variant | None = None
    channel: Channel
    sender: SenderIn
    ending: Ending | None = None
    jorong: Line | None = None
    legal_day: date | None = None
    visit_id: VisitId | None = None
    submission: Annotated[str, Field(min_length=8, max_length=200)] | None = None


class ReceivedOut(BaseModel):
    """The receipt: what the applicant keeps. `known`: this submission had come before."""

    berkas_id: str
    nomor: str
    tracking_code: str
    version: int
    known: bool


def add_routes(router: APIRouter, room: Room) -> None:
    @router.post("/berkas", status_code=201, openapi_extra=PHOTOS.described("application"))
    async def receive(form: Photos, by: Taker, key: CommandKey) -> ReceivedOut:
        application = _application(form)
        berkas_id = _berkas_id(application, key)
        before = await _known(room, berkas_id)
        if before is not None:
            return await _receipt(room, before, known=True)
        command = await _receive(room, form, application, berkas_id, by, key)
        await room.do(INTAKE, berkas_id, command)
        return await _receipt(room, await room.dossier(berkas_id), known=False)

    @router.post("/berkas/{berkas_id}/supplement", openapi_extra=PHOTOS.described())
    async def supplement(berkas_id: BerkasId, form: Photos, by: Taker, key: CommandKey) -> Done:
        await room.dossier(berkas_id)
        photos = await incoming(room, berkas_id, form.files)
        return done(await room.do(INTAKE, berkas_id, Supplement(command_id=key, by=by, now=room.now(), photos=photos)))


def _application(form: Form) -> ApplicationIn:
    try:
        application = ApplicationIn.model_validate_json(form.fields.get("application", ""))
    except ValidationError as error:
        raise RequestValidationError(_errors(error)) from None
    variant = application.variant
    if variant is not None and variant not in VARIANTS[application.layanan]:
        raise WrongVariant(layanan=application.layanan, variant=variant)
    return application


def _errors(error: ValidationError) -> list[Any]:
    return [{**one, "loc": ("body", *one["loc"])} for one in error.errors(include_input=False, include_url=False)]


def _berkas_id(application: ApplicationIn, key: CommandId) -> BerkasId:
    """The same submission can never become two."""
    submission = f"{application.channel}/{application.submission}" if application.submission else key
    return BerkasId(str(uuid5(_SUBMISSIONS, submission)))


async def _known(room: Room, berkas_id: BerkasId) -> Dossier | None:
    try:
        return await room.dossier(berkas_id)
    except NeverCame:
        return None


async def _receive(
    room: Room, form: Form, application: ApplicationIn, berkas_id: BerkasId, by: By, key: CommandId
) -> Receive:
    """Photos at rest, a nomor taken: only then is it decided, and only then is anybody told a number."""
    photos = await incoming(room, berkas_id, form.files)
    stream_key = await room.keys.of(berkas_stream(berkas_id))
    today = room.today
    [serial] = await room.numbers.take(today.year)
    return Receive(
        command_id=key,
        by=by,
        now=room.now(),
        received_at=room.now(),
        berkas_id=berkas_id,
        nomor=nomor(today.year, serial),
        tracking=stream_key.seal(tracking_code(secrets.token_bytes(RANDOM_BYTES))),
        channel=application.channel,
        layanan=application.layanan,
        variant=application.variant or VARIANTS[application.layanan][0],
        sender=stream_key.seal(Sender(name=application.sender.name, phone=application.sender.phone)),
        arrived_on=today,
        catalogue=catalogue_on(today).version,
        photos=photos,
        ending=application.ending,
        jorong=application.jorong,
        legal_day=application.legal_day,
        visit_id=application.visit_id,
    )


async def _receipt(room: Room, dossier: Dossier, *, known: bool) -> ReceivedOut:
    received = dossier.received
    if received is None:
        raise NeverCame
    key = await room.keys.of(berkas_stream(received.berkas_id))
    return ReceivedOut(
        berkas_id=received.berkas_id,
        nomor=received.nomor,
        tracking_code=spoken(key.open(received.tracking, str)),
        version=dossier.version,
        known=known,
    )
