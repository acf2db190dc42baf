"""Does the dossier show all that happened, and of each thing the latest?"""

from __future__ import annotations

import pytest

from shared.contracts.delivery import ReceiverRecorded
from shared.contracts.fact import Fact
from shared.contracts.rules.dossier import Dossier, Paperwork, open_dossier
from shared.contracts.rules.journey import Stage
from shared.contracts.shapes import Lack
from shared.contracts.vocabulary import (
    Desk,
    Ending,
    LackReason,
    Paper,
    PaperVerdict,
    PhotoId,
    SenderRelation,
)
from tests.support.builders import (
    attached,
    document_signed,
    draft_printed,
    draft_returned,
    entry_returned,
    fetched,
    found_complete,
    found_incomplete,
    judged,
    printed,
    received,
    relation_recorded,
    returned,
    siak_entered,
    supplemented,
    unreadable,
    verified,
)
from tests.support.histories import history, up_to_delivery, up_to_entry, up_to_signer
from tests.support.people import (
    BERKAS,
    KARTU,
    KUTIPAN,
    NO_BIRTH_LETTER,
    NOON,
    PHOTO,
    RECEIVER,
    RINA,
    blob,
    made_up,
    sealed,
)
from tests.support.stages import HISTORIES

pytestmark = pytest.mark.spine

SECOND = PhotoId(made_up("second photo"))
OTHER_LACK = Lack(paper=Paper.KK_LAMA, reason=LackReason.UNREADABLE)


def dossier(*facts: Fact) -> Dossier:
    return open_dossier(history(*facts))


def test_a_dossier_of_nothing_is_empty() -> None:
    assert dossier() == Dossier()
    assert dossier().catalogue == ""


@pytest.mark.parametrize("stage", Stage)
def test_everything_that_happened_stands_in_it_in_order(stage: Stage) -> None:
    facts = HISTORIES[stage]
    opened = dossier(*facts)
    assert [one.fact for one in opened.history] == list(facts)
    assert (opened.version, opened.journey.stage) == (len(facts), stage)


def test_it_names_the_catalogue_it_is_judged_by() -> None:
    assert dossier(received()).catalogue == received().catalogue


def test_it_holds_every_photo_with_what_we_have_of_it() -> None:
    opened = dossier(received(), fetched(), supplemented(SECOND), fetched(SECOND, content="two"), unreadable())
    assert opened.photos == {PHOTO: fetched(), SECOND: fetched(SECOND, content="two")}
    assert set(opened.journey.photos) == {SECOND}


def test_it_shows_the_sheet_that_was_last_printed() -> None:
    assert dossier(received()).sheet is None
    assert dossier(received(), printed()).sheet == blob("print sheet")


def test_it_shows_what_the_applicant_was_last_asked_for() -> None:
    assert dossier(received(), found_incomplete()).lacks == (NO_BIRTH_LETTER,)
    assert dossier(received(), found_incomplete(), found_complete(), returned(OTHER_LACK)).lacks == (OTHER_LACK,)
    assert dossier(*up_to_entry(), entry_returned(Desk.INTAKE, OTHER_LACK)).lacks == (OTHER_LACK,)


def test_what_desks_ask_of_each_other_is_not_asked_of_her() -> None:
    facts = (*up_to_entry(), entry_returned(Desk.VERIFICATION, OTHER_LACK))
    assert dossier(received(), found_incomplete(), *facts[1:]).lacks == (NO_BIRTH_LETTER,)


def test_it_shows_the_verdicts_that_stand() -> None:
    judging = (received(), attached(Paper.KK_LAMA), found_complete(), judged(Paper.KK_LAMA, PaperVerdict.EXPIRED))
    assert dossier(*judging).verdicts == {Paper.KK_LAMA: judging[-1]}
    assert dossier(*judging, returned()).verdicts == {Paper.KK_LAMA: judging[-1]}
    renewed = (*judging, returned(), supplemented(SECOND), attached(Paper.KK_LAMA, SECOND))
    assert dossier(*renewed).verdicts == {}
    assert dossier(*judging, returned(), supplemented(SECOND), found_complete()).verdicts == {}


def test_it_keeps_every_draft_of_every_document_and_the_signed_ones() -> None:
    facts = (
        *up_to_entry(),
        siak_entered(KUTIPAN, KARTU),
        draft_printed(KUTIPAN),
        draft_printed(KARTU),
        draft_returned(KARTU),
        draft_printed(KARTU, revision=2),
    )
    papers = dossier(*facts).documents
    assert [draft.revision for draft in papers[KARTU.document_id].drafts] == [1, 2]
    assert papers[KUTIPAN.document_id] == Paperwork(drafts=(draft_printed(KUTIPAN),))
    signed = dossier(*up_to_signer(KUTIPAN, KARTU), document_signed(KARTU)).documents
    assert signed[KARTU.document_id].signed == document_signed(KARTU)
    assert signed[KUTIPAN.document_id].signed is None


def test_it_shows_the_last_entry_in_siak() -> None:
    again = (*up_to_entry(), siak_entered(), entry_returned(Desk.VERIFICATION), verified(), siak_entered(KARTU))
    assert dossier(*again).siak == siak_entered(KARTU)


def test_it_shows_who_may_receive_the_documents_and_what_the_sender_is() -> None:
    receiver = ReceiverRecorded(
        berkas_id=BERKAS,
        receiver=sealed(RECEIVER),
        relation=SenderRelation.FAMILY,
        ending=Ending.DIANTAR,
        by=RINA,
        occurred_at=NOON,
    )
    opened = dossier(*up_to_delivery(), relation_recorded(SenderRelation.FAMILY), receiver)
    assert (opened.receiver, opened.relation) == (receiver, SenderRelation.FAMILY)
