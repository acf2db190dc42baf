"""When is it better not to ask at all? After several failures in a row, for a while; then one caller tries."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
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
    _open_until: float = field(default=-math.inf, init=False)

    @contextmanager
    def asking(self, failure: type[Exception]) -> Generator[None]:
        """Let a caller ask, and learn from how that ends: any error but a `failure` is an answer too.

        Raises:
            NotAskedAgainYet: the circuit is open.
        """
        self._pass_through()
        try:
            yield
        except failure:
            self._in_a_row += 1
            self._open_if_due()
            raise
        except Exception:
            self._close()
            raise
        self._close()

    def _pass_through(self) -> None:
        left = self._open_until - self.clock()
        if left > 0:
            raise NotAskedAgainYet(retry_after=left)
        self._open_if_due()  # for all others, while this one tries

    def _open_if_due(self) -> None:
        if self._in_a_row >= self.failures:
            self._open_until = self.clock() + self.seconds

    def _close(self) -> None:
        self._in_a_row, self._open_until = 0, -math.inf
