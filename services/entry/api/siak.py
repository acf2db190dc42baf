"""What is asked about SIAK itself: an application stands in it, is taken out of it; it is down, it is back."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Annotated, TypeAlias
from uuid import UUID, uuid5

from fastapi import APIRouter

from services.entry.decisions.berkas import ENTRY
from services.entry.decisions.commands import CancelSiak, EnterIntoSiak
from services.entry.decisions.office import SIAK_STATUS, OfficeCommand, ReportSiakBack, ReportSiakDown
from shared.contracts.fact import OFFICE, By
from shared.contracts.requirements import catalogue
from shared.contracts.rules.dossier import Dossier
from shared.contracts.rules.numbers import Sex, newborn_name_findings, nik_findings, parse_nik
from shared.contracts.shapes import PlannedDocument
from shared.contracts.vocabulary import BerkasId, DocumentId, DocumentKind, Layanan, Origin, Paper, Role
from shared.room import Room
from shared.web.answers import Done, done
from shared.web.commands import CommandKey, Seen
from shared.web.payload import Line, Paragraph, Payload
from shared.web.roles import officer

Operator: TypeAlias = Annotated[By, officer(Role.OPERATOR_ENTRI)]
Anyone: TypeAlias = Annotated[
    By,
    officer(Role.OPERATOR_ENTRI, Role.PETUGAS_VERIFIKASI, Role.OPERATOR_WA, Role.KASI, Role.KADIS, Role.PETUGAS_KHUSUS),
]


class PlanIn(Payload):
    """One of the documents that come of it; `number`: SIAK's, if it has one already."""

    kind: DocumentKind
    origin: Origin
    number: Line | None = None


class SubjekIn(Payload):
    """Whom it is about, as the papers say: looked at for what is odd, and kept nowhere."""

    nama: Line | None = None
    nik: Line | None = None
    tanggal_lahir: date | None = None
    jenis_kelamin: Sex | None = None


class SiakIn(Payload):
    """The application stands in SIAK under this number. Without `documents`: what the catalogue says."""

    siak_number: Line
    documents: tuple[PlanIn, ...] = ()
    from_papers: tuple[Paper, ...] = ()
    subjek: SubjekIn = SubjekIn()


class CancelIn(Payload):
    """How the entry in SIAK was undone."""

    note: Paragraph


class SiakOut(Payload):
    """Whether SIAK works."""

    down: bool


def add_routes(router: APIRouter, room: Room) -> None:
    async def report(command: OfficeCommand) -> Done:
        return done(await room.execute(SIAK_STATUS, OFFICE, command))

    @router.post("/berkas/{berkas_id}/siak")
    async def enter(berkas_id: BerkasId, body: SiakIn, by: Operator, key: CommandKey, seen: Seen) -> Done:
        dossier = await room.dossier(berkas_id)
        command = EnterIntoSiak(
            command_id=key,
            by=by,
            now=room.now(),
            seen=seen,
            siak_number=await room.seal(berkas_id, body.siak_number),
            documents=await planned(room, dossier, body.documents),
            from_papers=body.from_papers or tuple(sorted(dossier.journey.papers)),
            warnings=odd(body.subjek, dossier.journey.layanan),
            combined=await room.combined(by.id),
        )
        return done(await room.do(ENTRY, berkas_id, command))

    @router.post("/berkas/{berkas_id}/siak/cancel")
    async def cancel(berkas_id: BerkasId, body: CancelIn, by: Operator, key: CommandKey) -> Done:
        command = CancelSiak(command_id=key, by=by, now=room.now(), note=await room.seal(berkas_id, body.note))
        return done(await room.do(ENTRY, berkas_id, command))

    @router.post("/siak/down")
    async def down(by: Anyone, key: CommandKey) -> Done:
        return await report(ReportSiakDown(command_id=key, by=by, now=room.now()))

    @router.post("/siak/back")
    async def back(by: Anyone, key: CommandKey) -> Done:
        return await report(ReportSiakBack(command_id=key, by=by, now=room.now()))

    @router.get("/siak")
    async def status(by: Anyone) -> SiakOut:  # noqa: ARG001 - only who asks matters
        return SiakOut(down=(await room.standing()).circumstances.siak_down.is_on(room.now()))


async def planned(room: Room, dossier: Dossier, asked: tuple[PlanIn, ...]) -> tuple[PlannedDocument, ...]:
    """The documents of this berkas: as asked, or as the catalogue says.

    In every round the first of a kind is the same document, and so is the second (who moves out leaves two KK).
    """
    berkas_id = dossier.journey.berkas_id
    kinds = catalogue(dossier.catalogue).variants[dossier.journey.variant].default_documents
    plans = asked or tuple(PlanIn(kind=kind, origin=room.office.origin) for kind in kinds)
    of_a_kind = Counter[DocumentKind]()
    documents: list[PlannedDocument] = []
    for plan in plans:
        of_a_kind[plan.kind] += 1
        which = f"{plan.kind}/{of_a_kind[plan.kind]}"
        documents.append(
            PlannedDocument(
                document_id=DocumentId(str(uuid5(UUID(berkas_id), which))),
                kind=plan.kind,
                origin=plan.origin,
                number=await room.seal_some(berkas_id, plan.number),
            )
        )
    return tuple(documents)


def odd(subjek: SubjekIn, layanan: Layanan) -> tuple[str, ...]:
    """What the officer is warned of; none of it is a reason to refuse (rule 10)."""
    nik = parse_nik(subjek.nik) if subjek.nik else None
    about_nik = nik_findings(nik, born=subjek.tanggal_lahir, sex=subjek.jenis_kelamin) if nik else ()
    newborn = subjek.nama if layanan is Layanan.AKTA_KELAHIRAN else None
    return (*about_nik, *(newborn_name_findings(newborn) if newborn else ()))
