"""Does the print sheet's checklist name what came, and tick only what it answers?"""

from __future__ import annotations

from collections.abc import Collection

import pytest

from services.intake.api.printing import checklist
from services.intake.forms import PaperLine
from shared.contracts.requirements import catalogue, paper_texts
from shared.contracts.vocabulary import Paper, Variant

pytestmark = pytest.mark.spine

CATALOGUE = catalogue("2024-10-07")


def lines(variant: Variant, *present: Paper) -> Collection[PaperLine]:
    return checklist(CATALOGUE.variants[variant].requirements, present)


def label(paper: Paper) -> str:
    return paper_texts()[paper].label


def test_a_paper_that_is_required_and_there_ticks_no_line_that_depends_on_a_condition() -> None:
    found = lines(Variant.KEMATIAN, Paper.F_2_01, Paper.SURAT_KEMATIAN, Paper.KK_LAMA)
    assert [line.name for line in found if line.present] == [
        label(Paper.F_2_01),
        label(Paper.SURAT_KEMATIAN),
        label(Paper.KK_LAMA),
    ]
    assert all(line.required for line in found if line.present)


def test_a_line_is_named_by_what_came_for_it_and_by_the_usual_paper_before() -> None:
    [instead] = [line for line in lines(Variant.KELAHIRAN, Paper.F_2_03) if line.present]
    assert (instead.name, instead.note) == (label(Paper.F_2_03), None)
    [asked] = [line for line in lines(Variant.KELAHIRAN) if line.name == label(Paper.SURAT_KETERANGAN_LAHIR)]
    assert label(Paper.F_2_03) in (asked.note or "")


def test_both_of_two_alternatives_are_named_if_both_came() -> None:
    [both] = [line for line in lines(Variant.KEMATIAN, Paper.KK_LAMA, Paper.KTP_EL) if line.present]
    assert both.name == f"{label(Paper.KK_LAMA)}, {label(Paper.KTP_EL)}"


def test_what_nobody_asked_for_stands_below() -> None:
    *_, last = lines(Variant.PINDAH_DATANG, Paper.SKPWNI, Paper.IJAZAH)
    assert (last.name, last.present, last.required) == (label(Paper.IJAZAH), True, False)
