"""When did a berkas's clocks run, and what paused them? Folds over facts, from which clocks.py reads (rule 4).

The SOP clock runs while the berkas is at the entry desk: from BerkasVerified until every draft stands, and again when
one is returned there. The service clock runs from the first BerkasFoundComplete until the last document is sent (or
handed over, where there is nothing to send it to).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias, get_args

from shared.contracts.delivery import DocumentHandedOver, DocumentSent
from shared.contracts.entry import SiakBack, SiakDown
from shared.contracts.intake import BerkasFoundComplete
from shared.contracts.rules.chain import JOURNEY_FACTS, JourneyFact, advance
from shared.contracts.rules.journey import ENDED, Journey, Stage
from shared.contracts.rules.spans import Span, Spans, union
from shared.contracts.signing import SignerBack, SignerUnavailable
from shared.contracts.vocabulary import DocumentId


@dataclass(frozen=True, slots=True)
class Switch:
    """When something was on; `since` while it still is."""

    past: tuple[Span, ...] = ()
    since: datetime | None = None

    @property
    def ever(self) -> bool:
        return bool(self.past) or self.since is not None

    def turned(self, *, on: bool, at: datetime) -> Switch:
        """On or off from that instant; turned the way it stands, nothing changes."""
        if self.since is None:
            return replace(self, since=at) if on else self
        return self if on else Switch((*self.past, Span(self.since, at)))

    def is_on(self, now: datetime) -> bool:
        return self.since is not None and self.since <= now

    def until(self, now: datetime) -> Spans:
        """When it was on, up to now."""
        spans = self.past if self.since is None else (*self.past, Span(self.since, now))
        return union(Span(span.start, min(span.end, now)) for span in spans)


# ---------------------------------------------------------------- one berkas


@dataclass(frozen=True, slots=True)
class Timeline:
    """When one berkas's clocks ran, and when its applicant, told what lacks, had not answered."""

    journey: Journey = field(default_factory=Journey)
    delivered: frozenset[DocumentId] = frozenset()
    sop: Switch = Switch()
    service: Switch = Switch()
    applicant: Switch = Switch()

    @property
    def fulfilled(self) -> bool:
        """Whether every document is with the applicant."""
        documents = self.journey.documents
        return bool(documents) and all(document.id in self.delivered for document in documents)


TimelineFact: TypeAlias = JourneyFact | DocumentSent | DocumentHandedOver
TIMELINE_FACTS: tuple[type[TimelineFact], ...] = (*JOURNEY_FACTS, DocumentSent, DocumentHandedOver)


def follow(timeline: Timeline, fact: TimelineFact) -> Timeline:
    """The timeline one fact further.

    Work that entry gave back counts on the SOP clock until the applicant has been told (then she pauses it) and has
    answered (then it lies at another desk).
    """
    at = fact.occurred_at
    after = _moved(timeline, fact)
    stage = after.journey.stage
    entering = stage in (Stage.AT_ENTRY, Stage.DRAFTING)
    given_back = stage is Stage.WITH_APPLICANT and timeline.sop.since is not None
    promised = timeline.service.ever or isinstance(fact, BerkasFoundComplete)
    return replace(
        after,
        sop=timeline.sop.turned(on=entering or given_back, at=at),
        service=timeline.service.turned(on=promised and stage not in ENDED and not after.fulfilled, at=at),
        applicant=timeline.applicant.turned(on=after.journey.told_at is not None, at=at),
    )


def _moved(timeline: Timeline, fact: TimelineFact) -> Timeline:
    if isinstance(fact, DocumentSent | DocumentHandedOver):
        return replace(timeline, delivered=timeline.delivered | {fact.document_id})
    return replace(timeline, journey=advance(timeline.journey, fact))


# ---------------------------------------------------------------- the whole office


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When the office could not work, for all berkas alike: the fold of the office's own stream."""

    siak_down: Switch = Switch()
    signer_unavailable: Switch = Switch()


CircumstanceFact: TypeAlias = SiakDown | SiakBack | SignerUnavailable | SignerBack
CIRCUMSTANCE_FACTS: tuple[type[CircumstanceFact], ...] = get_args(CircumstanceFact)


def observe(circumstances: Circumstances, fact: CircumstanceFact) -> Circumstances:
    """The circumstances one fact further."""
    at = fact.occurred_at
    match fact:
        case SiakDown() | SiakBack():
            siak_down = circumstances.siak_down.turned(on=isinstance(fact, SiakDown), at=at)
            return replace(circumstances, siak_down=siak_down)
        case SignerUnavailable() | SignerBack():
            unavailable = circumstances.signer_unavailable.turned(on=isinstance(fact, SignerUnavailable), at=at)
            return replace(circumstances, signer_unavailable=unavailable)
