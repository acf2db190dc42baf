"""What does the WA operator print of a berkas? A cover with the checklist, then the photos (SOP step 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from shared.contracts.vocabulary import Nomor
from shared.documents.pictures import picture_svg
from shared.documents.printable import legible
from shared.documents.qr import qr_svg
from shared.documents.render import Template, render

_TEMPLATE = Template("services.intake", "print_sheet.typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line of the checklist; `note` says, for instance, which paper may stand in its place."""

    name: str
    present: bool
    required: bool = True
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPhoto:
    """One photo as it is printed: an upright JPEG, size in pixels. Wide ones go two to a page."""

    paper: str
    width: int
    height: int
    image: bytes = field(repr=False)

    @property
    def wide(self) -> bool:
        return self.width > self.height

    def svg(self) -> bytes:
        return picture_svg(self.image, width=self.width, height=self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSheet:
    """The words are the office's own: names of layanan, variant, channel and papers as its texts have them."""

    pemerintah: str
    dinas: str
    nomor: Nomor
    layanan: str
    variant: str
    channel: str
    received_at: datetime
    check_until: date
    papers: tuple[PaperLine, ...]
    photos: tuple[SheetPhoto, ...]
    applicant: str | None = field(default=None, repr=False)


def draw(sheet: PrintSheet, *, at: datetime) -> bytes:
    """The sheet as a PDF, printed at `at`. What an applicant calls herself is shown as far as it can be."""
    return render(
        _TEMPLATE,
        {
            "pemerintah": sheet.pemerintah,
            "dinas": sheet.dinas,
            "nomor": sheet.nomor,
            "layanan": sheet.layanan,
            "variant": sheet.variant,
            "channel": sheet.channel,
            "applicant": None if sheet.applicant is None else legible(sheet.applicant),
            "received_at": sheet.received_at,
            "check_until": sheet.check_until,
            "printed_at": at,
            "papers": sheet.papers,
            "photos": [{"paper": photo.paper, "wide": photo.wide} for photo in sheet.photos],
        },
        at=at,
        files={
            "nomor.svg": qr_svg(sheet.nomor),
            **{f"photo-{number}.svg": photo.svg() for number, photo in enumerate(sheet.photos, start=1)},
        },
    )
