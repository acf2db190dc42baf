"""What does intake know of a berkas beside its journey?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.contracts.vocabulary import BerkasId, DuplicateGround, PhotoId


@dataclass(frozen=True, slots=True)
class Case:
    """What intake knows beside the journey.

    `photos`: all that ever came, readable or not; `fetched`: those whose bytes rest here. `motor`: it came by the
    motorcycle. `suspected`: which berkas this one may be the same as, and nobody has decided yet.
    """

    motor: bool = False
    photos: frozenset[PhotoId] = frozenset()
    fetched: frozenset[PhotoId] = frozenset()
    suspected: Mapping[BerkasId, DuplicateGround] = field(default_factory=dict[BerkasId, DuplicateGround])
    dismissed: frozenset[BerkasId] = frozenset()
