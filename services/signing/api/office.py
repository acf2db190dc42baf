"""Who may sign, and can anybody now? And what may anybody learn of a signed document by its code?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from services.signing.decisions.office import SIGNERS, Appoint, OfficeCommand, ReportBack, ReportUnavailable
from services.signing.room import SigningRoom
from services.signing.views import SIGNATURES
from shared.contracts.fact import OFFICE, By
from shared.contracts.labels import choice
from shared.contracts.vocabulary import OfficerId, Role, SignerTitle
from shared.web.answers import Done, done
from shared.web.commands import CommandKey
from shared.web.errors import NoSuch
from shared.web.payload import Paragraph, Payload
from shared.web.roles import anyone, officer

Head: TypeAlias = Annotated[By, officer(Role.KADIS, Role.KASI)]


class AppointIn(Payload):
    """A dated appointment; `certificate`: SHA-256 (hex) of the signer's certificate."""

    officer: OfficerId
    title: SignerTitle
    since: date
    until: date | None = None
    certificate: str | None = None


class UnavailableIn(Payload):
    """Why nobody can sign."""

    note: Paragraph | None = None


class AppointmentOut(BaseModel):
    """An appointment; `today`: this officer signs by it today."""

    officer: str
    title: SignerTitle
    since: date
    until: date | None
    today: bool


class SignersOut(BaseModel):
    """Who may sign; `unavailable_since`: nobody can, since then."""

    appointments: Sequence[AppointmentOut]
    unavailable_since: datetime | None


class SignatureOut(BaseModel):
    """What a document's code proves: who signed, when, and the SHA-256 (hex) of the signed PDF."""

    document: str
    signer: str
    signed_at: datetime
    sha256: str
    evidence: str
    valid: bool
    superseded: bool
    revoked: bool


def add_routes(router: APIRouter, room: SigningRoom) -> None:
    async def do(command: OfficeCommand) -> Done:
        return done(await room.execute(SIGNERS, OFFICE, command))

    @router.get("/signers")
    async def signers(by: Head) -> SignersOut:  # noqa: ARG001 - only who asks matters
        standing = await room.standing()
        return SignersOut(
            appointments=[
                AppointmentOut(
                    officer=one.officer,
                    title=one.title,
                    since=one.since,
                    until=one.until,
                    today=one == standing.appointment(one.officer, room.today),
                )
                for one in standing.appointments
            ],
            unavailable_since=standing.circumstances.signer_unavailable.since,
        )

    @router.get("/check/{code}", dependencies=[Depends(anyone)])
    async def check(code: str) -> SignatureOut:
        """For anyone who reads the QR code on a document."""
        found = await room.views.find(SIGNATURES, code)
        row = next((one.row for one in found if one.row is not None), None)
        if row is None:
            raise NoSuch
        signed = (await room.dossier(row.berkas_id)).journey.document(row.document_id)
        named = room.office.signers.get(row.signer)
        return SignatureOut(
            document=choice(signed.plan.kind) if signed else "",
            signer=f"{named.nama}, {named.jabatan}" if named else row.signer,
            signed_at=row.signed_at,
            sha256=row.sha256,
            evidence=choice(row.evidence),
            valid=not (row.superseded or row.revoked),
            superseded=row.superseded,
            revoked=row.revoked,
        )

    @router.post("/signers")
    async def appoint(body: AppointIn, by: Head, key: CommandKey) -> Done:
        return await do(Appoint(command_id=key, by=by, now=room.now(), **body.model_dump()))

    @router.post("/signers/unavailable")
    async def unavailable(body: UnavailableIn, by: Head, key: CommandKey) -> Done:
        note = (await room.keys.of(OFFICE)).seal(body.note) if body.note else None
        return await do(ReportUnavailable(command_id=key, by=by, now=room.now(), note=note))

    @router.post("/signers/back")
    async def back(by: Head, key: CommandKey) -> Done:
        return await do(ReportBack(command_id=key, by=by, now=room.now()))
