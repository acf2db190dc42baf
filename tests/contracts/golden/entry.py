"""One of each fact the entry desk says."""

from __future__ import annotations

from datetime import date

from shared.contracts.entry import (
    DataCheckAsked,
    DataConfirmed,
    DataDisputed,
    DraftPrinted,
    EntryReturned,
    IdentityChecked,
    IdentityFinding,
    SiakBack,
    SiakCancelled,
    SiakDown,
    SiakEntered,
)
from shared.contracts.fact import Fact
from shared.contracts.sealed import Sealed
from shared.contracts.shapes import Lack, PlannedDocument
from shared.contracts.vocabulary import (
    Desk,
    DocumentKind,
    EntryReturnReason,
    IdentityVerdict,
    LackReason,
    Origin,
    Paper,
)
from tests.contracts.golden.head import BOX, DOCUMENT, OF_BERKAS, OF_DOCUMENT, OF_OFFICE, blob, note

EXAMPLES: tuple[Fact, ...] = (
    IdentityChecked(
        **OF_BERKAS,
        verdict=IdentityVerdict.MISMATCH,
        findings=(IdentityFinding(element="NAMA_LGKP", verdict=IdentityVerdict.MISMATCH, score=59),),
    ),
    SiakEntered(
        **OF_BERKAS,
        siak_number=note(),
        documents=(
            PlannedDocument(
                document_id=DOCUMENT, kind=DocumentKind.KUTIPAN_AKTA_KELAHIRAN, origin=Origin.SIAK, number=note()
            ),
        ),
        from_papers=(Paper.F_2_01, Paper.KK_LAMA),
        warnings=("nik_other_birth_date",),
    ),
    SiakCancelled(**OF_BERKAS, note=note()),
    EntryReturned(
        **OF_BERKAS,
        to=Desk.INTAKE,
        reason=EntryReturnReason.TIDAK_PADAN,
        lacks=(Lack(paper=Paper.KK_LAMA, reason=LackReason.DATA_DIFFERS, note=note()),),
        note=note(),
        deadline=date(2026, 3, 16),
    ),
    DataCheckAsked(**OF_DOCUMENT, until=date(2026, 3, 5)),
    DataConfirmed(**OF_DOCUMENT),
    DataDisputed(**OF_DOCUMENT, note=note()),
    DraftPrinted(
        **OF_DOCUMENT,
        revision=2,
        draft=blob("application/pdf"),
        data=Sealed(BOX),
        changed=("nama", "tanggal_lahir"),
        content=blob("application/pdf"),
    ),
    SiakDown(**OF_OFFICE),
    SiakBack(**OF_OFFICE),
)
