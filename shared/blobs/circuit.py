"""When is it better not to ask at all? After several failures in a row, for a while; then one caller tries."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from shared.errors import Unavailable


class NotAskedAgainYet(Unavailable):
    """It failed several times in a row a moment ago; it is left in peace for a while."""


@dataclass(slots=True, kw_only=True)
class Circuit:
    """Opens for `seconds` after `failures` in a row. `clock` gives seconds from any start, never backwards."""

    failures: int = 5
    seconds: float = 5.0
    clock: Callable[[], float] = time.monotonic
    _in_a_row: int = field(default=0, init=False)
    _closed_from: float = field(default=0.0, init=False)

    def pass_through(self) -> None:
        """Let a caller ask.

        Raises:
            NotAskedAgainYet: the circuit is open.
        """
        if self._in_a_row < self.failures:
            return
        left = self._closed_from - self.clock()
        if left > 0:
            raise NotAskedAgainYet(retry_after=left)
        self._open()  # for all others, while this one tries

    def succeeded(self) -> None:
        self._in_a_row = 0

    def failed(self) -> None:
        self._in_a_row += 1
        if self._in_a_row >= self.failures:
            self._open()

    def _open(self) -> None:
        self._closed_from = self.clock() + self.seconds
