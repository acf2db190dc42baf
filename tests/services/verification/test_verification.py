"""Is nothing verified but what was found complete, printed, and judged good, paper by paper? (SOP step 4)."""

from __future__ import annotations

from datetime import date

import pytest

from services.verification.decisions import VERIFICATION, NotAllGood, NothingLacks, NotJudged, NotPrinted, Return
from shared.contracts.fact import Fact
from shared.contracts.requirements import RequirementId
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.journey import NeverCame, NotHere, Stage
from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import Desk, LackReason, Paper, PaperVerdict, PhotoId
from shared.errors import ChangedSinceSeen
from tests.services.verification.asking import LATEST, judge, return_berkas, verify
from tests.support.builders import (
    DEADLINE,
    attached,
    draft_printed,
    draft_returned,
    entry_returned,
    found_complete,
    informed,
    judged,
    print_skipped,
    printed,
    received,
    returned,
    siak_entered,
    supplemented,
    unreadable,
    verified,
)
from tests.support.people import BIRTH_PAPERS, BUDI, DEWI, HASAN, NO_BIRTH_LETTER, NOON, SITI, UJANG, asked, made_up
from tests.support.scenario import scenario
from tests.support.stages import HISTORIES

pytestmark = pytest.mark.spine

OPEN = scenario(VERIFICATION)
PHOTOS = {paper: PhotoId(made_up(f"photo of {paper}")) for paper in BIRTH_PAPERS}
MORE = PhotoId(made_up("one more photo"))
SORTED = tuple(sorted(BIRTH_PAPERS))

COMPLETE = (
    received(photos=tuple(PHOTOS.values())),
    *(attached(paper, photo) for paper, photo in PHOTOS.items()),
    printed(),
    found_complete(),
)
GOOD = tuple(judged(paper) for paper in BIRTH_PAPERS)
JUDGED = (*COMPLETE, *GOOD)
ELSEWHERE = [stage for stage in Stage if stage not in (Stage.NOWHERE, Stage.AT_VERIFICATION)]


# ---------------------------------------------------------------- every paper is judged


def test_papers_are_judged_one_or_several_at_once() -> None:
    OPEN.given(*COMPLETE).when(judge(Paper.KK_LAMA)).then(judged(Paper.KK_LAMA))
    OPEN.given(*COMPLETE).when(judge(*BIRTH_PAPERS)).then(*GOOD)


@pytest.mark.parametrize("verdict", PaperVerdict)
def test_a_paper_is_good_or_bad_for_a_reason(verdict: PaperVerdict) -> None:
    OPEN.given(*COMPLETE).when(judge(Paper.KK_LAMA, verdict=verdict)).then(judged(Paper.KK_LAMA, verdict))


def test_the_last_verdict_counts() -> None:
    bad = judged(Paper.KK_LAMA, PaperVerdict.UNREADABLE)
    OPEN.given(*JUDGED, bad).when(verify()).then_refused(NotAllGood)
    OPEN.given(*JUDGED, bad, judged(Paper.KK_LAMA)).when(verify()).then(verified(*SORTED))


@pytest.mark.parametrize("unjudged", BIRTH_PAPERS)
def test_nothing_is_verified_that_nobody_judged(unjudged: Paper) -> None:
    verdicts = [judged(paper) for paper in BIRTH_PAPERS if paper is not unjudged]
    OPEN.given(*COMPLETE, *verdicts).when(verify()).then_refused(NotJudged, papers=(unjudged,))


@pytest.mark.parametrize("verdict", [verdict for verdict in PaperVerdict if verdict is not PaperVerdict.GOOD])
def test_nothing_is_verified_with_a_required_paper_that_is_not_good(verdict: PaperVerdict) -> None:
    lacks = (Lack(paper=Paper.KK_LAMA, reason=LackReason(verdict)),)
    OPEN.given(*JUDGED, judged(Paper.KK_LAMA, verdict)).when(verify()).then_refused(NotAllGood, lacks=lacks)


def test_a_condition_that_holds_asks_for_its_paper_here_as_well() -> None:
    lacks = (Lack(paper=Paper.F_1_07, reason=LackReason.MISSING),)
    by_proxy = verify(when=(RequirementId("surat_kuasa"),))
    OPEN.given(*JUDGED).when(by_proxy).then_refused(NotAllGood, lacks=lacks)


# ---------------------------------------------------------------- verified


def test_what_is_complete_printed_and_good_goes_on_to_entry() -> None:
    given = OPEN.given(*JUDGED)
    given.when(verify()).then(verified(*SORTED))
    assert given.after(verify()).state.journey.stage is Stage.AT_ENTRY


def test_a_legal_day_goes_with_it() -> None:
    day = date(2026, 4, 30)
    OPEN.given(*JUDGED).when(verify(legal_day=day)).then(verified(*SORTED, legal_day=day))


UNPRINTED = tuple(fact for fact in JUDGED if fact != printed())


def test_nothing_is_verified_unprinted() -> None:
    OPEN.given(*UNPRINTED).when(verify()).then_refused(NotPrinted)


def test_printing_may_be_skipped_for_a_reason_or_by_the_offices_setting() -> None:
    OPEN.given(*UNPRINTED, print_skipped()).when(verify()).then(verified(*SORTED))
    OPEN.given(*UNPRINTED).when(verify(print_required=False)).then(verified(*SORTED))


def test_a_supplement_that_comes_meanwhile_is_printed_too() -> None:
    OPEN.given(*JUDGED, supplemented(MORE)).when(verify()).then_refused(NotPrinted)
    OPEN.given(*JUDGED, supplemented(MORE), printed()).when(verify()).then(verified(*SORTED))


def test_a_paper_with_a_new_photo_is_judged_again() -> None:
    more = (supplemented(MORE), attached(Paper.KK_LAMA, MORE), printed())
    OPEN.given(*JUDGED, *more).when(verify()).then_refused(NotJudged, papers=(Paper.KK_LAMA,))
    OPEN.given(*JUDGED, *more, judged(Paper.KK_LAMA)).when(verify()).then(verified(*SORTED))


def test_a_paper_that_lost_one_of_its_photos_is_judged_again() -> None:
    two_pages = (supplemented(MORE), attached(Paper.KK_LAMA, MORE), printed(), judged(Paper.KK_LAMA))
    OPEN.given(*JUDGED, *two_pages, unreadable(MORE)).when(verify()).then_refused(NotJudged, papers=(Paper.KK_LAMA,))


def test_a_paper_that_lost_its_only_photo_lacks() -> None:
    lacks = (Lack(paper=Paper.KK_LAMA, reason=LackReason.MISSING),)
    OPEN.given(*JUDGED, unreadable(PHOTOS[Paper.KK_LAMA])).when(verify()).then_refused(NotAllGood, lacks=lacks)


# ---------------------------------------------------------------- given back


def test_what_lacks_goes_back_in_one_message_with_a_reason_per_paper() -> None:
    lacks = (NO_BIRTH_LETTER, Lack(paper=Paper.KK_LAMA, reason=LackReason.NOT_ORIGINAL))
    given = OPEN.given(*COMPLETE)
    given.when(return_berkas(*lacks)).then(returned(*lacks))
    assert given.after(return_berkas(*lacks)).state.journey.stage is Stage.WITH_APPLICANT


def test_nothing_goes_back_without_a_reason() -> None:
    command = Return(**asked(SITI), seen=LATEST, lacks=(), deadline=DEADLINE)
    OPEN.given(*COMPLETE).when(command).then_refused(NothingLacks)


def test_in_a_new_round_every_paper_is_judged_anew() -> None:
    again = (*JUDGED, returned(), informed(), supplemented(MORE), printed(), found_complete())
    OPEN.given(*again).when(verify()).then_refused(NotJudged, papers=SORTED)
    OPEN.given(*again, *GOOD).when(verify()).then(verified(*SORTED))


def test_what_entry_gave_back_is_judged_anew() -> None:
    again = (*JUDGED, verified(), entry_returned(Desk.VERIFICATION))
    OPEN.given(*again).when(verify(once="again")).then_refused(NotJudged, papers=SORTED)
    OPEN.given(*again, *GOOD).when(verify(once="again")).then(verified(*SORTED))
    OPEN.given(*again).when(return_berkas()).then(returned())


def test_what_the_kasi_gave_back_is_judged_anew() -> None:
    at_kasi = (*JUDGED, verified(), siak_entered(), draft_printed())
    again = (*at_kasi, draft_returned(to=Desk.VERIFICATION))
    OPEN.given(*again).when(verify(once="again")).then_refused(NotJudged, papers=SORTED)


# ---------------------------------------------------------------- only here, only once, only what was seen


@pytest.mark.parametrize("stage", ELSEWHERE)
def test_nobody_judges_what_lies_elsewhere(stage: Stage) -> None:
    given = OPEN.given(*HISTORIES[stage])
    for command in (judge(Paper.KK_LAMA), verify(), return_berkas()):
        given.when(command).then_refused(NotHere, stage=stage, at=NOON)


def test_nobody_verifies_a_berkas_that_never_came() -> None:
    for command in (judge(Paper.KK_LAMA), verify(), return_berkas()):
        OPEN.when(command).then_refused(NeverCame)


def test_nobody_verifies_what_was_never_found_complete() -> None:
    found = [fact for fact in JUDGED if fact != found_complete()]
    OPEN.given(*found).when(verify()).then_refused(NotHere, stage=Stage.AT_INTAKE)


def test_the_same_press_twice_is_one() -> None:
    OPEN.given(*COMPLETE).after(judge(*BIRTH_PAPERS)).when(judge(*BIRTH_PAPERS)).then_nothing()
    OPEN.given(*JUDGED).after(verify()).when(verify()).then_nothing()
    OPEN.given(*COMPLETE).after(return_berkas()).when(return_berkas()).then_nothing()


@pytest.mark.parametrize(
    "changed",
    [supplemented(MORE, by=UJANG), attached(Paper.KK_LAMA, by=UJANG), unreadable(by=UJANG)],
    ids=lambda fact: fact.NAME,
)
def test_who_has_not_seen_the_newest_photos_judges_nothing(changed: Fact) -> None:
    seen = len(JUDGED)
    given = OPEN.given(*JUDGED, changed)
    for command in (judge(Paper.KK_LAMA, seen=seen), verify(seen=seen), return_berkas(seen=seen)):
        given.when(command).then_refused(ChangedSinceSeen, seen=seen, what=changed.NAME, by=UJANG, at=NOON)


@pytest.mark.parametrize(
    ("since", "by"),
    [
        ((verified(), entry_returned(Desk.VERIFICATION)), BUDI),
        ((verified(), siak_entered(), draft_printed(), draft_returned(to=Desk.VERIFICATION)), HASAN),
    ],
    ids=["from entry", "from the Kasi"],
)
def test_who_has_not_seen_why_it_came_back_judges_nothing(since: tuple[Fact, ...], by: object) -> None:
    given = OPEN.given(*JUDGED, *since)
    given.when(judge(*BIRTH_PAPERS, seen=len(JUDGED))).then_refused(ChangedSinceSeen, by=by)


def test_ones_own_verdicts_make_no_screen_stale() -> None:
    given = OPEN.given(*COMPLETE).after(judge(*BIRTH_PAPERS, once="judging", seen=len(COMPLETE)))
    given.when(verify(seen=len(COMPLETE))).then(verified(*SORTED))


# ---------------------------------------------------------------- separate hands

BACK = (*JUDGED, verified(by=DEWI), entry_returned(Desk.VERIFICATION, by=SITI))


def test_who_entered_does_not_verify_in_any_later_round() -> None:
    given = OPEN.given(*BACK, *(judged(paper, by=DEWI) for paper in BIRTH_PAPERS))
    for command in (judge(Paper.KK_LAMA, by=SITI), verify(by=SITI), return_berkas(by=SITI)):
        given.when(command).then_refused(SameHands, officer=SITI.id, did="entry")
    given.when(verify(by=DEWI, once="again")).then(verified(*SORTED, by=DEWI))


@pytest.mark.parametrize("entered", [siak_entered(by=SITI), draft_printed(by=SITI)], ids=lambda fact: fact.NAME)
def test_typing_and_drafting_are_both_entry(entered: Fact) -> None:
    facts = (*JUDGED, verified(by=DEWI), siak_entered(), entered, draft_returned(to=Desk.VERIFICATION))
    OPEN.given(*facts).when(judge(Paper.KK_LAMA, by=SITI)).then_refused(SameHands, did="entry")


def test_a_surat_tugas_lets_one_officer_do_both() -> None:
    given = OPEN.given(*BACK)
    given.when(judge(Paper.KK_LAMA, by=SITI, combined=True)).then(judged(Paper.KK_LAMA))
    given.when(return_berkas(by=SITI, combined=True)).then(returned())
    given.given(*GOOD).when(verify(by=SITI, combined=True)).then(verified(*SORTED))


def test_two_officers_of_the_desk_may_share_the_work() -> None:
    given = OPEN.given(*COMPLETE, *(judged(paper, by=DEWI) for paper in BIRTH_PAPERS))
    given.when(verify(by=SITI)).then(verified(*SORTED))
