"""What can go wrong between an officer's request and the desk? Each error has its HTTP status."""

from __future__ import annotations

from typing import ClassVar

from shared.errors import BerkasError


class NotServed(BerkasError):  # noqa: N818 - the house's word
    """The request cannot be served."""

    status: ClassVar[int] = 400


class WrongLogin(NotServed):
    """No officer has this name and password."""

    status = 401


class NotSignedIn(NotServed):
    """No session, or one that is over."""

    status = 401


class NotYourRole(NotServed):
    """The officer holds none of the roles this needs."""  # needed: tuple[Role, ...]

    status = 403


class CrossSite(NotServed):
    """Another site's page sent this request with the officer's cookie."""

    status = 403


class NoSuch(NotServed):
    """Nothing here bears this name."""

    status = 404


class MethodNotAllowed(NotServed):
    """This path has no such method."""

    status = 405


class MalformedJson(NotServed):
    """The body is not JSON."""


class MalformedForm(NotServed):
    """The body is not a multipart form."""


class KeyMissing(NotServed):
    """A command needs the header Idempotency-Key."""


class SeenMissing(NotServed):
    """A decision needs the header If-Match: the version that was on the screen."""

    status = 428


class SeenMalformed(NotServed):
    """If-Match is not the version of a screen."""


class BodyTooLarge(NotServed):
    """The body is larger than this route takes."""  # most: int, bytes

    status = 413


class FileTooLarge(NotServed):
    """A file is larger than this route takes."""  # most: int, bytes

    status = 413


class TooManyFiles(NotServed):
    """More files than this route takes at once."""  # most: int

    status = 413


class FileMissing(NotServed):
    """The form brings no file."""


class FileUnusable(NotServed):
    """A file is not what it should be, or cannot be read."""  # file: int, counted from 1; unreadable: UnreadableReason

    status = 422


class TooManyTries(NotServed):
    """Too many tries to sign in."""

    status = 429

    def __init__(self, *, retry_after: float, **reason: object) -> None:
        """Say after how many seconds another try makes sense."""
        super().__init__(**reason)
        self.retry_after = retry_after
