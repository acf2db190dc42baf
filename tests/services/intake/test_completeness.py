"""Is every berkas printed, and found complete or incomplete by the catalogue of its day? (SOP step 3)."""

from __future__ import annotations

from datetime import date

import pytest

from services.intake.decisions.berkas import INTAKE
from services.intake.decisions.commands import (
    DuplicateUndecided,
    Ended,
    FindIncomplete,
    InSiakAlready,
    NothingLacks,
    StillLacking,
)
from shared.contracts.fact import Fact
from shared.contracts.requirements import RequirementId
from shared.contracts.rules.journey import BEFORE_SIAK, NeverCame, NotHere, Stage
from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import Desk, LackReason, Layanan, Paper, PhotoId, PrintSkipReason, Variant
from shared.errors import ChangedSinceSeen
from tests.services.intake.asking import (
    LATEST,
    SECOND,
    attach,
    change_layanan,
    find_complete,
    find_incomplete,
    record_print,
    skip_print,
    suspect,
)
from tests.support.builders import (
    DEADLINE,
    attached,
    draft_returned,
    entry_returned,
    found_complete,
    found_incomplete,
    informed,
    layanan_changed,
    print_skipped,
    printed,
    received,
    reopened,
    returned,
    siak_entered,
    supplemented,
    unreadable,
    verified,
)
from tests.support.histories import up_to_entry, up_to_kasi
from tests.support.people import BIRTH_PAPERS, HASAN, NO_BIRTH_LETTER, NOON, PHOTO, RINA, SITI, UJANG, asked, made_up
from tests.support.scenario import scenario
from tests.support.stages import AFTER_INTAKE, HISTORIES, OTHER, OVER, UNDER_WAY

pytestmark = pytest.mark.spine

OPEN = scenario(INTAKE)
LETTER_OF_BIRTH = PhotoId(made_up("letter of birth"))


def shown(*papers: Paper) -> tuple[Fact, ...]:
    """A berkas with one photo of each of these papers."""
    photos = {paper: PhotoId(made_up(f"photo of {paper}")) for paper in papers}
    return (
        received(photos=tuple(photos.values()) or (PHOTO,)),
        *(attached(paper, photo) for paper, photo in photos.items()),
    )


COMPLETE = shown(*BIRTH_PAPERS)
SORTED = tuple(sorted(BIRTH_PAPERS))


# ---------------------------------------------------------------- the print


@pytest.mark.parametrize("stage", [Stage.AT_INTAKE, *AFTER_INTAKE])
def test_the_photos_are_printed_at_the_desk_and_again_for_whoever_has_the_berkas(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(record_print()).then(printed())


@pytest.mark.parametrize("reason", PrintSkipReason)
def test_printing_is_skipped_for_a_reason_on_record(reason: PrintSkipReason) -> None:
    OPEN.given(received()).when(skip_print(reason)).then(print_skipped(reason))


def test_what_lies_with_the_applicant_is_printed_when_she_has_answered() -> None:
    OPEN.given(*HISTORIES[Stage.WITH_APPLICANT]).when(record_print()).then_refused(NotHere)
    OPEN.given(*HISTORIES[Stage.WITH_APPLICANT]).when(skip_print()).then_refused(NotHere)


@pytest.mark.parametrize("stage", OVER)
def test_nothing_is_printed_of_what_has_ended(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(record_print()).then_refused(Ended, stage=stage)


def test_new_photos_are_printed_anew() -> None:
    assert OPEN.given(received(), printed()).state.journey.printed
    assert not OPEN.given(received(), printed(), supplemented(SECOND)).state.journey.printed
    assert OPEN.given(received(), printed(), supplemented(SECOND), print_skipped()).state.journey.printed


# ---------------------------------------------------------------- incomplete


def test_the_applicant_is_told_everything_that_lacks_at_once() -> None:
    lacks = (NO_BIRTH_LETTER, Lack(paper=Paper.KK_LAMA, reason=LackReason.NOT_ORIGINAL))
    OPEN.given(received()).when(find_incomplete(*lacks)).then(found_incomplete(*lacks))


def test_an_applicant_is_given_until_a_day_to_answer() -> None:
    OPEN.given(received()).when(find_incomplete(deadline=date(2026, 3, 9))).then(
        found_incomplete(deadline=date(2026, 3, 9))
    )


def test_nobody_is_told_that_something_lacks_without_being_told_what() -> None:
    command = FindIncomplete(**asked(RINA), seen=LATEST, lacks=(), deadline=DEADLINE)
    OPEN.given(received()).when(command).then_refused(NothingLacks)


def test_what_lies_with_the_applicant_is_not_sent_to_her_again() -> None:
    OPEN.given(*HISTORIES[Stage.WITH_APPLICANT]).when(find_incomplete()).then_refused(NotHere, by=RINA, at=NOON)


# ---------------------------------------------------------------- complete


def test_a_berkas_with_every_paper_of_the_catalogue_goes_on_to_verification() -> None:
    OPEN.given(*COMPLETE).when(find_complete()).then(found_complete(*SORTED))


def test_an_alternative_is_as_good() -> None:
    papers = (Paper.F_2_01, Paper.SURAT_KETERANGAN_LAHIR, Paper.F_2_04, Paper.KK_LAMA)
    OPEN.given(*shown(*papers)).when(find_complete()).then(found_complete(*sorted(papers)))


@pytest.mark.parametrize("left_out", BIRTH_PAPERS)
def test_a_berkas_that_lacks_a_paper_is_not_complete(left_out: Paper) -> None:
    papers = [paper for paper in BIRTH_PAPERS if paper is not left_out]
    lacks = (Lack(paper=left_out, reason=LackReason.MISSING),)
    OPEN.given(*shown(*papers)).when(find_complete()).then_refused(StillLacking, lacks=lacks)


def test_an_unreadable_photo_counts_for_no_paper() -> None:
    facts = (*COMPLETE, unreadable(PhotoId(made_up(f"photo of {Paper.KK_LAMA}"))))
    lacks = (Lack(paper=Paper.KK_LAMA, reason=LackReason.MISSING),)
    OPEN.given(*facts).when(find_complete()).then_refused(StillLacking, lacks=lacks)


def test_a_photo_nobody_has_sorted_counts_for_no_paper() -> None:
    OPEN.given(received()).when(find_complete()).then_refused(StillLacking)


def test_a_condition_that_holds_asks_for_its_paper() -> None:
    by_proxy = find_complete(when=(RequirementId("surat_kuasa"),))
    lacks = (Lack(paper=Paper.F_1_07, reason=LackReason.MISSING),)
    OPEN.given(*COMPLETE).when(by_proxy).then_refused(StillLacking, lacks=lacks)
    OPEN.given(*shown(*BIRTH_PAPERS, Paper.F_1_07)).when(by_proxy).then(
        found_complete(*sorted((*BIRTH_PAPERS, Paper.F_1_07)))
    )


def test_a_supplement_makes_it_complete() -> None:
    papers = [paper for paper in BIRTH_PAPERS if paper is not Paper.SURAT_KETERANGAN_LAHIR]
    facts = (*shown(*papers), found_incomplete(), informed(), supplemented(LETTER_OF_BIRTH))
    OPEN.given(*facts).after(attach(Paper.SURAT_KETERANGAN_LAHIR, LETTER_OF_BIRTH, once="sorting")).when(
        find_complete()
    ).then(found_complete(*SORTED))


def test_a_legal_day_read_from_the_papers_goes_with_it() -> None:
    day = date(2026, 4, 30)
    OPEN.given(*COMPLETE).when(find_complete(legal_day=day)).then(found_complete(*SORTED, legal_day=day))


def test_a_berkas_that_may_be_another_again_is_not_complete_while_that_is_undecided() -> None:
    facts = OPEN.given(*COMPLETE).after(suspect(once="suspecting"))
    facts.when(find_complete()).then_refused(DuplicateUndecided, others=(OTHER,))


@pytest.mark.parametrize("stage", [Stage.WITH_APPLICANT, *AFTER_INTAKE])
def test_only_what_lies_at_intake_is_found_complete_or_not(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(find_complete()).then_refused(NotHere, stage=stage)
    OPEN.given(*HISTORIES[stage]).when(find_incomplete()).then_refused(NotHere, stage=stage)


@pytest.mark.parametrize("stage", OVER)
def test_nothing_that_ended_is_found_complete_or_not(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(find_complete()).then_refused(Ended, stage=stage)
    OPEN.given(*HISTORIES[stage]).when(find_incomplete()).then_refused(Ended, stage=stage)


def test_nothing_that_never_came_is_complete() -> None:
    OPEN.when(find_complete()).then_refused(NeverCame)


def test_found_complete_twice_by_the_same_press_is_found_complete_once() -> None:
    OPEN.given(*COMPLETE).after(find_complete()).when(find_complete()).then_nothing()


# ---------------------------------------------------------------- another layanan


@pytest.mark.parametrize("stage", sorted(BEFORE_SIAK))
def test_an_officer_corrects_what_is_asked_for_and_the_papers_are_checked_again(stage: Stage) -> None:
    given = OPEN.given(*HISTORIES[stage])
    given.when(change_layanan()).then(layanan_changed())
    journey = given.after(change_layanan()).state.journey
    assert (journey.stage, journey.layanan, journey.variant) == (Stage.AT_INTAKE, Layanan.KK, Variant.KK_PERUBAHAN)


def test_correcting_to_what_it_is_already_says_nothing() -> None:
    OPEN.given(received()).when(change_layanan(Variant.KELAHIRAN)).then_nothing()


def test_another_variant_of_the_same_layanan_is_a_correction() -> None:
    given = OPEN.given(received(layanan=Layanan.KK, variant=Variant.KK_PERUBAHAN))
    given.when(change_layanan(Variant.KK_HILANG_RUSAK)).then(layanan_changed(variant=Variant.KK_HILANG_RUSAK))


def test_the_corrected_layanan_asks_for_its_own_papers() -> None:
    papers = (Paper.F_1_02, Paper.KK_RUSAK, Paper.KTP_EL)
    given = OPEN.given(*shown(*papers)).after(change_layanan(Variant.KK_HILANG_RUSAK, once="correcting"))
    given.when(find_complete(Variant.KK_HILANG_RUSAK)).then(found_complete(*sorted(papers)))
    given.when(find_complete(Variant.KELAHIRAN)).then_refused(StillLacking)


@pytest.mark.parametrize("stage", [stage for stage in UNDER_WAY if stage not in BEFORE_SIAK])
def test_what_stands_in_siak_is_corrected_only_after_it_came_back(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(change_layanan()).then_refused(InSiakAlready, stage=stage)


def test_what_came_back_from_siak_is_corrected() -> None:
    back = draft_returned(to=Desk.INTAKE)
    OPEN.given(*up_to_kasi(), back).when(change_layanan()).then(layanan_changed())


@pytest.mark.parametrize("stage", OVER)
def test_nothing_that_ended_is_corrected(stage: Stage) -> None:
    OPEN.given(*HISTORIES[stage]).when(change_layanan()).then_refused(Ended, stage=stage)


# ---------------------------------------------------------------- stale screens


@pytest.mark.parametrize(
    "changed",
    [
        supplemented(SECOND, by=UJANG),
        attached(Paper.KK_LAMA, by=UJANG),
        unreadable(by=UJANG),
        layanan_changed(by=UJANG),
    ],
    ids=lambda fact: fact.NAME,
)
def test_an_operator_is_told_what_changed_since_her_screen_was_drawn(changed: Fact) -> None:
    given = OPEN.given(*COMPLETE, changed)
    for command in (find_complete(seen=5), find_incomplete(seen=5), change_layanan(seen=5)):
        given.when(command).then_refused(ChangedSinceSeen, seen=5, what=changed.NAME, by=UJANG, at=NOON)


@pytest.mark.parametrize(
    ("history", "back"),
    [
        (HISTORIES[Stage.AT_VERIFICATION], returned(by=SITI)),
        (up_to_entry(), entry_returned(by=SITI)),
        ((*up_to_entry(), siak_entered()), draft_returned(to=Desk.INTAKE, by=SITI)),
    ],
    ids=lambda told: getattr(told, "NAME", ""),
)
def test_who_has_not_seen_why_it_came_back_does_not_send_it_on(history: tuple[Fact, ...], back: Fact) -> None:
    given = OPEN.given(*history, back, reopened())
    given.when(find_complete(seen=len(history))).then_refused(ChangedSinceSeen, what=back.NAME, by=SITI)


def test_what_changes_no_paper_makes_no_screen_stale() -> None:
    given = OPEN.given(*COMPLETE, printed(by=HASAN), informed())
    given.when(find_complete(seen=len(COMPLETE))).then(found_complete(*SORTED))


def test_a_press_that_was_heeded_is_not_stale_when_it_is_sent_again() -> None:
    press = find_complete(seen=5)
    given = OPEN.given(*COMPLETE).after(press).given(returned(), supplemented(SECOND))
    given.when(press).then_nothing()


def test_loops_end_where_they_began_and_may_be_walked_again() -> None:
    facts = (*COMPLETE, found_complete(), returned(), supplemented(SECOND), found_complete(), verified())
    OPEN.given(*facts, entry_returned(), supplemented(SECOND)).when(find_complete()).then(found_complete(*SORTED))
