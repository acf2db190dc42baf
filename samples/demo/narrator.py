"""How is the demo told? One line per act, as it happens: when, in which berkas, who did what."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

_WIDE = 78


class Narrator:
    """Says what happens, and how long it took so far."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """`say` prints one line."""
        self._say = say
        self._started = monotonic()

    @property
    def elapsed(self) -> str:
        """Seconds since the beginning, as written here: `3,2`."""
        return f"{monotonic() - self._started:.1f}".replace(".", ",")

    def line(self, text: str = "") -> None:
        self._say(text)

    def heading(self, text: str) -> None:
        self._say("")
        self._say(f"── {text} ".ljust(_WIDE, "─"))

    def did(self, about: str, who: str, what: str) -> None:
        """`who` did `what`, about one berkas or the whole office."""
        self._say(f"{self.elapsed:>5} s  {about:<14}  ✓ {who} {what}")

    def held(self, text: str, *, so: bool) -> bool:
        """Something was checked; returns whether it is so."""
        self._say(f"  {'✓' if so else '✗'} {text}")
        return so
