"""What does intake know of a berkas beside its journey?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.contracts.vocabulary import BerkasId, DuplicateGround, PhotoId


@dataclass(frozen=True, slots=True)
class Case:
    """What intake knows beside the journey: photos whose bytes rest here, and suspected duplicates."""

    fetched: frozenset[PhotoId] = frozenset()
    suspected: Mapping[BerkasId, DuplicateGround] = field(default_factory=dict[BerkasId, DuplicateGround])
    dismissed: frozenset[BerkasId] = frozenset()
