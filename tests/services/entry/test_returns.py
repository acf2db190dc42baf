"""What only SIAK shows: how does the work go back, to whom, and with which reasons?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.entry.decisions.berkas import ENTRY
from services.entry.decisions.commands import DraftStands, NothingLacks
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.journey import NeverCame, NotHere, SigningUnderWay, Stage
from shared.contracts.vocabulary import Desk, EntryReturnReason
from shared.errors import ChangedSinceSeen
from tests.services.entry.asking import enter, give_back, print_draft
from tests.support.builders import (
    draft_returned,
    draft_validated,
    entry_returned,
    found_complete,
    siak_entered,
    signing_declined,
    signing_started,
    supplemented,
    verified,
)
from tests.support.histories import up_to_entry, up_to_kasi, up_to_signer
from tests.support.people import BUDI, DEWI, KARTU, KUTIPAN, NO_BIRTH_LETTER, SITI, sealed
from tests.support.scenario import scenario

pytestmark = pytest.mark.spine

entry = scenario(ENTRY)


def test_what_lacks_goes_back_to_the_applicant_with_its_reasons() -> None:
    returned = entry_returned(Desk.INTAKE, NO_BIRTH_LETTER)
    entry.given(*up_to_entry()).when(give_back(NO_BIRTH_LETTER)).then(returned)


def test_the_applicant_is_waited_for_until_a_day_and_told_why() -> None:
    command = replace(give_back(NO_BIRTH_LETTER), deadline=date(2026, 3, 16), note=sealed("dua NIK"))
    returned = replace(entry_returned(), deadline=date(2026, 3, 16), note=sealed("dua NIK"))
    entry.given(*up_to_entry()).when(command).then(returned)


def test_a_berkas_given_back_waits_with_the_applicant() -> None:
    past = entry.given(*up_to_entry()).after(give_back(NO_BIRTH_LETTER))
    assert past.state.journey.stage is Stage.WITH_APPLICANT
    past.when(enter()).then_refused(NotHere, stage=Stage.WITH_APPLICANT)


def test_nothing_goes_back_to_the_applicant_without_a_reason_per_paper() -> None:
    entry.given(*up_to_entry()).when(give_back()).then_refused(NothingLacks)


def test_verification_judges_again_what_siak_made_doubtful() -> None:
    command = replace(give_back(to=Desk.VERIFICATION), reason=EntryReturnReason.TIDAK_PADAN)
    returned = replace(entry_returned(Desk.VERIFICATION, reason=EntryReturnReason.TIDAK_PADAN), lacks=())
    past = entry.given(*up_to_entry())
    past.when(command).then(returned)
    assert past.given(returned).state.journey.stage is Stage.AT_VERIFICATION


def test_work_goes_back_from_among_the_drafts_too() -> None:
    drafting = entry.given(*up_to_entry(), siak_entered(KUTIPAN, KARTU))
    drafting.when(give_back(NO_BIRTH_LETTER)).then(entry_returned())
    entry.given(*up_to_kasi()).when(give_back(NO_BIRTH_LETTER)).then(entry_returned())


def test_what_the_kasi_has_validated_goes_back_by_his_hand_only() -> None:
    past = (*up_to_kasi(KUTIPAN, KARTU), draft_validated(KUTIPAN))
    entry.given(*past).when(give_back(NO_BIRTH_LETTER)).then_refused(DraftStands, document_id=KUTIPAN.document_id)


def test_after_the_kasi_returned_one_draft_entry_may_send_all_of_it_back() -> None:
    past = (*up_to_kasi(KUTIPAN, KARTU), draft_validated(KUTIPAN), draft_returned(KARTU))
    entry.given(*past).when(give_back(NO_BIRTH_LETTER)).then(entry_returned())


def test_nothing_goes_back_while_a_signature_is_under_way() -> None:
    past = (*up_to_signer(KUTIPAN, KARTU), signing_started(KUTIPAN), signing_declined(KARTU))
    entry.given(*past).when(give_back(NO_BIRTH_LETTER)).then_refused(SigningUnderWay)


def test_nothing_goes_back_that_is_not_here() -> None:
    entry.when(give_back(NO_BIRTH_LETTER)).then_refused(NeverCame)
    entry.given(*up_to_signer()).when(give_back(NO_BIRTH_LETTER)).then_refused(NotHere, stage=Stage.AT_SIGNER)


def test_giving_back_asked_twice_gives_back_once() -> None:
    asked = give_back(NO_BIRTH_LETTER)
    entry.given(*up_to_entry()).after(asked).when(asked).then_nothing()


def test_a_stale_screen_gives_nothing_back() -> None:
    past = entry.given(*up_to_entry(), supplemented())
    past.when(give_back(NO_BIRTH_LETTER, seen=4)).then_refused(ChangedSinceSeen)


def test_who_verified_does_not_give_back_as_entry() -> None:
    entry.given(*up_to_entry()).when(give_back(NO_BIRTH_LETTER, by=SITI)).then_refused(SameHands, did="verification")
    by_letter = give_back(NO_BIRTH_LETTER, by=SITI, combined=True)
    entry.given(*up_to_entry()).when(by_letter).then(entry_returned(by=SITI))


def test_after_any_number_of_rounds_the_berkas_goes_on() -> None:
    round_ = (entry_returned(), supplemented(), found_complete(), verified(by=DEWI))
    past = entry.given(*up_to_entry(), *round_, *round_, *round_)
    entered = past.after(enter(by=BUDI))
    assert entered.after(print_draft()).state.journey.stage is Stage.AT_KASI
