"""Does every list of the intake desk show what waits, through whole lives and their loops?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from services.intake.views import LAPSE, LIKENESSES, QUEUE, SILENCES, USUAL_PATIENCE, VISITS, place
from shared.contracts.fact import Fact, berkas_stream
from shared.contracts.intake import VisitCancelled, VisitEnded, VisitScheduled, VisitStarted
from shared.contracts.rules.journey import Stage
from shared.contracts.vocabulary import BerkasId, Channel, Desk, MessageKind, VisitId
from shared.view import Blind, Place
from tests.support.builders import (
    closed,
    document_signed,
    draft_printed,
    draft_returned,
    draft_validated,
    entry_returned,
    fetched,
    found_complete,
    found_incomplete,
    informed,
    lapsed,
    layanan_changed,
    merged,
    received,
    rejected,
    reopened,
    returned,
    siak_entered,
    signing_requested,
    supplemented,
    verified,
    withdrawn,
)
from tests.support.histories import history
from tests.support.people import BERKAS, NOMOR, NOON, PHOTO, TRACKING, UJANG, blob, made_up, sealed
from tests.support.stages import HISTORIES, OTHER

pytestmark = pytest.mark.spine


def day(count: float) -> datetime:
    return NOON + timedelta(days=count)


# ---------------------------------------------------------------- the list of the WA operator


def standing(*facts: Fact) -> Place:
    return place(QUEUE.fold(history(*facts))[BERKAS])


LIFE: Sequence[tuple[Fact, str | None]] = [
    (received(at=day(0)), "to_check"),
    (found_incomplete(at=day(1)), "with_applicant"),
    (supplemented(at=day(2)), "to_check"),
    (found_complete(at=day(3)), None),
    (returned(at=day(4)), "with_applicant"),
    (informed(MessageKind.BERKAS_PERLU_DIPERBAIKI, at=day(5)), "with_applicant"),
    (lapsed(at=day(20)), None),
    (reopened(at=day(21)), "to_check"),
    (found_complete(at=day(22)), None),
    (verified(at=day(23)), None),
    (entry_returned(at=day(24)), "with_applicant"),
    (supplemented(at=day(25)), "to_check"),
    (found_complete(at=day(26)), None),
    (layanan_changed(at=day(27)), "to_check"),
    (found_complete(at=day(28)), None),
    (verified(at=day(29)), None),
    (siak_entered(at=day(30)), None),
    (draft_printed(at=day(31)), None),
    (draft_returned(to=Desk.INTAKE, at=day(32)), "to_check"),
    (withdrawn(at=day(33)), None),
    (reopened(at=day(34)), "to_check"),
    (found_complete(at=day(35)), None),
    (verified(at=day(36)), None),
    (siak_entered(at=day(37)), None),
    (draft_printed(revision=2, at=day(38)), None),
    (draft_validated(revision=2, at=day(39)), None),
    (signing_requested(revision=2, at=day(40)), None),
    (document_signed(at=day(41)), None),
    (closed(at=day(42)), None),
]


@pytest.mark.parametrize("steps", range(1, len(LIFE) + 1))
def test_a_berkas_stands_in_the_operators_list_while_it_is_her_turn(steps: int) -> None:
    lived = LIFE[:steps]
    assert standing(*(fact for fact, _ in lived)).queue == lived[-1][1]


def test_a_berkas_that_comes_back_waits_from_when_it_came_back() -> None:
    assert standing(*(fact for fact, _ in LIFE[:3])).rank == day(2)
    assert standing(*(fact for fact, _ in LIFE[:8])).rank == day(21)


def test_what_moves_nothing_does_not_make_it_younger() -> None:
    assert standing(received(at=day(0)), supplemented(at=day(5))).rank == day(0)


def test_a_legal_day_comes_before_age() -> None:
    by = date(2026, 4, 30)
    assert standing(received(legal_day=by)).legal_day == by
    assert standing(received(), found_complete(legal_day=by), returned()).legal_day == by
    assert standing(received(legal_day=by), found_complete(), returned()).legal_day == by


def test_a_berkas_is_found_by_its_nomor_and_by_its_tracking_code_which_is_kept_blind() -> None:
    found = standing(received())
    assert found.handles == (NOMOR,)
    assert found.blind == (Blind(berkas_stream(BERKAS), sealed(TRACKING)),)


def test_what_is_told_of_a_berkas_that_never_came_shows_nothing() -> None:
    assert QUEUE.fold(history(found_complete(), returned())) == {}


# ---------------------------------------------------------------- who is silent

TOLD = (received(at=day(0)), found_incomplete(at=day(0), deadline=date(2026, 3, 9)), informed(at=day(1)))


def silence(*facts: Fact) -> Place | None:
    rows = SILENCES.fold(history(*facts))
    return SILENCES.place(rows[BERKAS]) if rows else None


def test_silence_is_due_when_the_days_she_was_given_have_passed_since_she_was_told() -> None:
    told = silence(*TOLD)
    assert told is not None
    assert told.due is not None
    assert (told.due.rule, told.due.at) == (LAPSE, day(1) + timedelta(days=7 + 1))
    assert told.due.cause == history(*TOLD)[-1].envelope.fact_id


def test_the_whole_of_her_last_day_is_hers() -> None:
    deadline = date(2026, 3, 9)
    told_at_once = silence(received(), found_incomplete(deadline=deadline), informed())
    assert told_at_once is not None
    assert told_at_once.due is not None
    midnight_wib = datetime(2026, 3, 9, 17, 0, tzinfo=NOON.tzinfo)
    assert told_at_once.due.at >= midnight_wib


@pytest.mark.parametrize(
    "facts",
    [
        (received(), found_incomplete()),
        (*TOLD, supplemented()),
        (*TOLD, lapsed()),
        (*TOLD, withdrawn()),
        (*TOLD, layanan_changed()),
        (*TOLD, supplemented(), found_incomplete()),
        (received(), found_incomplete(), informed(MessageKind.BERKAS_DITERIMA)),
    ],
    ids=["untold", "answered", "lapsed", "withdrawn", "corrected", "a new round", "other news"],
)
def test_nobody_is_waited_for_who(facts: tuple[Fact, ...]) -> None:
    row = silence(*facts)
    assert row is not None
    assert row.due is None


def test_a_new_round_waits_by_its_own_days_from_its_own_telling() -> None:
    again = silence(
        *TOLD,
        supplemented(at=day(2)),
        found_incomplete(at=day(3), deadline=(day(3) + timedelta(days=3)).date()),
        informed(at=day(4)),
    )
    assert again is not None
    assert again.due is not None
    assert again.due.at == day(4) + timedelta(days=3 + 1)


def test_work_that_entry_gave_back_without_a_day_is_waited_for_as_usual() -> None:
    facts = (*HISTORIES[Stage.AT_ENTRY], entry_returned(), informed(MessageKind.BERKAS_PERLU_DIPERBAIKI))
    row = silence(*facts)
    assert row is not None
    assert row.due is not None
    assert row.due.at == NOON + USUAL_PATIENCE


@pytest.mark.parametrize("end", [closed(), rejected(), merged(OTHER)], ids=lambda fact: fact.NAME)
def test_what_ended_for_good_is_forgotten_even_if_she_is_told_of_it(end: Fact) -> None:
    assert silence(received(), end) is None
    assert silence(received(), end, informed(MessageKind.BERKAS_DITOLAK)) is None


def test_what_may_be_reopened_is_remembered() -> None:
    reopened_again = silence(*TOLD, lapsed(), reopened(), found_incomplete(), informed(at=day(60)))
    assert reopened_again is not None
    assert reopened_again.due is not None


def test_it_is_known_which_applicants_the_motorcycle_serves() -> None:
    rows = SILENCES.fold(history(received(channel=Channel.MOTOR)))
    assert rows[BERKAS].motor
    assert not SILENCES.fold(history(received(channel=Channel.WHATSAPP)))[BERKAS].motor


# ---------------------------------------------------------------- what looks alike


def handles(*facts: Fact) -> tuple[str, ...] | None:
    rows = LIKENESSES.fold(history(*facts))
    return LIKENESSES.place(rows[BERKAS]).handles if rows else None


def test_an_application_is_recognised_by_the_bytes_of_each_of_its_photos() -> None:
    expected = sorted(blob(what, "image/jpeg").sha256 for what in ("one", "two"))
    facts = (received(), fetched(content="one"), fetched(content="two"))
    assert handles(*facts) == tuple(expected)
    assert handles(*facts, fetched(PHOTO, content="two")) == tuple(expected)


@pytest.mark.parametrize("end", [closed(), rejected(), merged(OTHER)], ids=lambda fact: fact.NAME)
def test_what_ended_for_good_is_no_longer_compared_with(end: Fact) -> None:
    assert handles(received(), fetched(), end) is None
    assert handles(received(), fetched(), end, fetched(content="late")) is None


@pytest.mark.parametrize("end", [lapsed(), withdrawn()], ids=lambda fact: fact.NAME)
def test_what_may_be_reopened_is_still_compared_with(end: Fact) -> None:
    assert handles(received(), fetched(), end) == (blob("photo", "image/jpeg").sha256,)


def test_each_application_is_recognised_by_itself() -> None:
    other = BerkasId(made_up("another berkas"))
    rows = LIKENESSES.fold((*history(received(), fetched()), *history(received(berkas=other))))
    assert {key: len(row.photos) for key, row in rows.items()} == {BERKAS: 1, other: 0}


# ---------------------------------------------------------------- the motorcycle's trips

VISIT_ID = VisitId(made_up("visit"))
SCHEDULED = VisitScheduled(
    visit_id=VISIT_ID, jorong="Lubuk  Contoh", on=date(2026, 3, 5), officers=(UJANG.id,), by=UJANG, occurred_at=NOON
)
STARTED = VisitStarted(visit_id=VISIT_ID, equipment=("HP",), by=UJANG, occurred_at=day(3))
ENDED = VisitEnded(visit_id=VISIT_ID, helped=3, by=UJANG, occurred_at=day(3.5))
CANCELLED = VisitCancelled(visit_id=VISIT_ID, note=sealed("hujan"), by=UJANG, occurred_at=day(3))


@pytest.mark.parametrize(
    ("facts", "queue"),
    [((SCHEDULED,), "planned"), ((SCHEDULED, STARTED), "riding"), ((SCHEDULED, STARTED, ENDED), None)],
    ids=["planned", "riding", "over"],
)
def test_a_trip_stands_in_a_list_by_its_day_until_it_is_over(facts: tuple[Fact, ...], queue: str | None) -> None:
    found = VISITS.place(VISITS.fold(history(*facts))[VISIT_ID])
    assert found.queue == queue
    assert found.rank.date() == SCHEDULED.on


def test_a_trip_is_found_by_its_jorong_also_when_it_is_over() -> None:
    over = VISITS.fold(history(SCHEDULED, STARTED, ENDED))[VISIT_ID]
    assert VISITS.place(over).handles == ("lubuk contoh",)
    assert over.started_at == day(3)


@pytest.mark.parametrize("facts", [(SCHEDULED, CANCELLED), (SCHEDULED, STARTED, CANCELLED), (STARTED,), (ENDED,)])
def test_a_trip_that_was_called_off_or_never_planned_is_none(facts: tuple[Fact, ...]) -> None:
    assert VISITS.fold(history(*facts)) == {}
