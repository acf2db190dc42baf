"""Are sets of instants joined, cut and measured as sets are?"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.rules.spans import Span, Spans, intersection, total, union, without
from tests.support.people import NOON

pytestmark = pytest.mark.spine


def hour(count: int) -> datetime:
    return NOON + timedelta(hours=count)


def span(start: int, end: int) -> Span:
    return Span(hour(start), hour(end))


HOURS = 24
SPAN = st.builds(span, st.integers(0, HOURS), st.integers(0, HOURS))
SPANS = st.lists(SPAN, max_size=5).map(union)


def hours_of(spans: Spans) -> set[int]:
    """The same set, counted out hour by hour."""
    return {count for count in range(HOURS) for one in spans if one.start <= hour(count) < one.end}


@given(st.lists(SPAN, max_size=5))
def test_a_union_has_every_hour_of_its_parts_once_and_in_order(parts: list[Span]) -> None:
    joined = union(parts)
    assert hours_of(joined) == hours_of(tuple(parts))
    assert all(one.end < after.start for one, after in pairwise(joined))
    assert all(one.length for one in joined)
    assert union(joined) == joined


@given(SPANS, SPANS)
def test_an_intersection_has_the_hours_of_both(some: Spans, others: Spans) -> None:
    assert hours_of(intersection(some, others)) == hours_of(some) & hours_of(others)


@given(SPANS, SPANS)
def test_what_is_left_has_no_hour_of_what_was_taken_out(some: Spans, others: Spans) -> None:
    assert hours_of(without(some, others)) == hours_of(some) - hours_of(others)


@given(SPANS)
def test_the_total_counts_every_hour(spans: Spans) -> None:
    assert total(spans) == timedelta(hours=len(hours_of(spans)))


def test_spans_that_touch_are_one() -> None:
    assert union([span(2, 3), span(1, 2)]) == (span(1, 3),)


def test_a_span_that_ends_before_it_starts_is_empty() -> None:
    assert span(3, 1).length == timedelta()
    assert union([span(3, 1)]) == ()
