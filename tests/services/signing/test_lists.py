"""Where does a berkas stand at the signing desk, which attempts are open, which signatures can be checked?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.signing.views import ATTEMPTS, OUTCOME_UNKNOWN, PATIENCE, QUEUE, SIGNATURES, Attempt, Signature
from shared.contracts.fact import Fact
from shared.contracts.signing import DocumentRevoked, DocumentSuperseded
from shared.contracts.vocabulary import Desk
from shared.view import Due, Place
from tests.services.signing.asking import NEWER
from tests.support.builders import (
    closed,
    document_received,
    document_sent,
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    found_complete,
    received,
    rejected,
    rejection_dismissed,
    rejection_proposed,
    siak_entered,
    signing_declined,
    signing_failed,
    signing_outcome_unknown,
    signing_request_withdrawn,
    signing_requested,
    signing_started,
    verified,
    withdrawn,
)
from tests.support.histories import history, recorded, up_to_delivery, up_to_kasi, up_to_signer
from tests.support.people import BERKAS, KARTU, KUTIPAN, NOMOR, NOON, YENI, sealed

pytestmark = pytest.mark.spine

LATER, LATEST = NOON + timedelta(hours=1), NOON + timedelta(hours=2)


def place_after(*facts: Fact) -> Place:
    heard = [one for one in history(*facts) if type(one.fact).ANNOUNCED or one.fact.DESK in (Desk.SIGNING, None)]
    return QUEUE.place(QUEUE.fold(heard)[BERKAS])


def lists(*facts: Fact) -> list[str | None]:
    """Where it stands after each of the facts."""
    return [place_after(*facts[: number + 1]).queue for number in range(len(facts))]


# ---------------------------------------------------------------- the desk's list


def test_a_whole_life() -> None:
    life = {
        received(): None,
        found_complete(): None,
        verified(): None,
        siak_entered(KUTIPAN, KARTU): None,
        draft_printed(KUTIPAN): None,
        draft_printed(KARTU): "kasi",
        draft_validated(KUTIPAN): "kasi",
        draft_returned(KARTU): None,
        draft_printed(KARTU, revision=2): "kasi",
        draft_validated(KARTU, revision=2): "kasi",
        signing_requested(KUTIPAN): "kasi",
        signing_requested(KARTU, revision=2): "signer",
        signing_request_withdrawn(KARTU): "kasi",
        signing_requested(KARTU, revision=2, at=LATER): "signer",
        signing_declined(KARTU): "kasi",
        draft_validated(KARTU, revision=2, at=LATER): "kasi",
        signing_requested(KARTU, revision=2, at=LATEST): "signer",
        signing_started(KUTIPAN): "signer",
        document_signed(KUTIPAN): "signer",
        signing_started(KARTU): "signer",
        signing_failed(KARTU): "signer",
        signing_started(KARTU, attempt=2): "signer",
        signing_outcome_unknown(KARTU, attempt=2): "unknown",
        document_signed(KARTU): None,
        document_sent(KUTIPAN): None,
        document_received(KUTIPAN): None,
        closed(): None,
    }
    assert lists(*life) == list(life.values())


def test_what_nobody_knows_comes_before_everything_else() -> None:
    past = (*up_to_signer(KUTIPAN, KARTU), signing_started(KUTIPAN), signing_outcome_unknown(KUTIPAN))
    assert lists(*past, rejection_proposed(), signing_declined(KARTU))[-2:] == ["unknown", "unknown"]


def test_a_proposal_to_reject_is_listed_wherever_the_berkas_lies() -> None:
    past = (received(), rejection_proposed(Desk.INTAKE), rejection_dismissed())
    assert lists(*past)[1:] == ["proposals", None]
    assert lists(*up_to_kasi(), rejection_proposed(), rejection_dismissed())[-2:] == ["proposals", "kasi"]


@pytest.mark.parametrize("ending", [withdrawn(), rejected()])
def test_with_the_berkas_its_proposal_ends(ending: Fact) -> None:
    assert place_after(*up_to_kasi(), rejection_proposed(), ending).queue is None


def test_no_proposal_is_listed_once_all_is_signed() -> None:
    assert place_after(*up_to_signer(), rejection_proposed(), document_signed()).queue is None


def test_it_waits_since_it_came_to_where_it_is() -> None:
    past = (*up_to_kasi()[:-1], draft_printed(at=LATER), draft_validated(at=LATEST))
    assert place_after(*past).rank == LATER
    assert place_after(*past, signing_requested(at=LATEST)).rank == LATEST


def test_a_legal_day_stands_before_age_and_a_nomor_finds_it() -> None:
    day = date(2026, 4, 20)
    place = place_after(received(), found_complete(legal_day=day), verified())
    assert place.legal_day == day
    assert place.handles == (NOMOR,)


# ---------------------------------------------------------------- attempts without outcome


def open_attempts(*facts: Fact) -> list[Attempt]:
    return list(ATTEMPTS.fold(history(*facts)).values())


def test_an_attempt_without_outcome_is_given_up_when_patience_ends() -> None:
    started = recorded(signing_started())
    [attempt] = ATTEMPTS.fold([started]).values()
    assert (attempt.document_id, attempt.attempt) == (KUTIPAN.document_id, 1)
    assert ATTEMPTS.place(attempt).due == Due(NOON + PATIENCE, OUTCOME_UNKNOWN, started.envelope.fact_id)


@pytest.mark.parametrize("outcome", [document_signed(), signing_failed(), signing_outcome_unknown()])
def test_any_outcome_ends_the_waiting(outcome: Fact) -> None:
    assert open_attempts(signing_started(), outcome) == []


def test_each_document_is_waited_for_by_itself() -> None:
    [left] = open_attempts(signing_started(KUTIPAN), signing_started(KARTU), document_signed(KUTIPAN))
    assert left.document_id == KARTU.document_id


def test_a_second_attempt_is_waited_for_anew() -> None:
    [attempt] = open_attempts(signing_started(), signing_failed(), signing_started(attempt=2, at=LATER))
    assert (attempt.attempt, attempt.started_at) == (2, LATER)


def test_what_was_imported_was_never_waited_for() -> None:
    assert open_attempts(*up_to_delivery()) == []


# ---------------------------------------------------------------- signatures anyone may check


SUPERSEDED = DocumentSuperseded(
    berkas_id=BERKAS,
    document_id=KUTIPAN.document_id,
    replaced_by=NEWER,
    note=sealed("salah nama"),
    by=YENI,
    occurred_at=NOON,
)
REVOKED = DocumentRevoked(
    berkas_id=BERKAS, document_id=KUTIPAN.document_id, note=sealed("salah"), by=YENI, occurred_at=NOON
)


def signature(*facts: Fact) -> Signature | None:
    return SIGNATURES.fold(history(*facts)).get(KUTIPAN.document_id)


def test_a_signature_is_found_by_its_code_and_says_nothing_about_people() -> None:
    expected = Signature(
        berkas_id=BERKAS,
        document_id=KUTIPAN.document_id,
        code=KUTIPAN.document_id[:13],
        signer=YENI.id,
        signed_at=NOON,
        sha256=document_signed().pdf.sha256,
        evidence=document_signed().evidence,
    )
    assert signature(document_signed()) == expected
    assert SIGNATURES.place(expected) == Place(rank=NOON, handles=(expected.code,))


def test_what_comes_later_takes_its_standing_never_the_signature() -> None:
    superseded, revoked = signature(document_signed(), SUPERSEDED), signature(document_signed(), REVOKED)
    assert superseded is not None
    assert revoked is not None
    assert (superseded.superseded, superseded.revoked) == (True, False)
    assert (revoked.superseded, revoked.revoked) == (False, True)


@pytest.mark.parametrize("later", [SUPERSEDED, REVOKED])
def test_what_was_never_signed_has_no_standing(later: Fact) -> None:
    assert signature(later) is None
