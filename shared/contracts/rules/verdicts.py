"""Which verdicts on papers stand? This round's, as long as the photos they were given on are the same (SOP step 4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from shared.contracts.fact import Fact
from shared.contracts.intake import PhotoAttached, PhotoUnreadable
from shared.contracts.rules.journey import Journey, Stage
from shared.contracts.verification import PaperJudged
from shared.contracts.vocabulary import Paper

Verdicts: TypeAlias = Mapping[Paper, PaperJudged]


def no_verdicts() -> Verdicts:
    """As a round begins."""
    return {}


def verdicts_after(verdicts: Verdicts, before: Journey, now: Journey, fact: Fact) -> Verdicts:
    """The verdicts one fact further; `before` and `now` are the journey on either side of it."""
    if now.stage is Stage.AT_VERIFICATION and before.stage is not Stage.AT_VERIFICATION:
        return no_verdicts()
    match fact:
        case PaperJudged():
            return {**verdicts, fact.paper: fact}
        case PhotoAttached() | PhotoUnreadable():
            changed = (before.photos.get(fact.photo_id), now.photos.get(fact.photo_id))
            return {paper: verdict for paper, verdict in verdicts.items() if paper not in changed}
        case _:
            return verdicts
