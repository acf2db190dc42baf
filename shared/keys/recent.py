"""Which keys need not be fetched again? Those fetched a moment ago: a few, and not for long.

The lifetime is the promise that a key destroyed by another process is used nowhere for longer, even where no message
about it would arrive.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from shared.contracts.vocabulary import StreamId
from shared.keys.ring import AesStreamKey


@dataclass(slots=True, kw_only=True)
class RecentKeys:
    """The `capacity` keys used last, each for `seconds` after it was fetched.

    `clock` gives seconds from any start, never backwards.
    """

    capacity: int = 1024
    seconds: float = 3.0
    clock: Callable[[], float] = time.monotonic
    _keys: OrderedDict[StreamId, tuple[AesStreamKey, float]] = field(
        default_factory=OrderedDict[StreamId, tuple[AesStreamKey, float]], init=False
    )

    def get(self, stream: StreamId) -> AesStreamKey | None:
        if stream not in self._keys:
            return None
        key, until = self._keys[stream]
        if self.clock() >= until:
            self.drop(stream)
            return None
        self._keys.move_to_end(stream)
        return key

    def put(self, stream: StreamId, key: AesStreamKey) -> None:
        self.drop(stream)
        self._keys[stream] = key, self.clock() + self.seconds
        if len(self._keys) > self.capacity:
            self._keys.popitem(last=False)

    def drop(self, stream: StreamId) -> None:
        self._keys.pop(stream, None)
