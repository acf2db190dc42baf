"""Does a row of a desk's list follow a berkas through its whole life, from what that desk may hear?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from shared.contracts.any_desk import BerkasTaken
from shared.contracts.fact import Fact
from shared.contracts.rules.journey import Stage
from shared.contracts.rules.lane import Lane, LaneFact, berkas_of, lane_facts, move
from shared.contracts.vocabulary import Channel, Desk
from tests.support.builders import (
    closed,
    document_sent,
    draft_printed,
    draft_returned,
    entry_returned,
    found_complete,
    judged,
    printed,
    received,
    rejection_proposed,
    returned,
    siak_entered,
    signing_started,
    supplemented,
    verified,
)
from tests.support.histories import history, recorded, up_to_kasi
from tests.support.people import BERKAS, BIRTH_PAPERS, DEWI, NOMOR, NOON, TRACKING, sealed
from tests.support.stages import HISTORIES

pytestmark = pytest.mark.spine


def day(count: float) -> datetime:
    return NOON + timedelta(days=count)


def row(*facts: Fact, desk: Desk = Desk.OVERSIGHT) -> Lane:
    """The row after what this desk hears of these facts."""
    lane: Lane | None = None
    for one in history(*facts):
        if isinstance(one.fact, lane_facts(desk)):
            lane = move(lane, recorded(one.fact, one.envelope.version))
    assert lane is not None
    return lane


def test_a_row_begins_with_the_receipt() -> None:
    lane = row(received(at=day(0), channel=Channel.MOTOR))
    assert (lane.berkas_id, lane.nomor, lane.tracking) == (BERKAS, NOMOR, sealed(TRACKING))
    assert (lane.channel, lane.received_at, lane.since, lane.version) == (Channel.MOTOR, day(0), day(0), 1)


def test_nothing_is_shown_of_a_berkas_that_never_came() -> None:
    assert move(None, recorded(found_complete())) is None


@pytest.mark.parametrize("desk", Desk)
def test_every_desk_hears_what_is_announced_what_any_desk_says_and_its_own(desk: Desk) -> None:
    heard = lane_facts(desk)
    assert {cls.DESK for cls in heard if not cls.ANNOUNCED} == ({desk, None} if own(desk) else {None})
    assert BerkasTaken in heard


def own(desk: Desk) -> list[type[LaneFact]]:
    return [cls for cls in lane_facts(desk) if cls.DESK is desk and not cls.ANNOUNCED]


@pytest.mark.parametrize("desk", Desk)
@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.NOWHERE])
def test_every_desk_knows_where_it_lies_from_what_it_hears(desk: Desk, stage: Stage) -> None:
    assert row(*HISTORIES[stage], desk=desk).journey.stage is stage


def test_it_waits_since_it_came_to_where_it_is() -> None:
    lived = (received(at=day(0)), found_complete(at=day(1)), judged(BIRTH_PAPERS[0], at=day(2)))
    assert row(*lived, desk=Desk.VERIFICATION).since == day(1)
    assert row(*lived, returned(at=day(3)), supplemented(at=day(4)), found_complete(at=day(5))).since == day(5)
    assert row(*lived, verified(at=day(3)), entry_returned(Desk.VERIFICATION, at=day(4))).since == day(4)


def test_loops_within_a_desk_count_from_the_last_coming() -> None:
    facts = (*up_to_kasi(), draft_returned(at=day(2)), draft_printed(revision=2, at=day(3)))
    assert row(*facts[:-1]).since == day(2)
    assert row(*facts).since == day(3)


@pytest.mark.parametrize("fact", [supplemented(at=day(9)), rejection_proposed(at=day(9))], ids=lambda fact: fact.NAME)
def test_what_moves_nothing_leaves_its_age(fact: Fact) -> None:
    assert row(received(), found_complete(at=day(1)), fact).since == day(1)


def test_its_version_is_of_the_last_fact_heard() -> None:
    assert row(received(), printed(), found_complete()).version == 3
    assert row(received(), found_complete(), printed()).version == 2


def test_the_legal_day_last_read_from_the_papers_counts() -> None:
    first, second = date(2026, 4, 30), date(2026, 4, 1)
    assert row(received(legal_day=first)).legal_day == first
    assert row(received(legal_day=first), found_complete(legal_day=second)).legal_day == second
    assert row(received(), found_complete(legal_day=first), verified()).legal_day == first
    assert row(received(), found_complete(), verified(legal_day=second)).legal_day == second


def test_its_clocks_follow_with_it() -> None:
    lane = row(received(), found_complete(at=day(1)), verified(at=day(2)), siak_entered(at=day(3)))
    assert (lane.timeline.service.since, lane.timeline.sop.since) == (day(1), day(2))
    over = row(*HISTORIES[Stage.AT_DELIVERY], document_sent(at=day(5)), closed(at=day(6)))
    assert over.timeline.service.since is None


def test_who_holds_it_is_seen_by_every_desk() -> None:
    taken = BerkasTaken(berkas_id=BERKAS, desk=Desk.VERIFICATION, by=DEWI, occurred_at=NOON)
    for desk in Desk:
        assert row(received(), found_complete(), taken, desk=desk).journey.holders == {Desk.VERIFICATION: DEWI}


def test_a_row_is_kept_by_its_berkas() -> None:
    assert berkas_of(recorded(signing_started())) == BERKAS
