"""What keeps the platform from starting?"""

from __future__ import annotations

from shared.errors import BerkasError


class CannotStart(BerkasError):  # noqa: N818 - the house's way to name what went wrong
    """Kantor tidak dapat dijalankan."""

    def __str__(self) -> str:
        """Say it to the person at the terminal: the docstring, with the reasons in their places."""
        return super().__str__().format(**self.reason)
