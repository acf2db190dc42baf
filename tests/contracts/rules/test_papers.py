"""Does a berkas lack exactly what it lacks, in one order, for a reason?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.requirements import Entry, Need, Requirement, RequirementId, catalogue, versions
from shared.contracts.rules.papers import lacking
from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import LackReason, Paper, PaperVerdict, Variant
from tests.support.people import BIRTH_PAPERS

pytestmark = pytest.mark.spine

BIRTH = catalogue(versions()[-1]).variants[Variant.KELAHIRAN]
GOOD: dict[Paper, PaperVerdict | None] = dict.fromkeys(BIRTH_PAPERS, PaperVerdict.GOOD)
BAD = [verdict for verdict in PaperVerdict if verdict is not PaperVerdict.GOOD]
KUASA = RequirementId("surat_kuasa")


def missing(paper: Paper) -> Lack:
    return Lack(paper=paper, reason=LackReason.MISSING)


def requirement(*any_of: Paper, need: Need = Need.REQUIRED) -> Requirement:
    return Requirement(id=RequirementId("surat"), any_of=any_of, need=need, basis="UU 24/2013")


def test_a_berkas_with_every_paper_good_lacks_nothing() -> None:
    assert lacking(BIRTH.asked(), GOOD) == ()


def test_an_empty_berkas_lacks_the_usual_paper_of_each_requirement_in_order() -> None:
    assert lacking(BIRTH.asked(), {}) == (
        missing(Paper.F_2_01),
        missing(Paper.SURAT_KETERANGAN_LAHIR),
        missing(Paper.BUKU_NIKAH),
        missing(Paper.KK_LAMA),
    )


def test_any_one_of_the_alternatives_is_enough() -> None:
    without_marriage_book = {paper: verdict for paper, verdict in GOOD.items() if paper is not Paper.BUKU_NIKAH}
    assert lacking(BIRTH.asked(), {**without_marriage_book, Paper.F_2_04: PaperVerdict.GOOD}) == ()


def test_a_bad_paper_does_no_harm_beside_a_good_alternative() -> None:
    assert lacking(BIRTH.asked(), {**GOOD, Paper.F_2_04: PaperVerdict.INCOMPLETE}) == ()


@pytest.mark.parametrize("verdict", BAD)
def test_a_paper_judged_bad_is_asked_for_again_with_that_reason(verdict: PaperVerdict) -> None:
    lacks = lacking(BIRTH.asked(), {**GOOD, Paper.KK_LAMA: verdict})
    assert lacks == (Lack(paper=Paper.KK_LAMA, reason=LackReason(verdict.value)),)


def test_the_alternative_that_was_sent_is_asked_for_again_and_not_the_usual_one() -> None:
    sent = {**GOOD, Paper.F_2_04: PaperVerdict.UNREADABLE}
    del sent[Paper.BUKU_NIKAH]
    assert lacking(BIRTH.asked(), sent) == (Lack(paper=Paper.F_2_04, reason=LackReason.UNREADABLE),)


def test_a_paper_nobody_has_judged_is_not_vouched_for() -> None:
    assert lacking(BIRTH.asked(), {**GOOD, Paper.KK_LAMA: None}) == (missing(Paper.KK_LAMA),)


def test_an_alternative_nobody_has_judged_is_named_itself() -> None:
    sent = {**GOOD, Paper.F_2_04: None}
    del sent[Paper.BUKU_NIKAH]
    assert lacking(BIRTH.asked(), sent) == (missing(Paper.F_2_04),)


def test_a_conditional_paper_lacks_only_once_the_condition_is_marked_true() -> None:
    assert lacking(BIRTH.asked(), GOOD) == ()
    assert lacking(BIRTH.asked(when=[KUASA]), GOOD) == (missing(Paper.F_1_07),)
    assert lacking(BIRTH.asked(when=[KUASA]), {**GOOD, Paper.F_1_07: PaperVerdict.GOOD}) == ()


def test_an_optional_paper_never_lacks() -> None:
    optional = requirement(Paper.KTP_EL, need=Need.OPTIONAL)
    assert lacking([optional], {}) == ()
    assert lacking([optional], {Paper.KTP_EL: PaperVerdict.UNREADABLE}) == ()


def test_a_paper_two_requirements_ask_for_is_named_once() -> None:
    asked = [requirement(Paper.KK_LAMA), requirement(Paper.KK_LAMA, Paper.KTP_EL)]
    assert lacking(asked, {Paper.KK_LAMA: PaperVerdict.EXPIRED}) == (
        Lack(paper=Paper.KK_LAMA, reason=LackReason.EXPIRED),
    )


def test_papers_nobody_asked_for_change_nothing() -> None:
    assert lacking(BIRTH.asked(), {**GOOD, Paper.IJAZAH: PaperVerdict.UNREADABLE}) == ()


PRESENT = st.dictionaries(st.sampled_from(Paper), st.sampled_from([None, *PaperVerdict]))
ENTRIES = st.sampled_from([entry for version in versions() for entry in catalogue(version).variants.values()])


@given(ENTRIES, PRESENT)
def test_one_round_of_bringing_what_lacks_makes_it_complete(
    entry: Entry, present: dict[Paper, PaperVerdict | None]
) -> None:
    asked = entry.asked(when=[requirement.id for requirement in entry.requirements])
    brought = {lack.paper: PaperVerdict.GOOD for lack in lacking(asked, present)}
    assert lacking(asked, {**present, **brought}) == ()
