"""What can go wrong on purpose: three errors, each with one answer (house rule 9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar


class BerkasError(Exception):
    """Something went wrong that the caller can act on."""

    code: ClassVar[str] = "berkas_error"

    def __init_subclass__(cls) -> None:
        """Give every error a machine-readable code: its name in snake_case."""
        super().__init_subclass__()
        cls.code = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in cls.__name__).lstrip("_")

    def __init__(self, **reason: object) -> None:
        """Keep the reason as attributes; the class's docstring is the message."""
        super().__init__((type(self).__doc__ or "").strip().splitlines()[0])
        self.reason = reason

    def __getattr__(self, name: str) -> object:
        """Read a reason by its name: `error.by`."""
        try:
            return self.__dict__["reason"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __reduce__(self) -> tuple[Callable[..., BerkasError], tuple[object, ...]]:
        """Cross process boundaries whole: a pool's worker raises what its caller catches."""
        return _revived, (type(self), self.args, self.__dict__)


def _revived(cls: type[BerkasError], args: tuple[object, ...], attributes: dict[str, object]) -> BerkasError:
    error = cls.__new__(cls, *args)
    error.__dict__.update(attributes)
    return error


class Refused(BerkasError):  # noqa: N818 - the house's word
    """The command is not allowed in this state."""


class Conflict(BerkasError):  # noqa: N818
    """Somebody else wrote to this stream first."""


class Unavailable(BerkasError):  # noqa: N818
    """Something this needs is not reachable now; try again."""

    def __init__(self, *, retry_after: float = 1.0, **reason: object) -> None:
        """Say after how many seconds another try makes sense."""
        super().__init__(**reason)
        self.retry_after = retry_after


class ChangedSinceSeen(Refused):
    """What this decision is about has changed since it was shown."""
