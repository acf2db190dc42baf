"""Where in a PDF does a signature go? (PAdES: below pyHanko's PdfSigner, so that the key is not needed to prepare).

`prepare` (any process) draws the stamp and keeps a place free, cms.py signs the digest beside the key, `filled` puts
the result in its place. All of it is one revision after the PDF we rendered.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import cast

import pikepdf
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import cms_embedder, constants
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest, SignatureObject
from pyhanko.stamp import StaticStampStyle

from services.signing.ports import SigningRequest
from shared.documents.stamp import draw_stamp

DIGEST = "sha256"
_RESERVED = 10_240
"""Hex digits kept free for the signature with its certificates and timestamp, which takes about 7,000."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A PDF with its stamp and a free place for the signature over `digest`."""

    pdf: bytes = field(repr=False)
    place: PreparedByteRangeDigest

    @property
    def digest(self) -> bytes:
        return self.place.document_digest

    def filled(self, signature: bytes) -> bytes:
        """The signed PDF."""
        output = BytesIO(self.pdf)
        self.place.fill_with_cms(output, signature)  # pyright: ignore[reportUnknownMemberType] - IO without its type
        return output.getvalue()


class _Appending(IncrementalPdfFileWriter):
    """Leaves the metadata as they are: pyHanko would date them by its own clock, and unlike PDF/A's schemas."""

    def _update_meta(self) -> None:
        pass


class _Page(PdfContent):
    """The only page of a PDF in memory, as something to draw; pyHanko's own class reads a file."""

    def __init__(self, pdf: bytes, box: BoxConstraints) -> None:
        super().__init__(box=box)
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = page
        return b"/Stamp Do"


def _stamp(request: SigningRequest, lines: Sequence[str], box: tuple[int, int, int, int]) -> StaticStampStyle:
    left, bottom, right, top = box
    drawn = draw_stamp(lines, request.check_url, request.room, at=request.at)
    return StaticStampStyle(
        border_width=0,
        background=_Page(drawn, BoxConstraints(width=right - left, height=top - bottom)),
        background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins()),
    )


def _last_page_width(pdf: bytes) -> float:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return float(opened.pages[-1].mediabox[2])


def prepare(request: SigningRequest, lines: Sequence[str]) -> Prepared:
    """The request's PDF with the field of a certifying signature, after which nothing may change (DocMDP 1).

    PdfSigner itself would declare PDF 2.0 for an elliptic key, which a PDF/A-2 cannot be.
    """
    name = f"TTE-{request.attempt}"
    box = request.room.box(_last_page_width(request.pdf))
    writer = _Appending(BytesIO(request.pdf))
    writer.register_extension(constants.ESIC_EXTENSION_1)
    spec = SigFieldSpec(name, on_page=-1, box=box, readable_field_name=" ".join(lines[:2]))
    steps = cast("Generator[object, object, None]", cms_embedder.PdfCMSEmbedder(spec).write_cms(name, writer))
    next(steps)
    steps.send(
        cms_embedder.SigObjSetup(
            sig_placeholder=SignatureObject(
                timestamp=request.at,
                subfilter=SigSeedSubFilter.PADES,
                location=request.place,
                reason=request.reason,
                bytes_reserved=_RESERVED,
            ),
            mdp_setup=cms_embedder.SigMDPSetup(DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES),
            appearance_setup=cms_embedder.SigAppearanceSetup(_stamp(request, lines, box), request.at, name=None),
        )
    )
    written = steps.send(cms_embedder.SigIOSetup(DIGEST, output=BytesIO()))
    place, output = cast("tuple[PreparedByteRangeDigest, BytesIO]", written)
    return Prepared(output.getvalue(), place)
