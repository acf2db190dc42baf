"""What does the operator print? The sheet of a berkas: checklist and photos, drawn in the pool (SOP step 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from services.intake.forms import PaperLine, PrintSheet, SheetPhoto, draw
from shared.contracts.fact import berkas_stream
from shared.contracts.labels import choice
from shared.contracts.requirements import Need, Requirement, catalogue, paper_texts
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
    entry = catalogue(dossier.catalogue).variants[dossier.journey.variant]
    sheet = PrintSheet(
        pemerintah=room.office.pemerintah,
        dinas=room.office.dinas,
        nomor=received.nomor,
        layanan=choice(dossier.journey.layanan),
        variant=choice(dossier.journey.variant),
        channel=choice(received.channel),
        received_at=received.occurred_at,
        check_until=room.calendar.add_working_days(received.arrived_on, 1),
        papers=checklist(entry.requirements, dossier.journey.papers),
        photos=photos,
        applicant=key.open(received.sender, Sender).name,
    )
    return DrawnSheet(await room.cpu(draw, sheet, at=room.now()), 1 + len(photos))


def checklist(requirements: Sequence[Requirement], present: Collection[Paper]) -> tuple[PaperLine, ...]:
    """What is asked for, ticked and named by what came for it; then whatever else came.

    A paper that a required line has does not tick one that depends on a condition as well.
    """
    required = {paper for one in requirements if one.need is Need.REQUIRED for paper in one.any_of}
    came = [
        tuple(
            paper for paper in one.any_of if paper in present and (one.need is Need.REQUIRED or paper not in required)
        )
        for one in requirements
    ]
    others = sorted(set(present) - set(chain.from_iterable(came)))
    return (
        *(_line(one, papers) for one, papers in zip(requirements, came, strict=True)),
        *(PaperLine(name=_labels([paper]), present=True, required=False) for paper in others),
    )


def _line(requirement: Requirement, came: Sequence[Paper]) -> PaperLine:
    usual, *instead = requirement.any_of
    notes = [requirement.condition, f"atau {_labels(instead, ' atau ')}" if instead and not came else None]
    return PaperLine(
        name=_labels(came or [usual]),
        present=bool(came),
        required=requirement.need is Need.REQUIRED,
        note="; ".join(filter(None, notes)) or None,
    )


def _labels(papers: Iterable[Paper], between: str = ", ") -> str:
    texts = paper_texts()
    return between.join(texts[paper].label for paper in papers)


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
