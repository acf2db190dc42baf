"""How much of one stretch of time is left when others are taken out? Sets of instants, for the clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` until just before `end`; empty where the end is not after the start."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return max(self.end - self.start, timedelta())


Spans: TypeAlias = tuple[Span, ...]
"""In order, not empty, none touching another: what `union` returns, and what the rest takes and keeps."""


def union(spans: Iterable[Span]) -> Spans:
    """The instants in any of the spans, whatever their order and overlaps."""
    joined: list[Span] = []
    for span in sorted(span for span in spans if span.length):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def intersection(some: Spans, others: Spans) -> Spans:
    """The instants in both."""
    return union(Span(max(a.start, b.start), min(a.end, b.end)) for a in some for b in others)


def without(some: Spans, others: Spans) -> Spans:
    """The instants in `some` that are not in `others`."""
    left: list[Span] = []
    for span in some:
        start = span.start
        for gap in others:
            left.append(Span(start, min(gap.start, span.end)))
            start = max(start, gap.end)
        left.append(Span(start, span.end))
    return union(left)


def total(spans: Sequence[Span]) -> timedelta:
    """How long they are together."""
    return sum((span.length for span in spans), timedelta())
