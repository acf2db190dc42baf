"""What does the operator print? The sheet of a berkas: checklist and photos, drawn in the pool (SOP step 3)."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.intake.forms import PaperLine, PrintSheet, SheetPhoto, draw
from shared.contracts.fact import berkas_stream
from shared.contracts.labels import choice
from shared.contracts.requirements import Need, catalogue, paper_texts
from shared.contracts.rules.dossier import Dossier
from shared.contracts.rules.journey import NeverCame
from shared.contracts.shapes import Sender
from shared.contracts.vocabulary import Paper
from shared.room import Room

PDF = "application/pdf"
UNSORTED = "Belum dikenali"


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """The sheet as a PDF; `pages` counts the photos' pages and the cover."""

    pdf: bytes = field(repr=False)
    pages: int


async def drawn_sheet(room: Room, dossier: Dossier) -> DrawnSheet:
    """Draw the sheet of a berkas as it stands."""
    received = dossier.received
    if received is None:
        raise NeverCame
    key = await room.keys.of(berkas_stream(received.berkas_id))
    photos = await _photos(room, dossier)
    sheet = PrintSheet(
        pemerintah=room.office.pemerintah,
        dinas=room.office.dinas,
        nomor=received.nomor,
        layanan=choice(dossier.journey.layanan),
        variant=choice(dossier.journey.variant),
        channel=choice(received.channel),
        received_at=received.occurred_at,
        check_until=room.calendar.add_working_days(received.arrived_on, 1),
        papers=_checklist(dossier),
        photos=photos,
        applicant=key.open(received.sender, Sender).name,
    )
    return DrawnSheet(await room.cpu(draw, sheet, at=room.now()), 1 + len(photos))


def _checklist(dossier: Dossier) -> tuple[PaperLine, ...]:
    """What the catalogue asks for, ticked where it is there; then whatever else came."""
    texts, present = paper_texts(), dossier.journey.papers
    entry = catalogue(dossier.catalogue).variants[dossier.journey.variant]
    asked = [
        PaperLine(
            name=texts[requirement.any_of[0]].label,
            present=bool(present & set(requirement.any_of)),
            required=requirement.need is Need.REQUIRED,
            note=_note(requirement.any_of, requirement.condition),
        )
        for requirement in entry.requirements
    ]
    known = {paper for requirement in entry.requirements for paper in requirement.any_of}
    others = [PaperLine(name=texts[paper].label, present=True, required=False) for paper in sorted(present - known)]
    return (*asked, *others)


def _note(any_of: tuple[Paper, ...], condition: str | None) -> str | None:
    texts = paper_texts()
    instead = " atau ".join(texts[paper].label for paper in any_of[1:])
    said = [condition] if condition else []
    return "; ".join([*said, f"atau {instead}"] if instead else said) or None


async def _photos(room: Room, dossier: Dossier) -> tuple[SheetPhoto, ...]:
    texts, stream = paper_texts(), berkas_stream(dossier.journey.berkas_id)
    readable = [
        (paper, dossier.photos[photo_id])
        for photo_id, paper in dossier.journey.photos.items()
        if photo_id in dossier.photos
    ]
    return tuple(
        [
            SheetPhoto(
                paper=texts[paper].label if paper else UNSORTED,
                width=page.width,
                height=page.height,
                image=await room.blobs.open(stream, page.upright),
            )
            for paper, photo in readable
            for page in photo.pages
        ]
    )
