"""How does a file that cannot be used say why?"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from shared.contracts.vocabulary import UnreadableReason
from shared.errors import Refused


class PhotoRefused(Refused):
    """The file cannot be used as a photo."""

    def __init__(self, unreadable: UnreadableReason) -> None:
        """Name the one reason that the applicant is told."""
        super().__init__(unreadable=unreadable)
        self.unreadable = unreadable


@contextmanager
def refusing(unreadable: UnreadableReason) -> Generator[None]:
    """Turn whatever a decoder says about hostile bytes into the one refusal; for calls into decoders only."""
    try:
        yield
    except PhotoRefused:
        raise
    except Exception as error:
        raise PhotoRefused(unreadable) from error
