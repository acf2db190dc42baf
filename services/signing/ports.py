"""What does the signing desk ask of whoever signs? A signed PDF that was checked, a refusal, or an unknown outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NoReturn, Protocol

from shared.contracts.vocabulary import DocumentId, SigningFailure
from shared.documents.stamp import StampRoom
from shared.errors import BerkasError


class Passphrase:
    """A signer's passphrase: lives in one request's memory and nowhere else (rule 12).

    It cannot be printed, compared, copied or pickled; an adapter reads it where it is used.
    """

    __slots__ = ("__secret",)

    def __init__(self, secret: str) -> None:
        """Take it from the request's body."""
        self.__secret = secret

    def reveal(self) -> str:
        """Read it: only where it unlocks a key or goes to the authority."""
        return self.__secret

    def __repr__(self) -> str:
        """Show that there is one, never which."""
        return "Passphrase(…)"

    def __reduce__(self) -> NoReturn:
        """Refuse to leave this process or to be copied."""
        raise TypeError("a passphrase is neither pickled nor copied")


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRequest:
    """One document to sign, once. `certificate`: SHA-256 (hex) of the appointed signer's certificate, as in facts."""

    document_id: DocumentId
    attempt: int
    certificate: str
    pdf: bytes = field(repr=False)
    reason: str
    place: str
    check_url: str = field(repr=False)  # goes into the stamp's QR code; whoever knows it sees the document
    room: StampRoom
    at: datetime


class Verdict(StrEnum):
    """What a check found; all but GOOD mean: do not accept this PDF."""

    GOOD = "good"
    UNREADABLE = "unreadable"
    NOT_SIGNED = "not_signed"
    DAMAGED = "damaged"  # the signed bytes or the signature itself were altered
    CHANGED_AFTERWARDS = "changed_afterwards"  # something was added after the signature
    NOT_TRUSTED = "not_trusted"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_REVOKED = "certificate_revoked"
    NO_TIMESTAMP = "no_timestamp"
    OTHER_SIGNER = "other_signer"
    OTHER_CONTENT = "other_content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a PDF's signature says, as far as it could be read. All values but `verdict` are proven only if it is GOOD.

    `certificate` and `content_sha256` (of the first revision, the PDF before it was signed) as in DocumentSigned;
    `signed_at` is the timestamp authority's time.
    """

    verdict: Verdict
    certificate: str | None = None
    signer: str | None = None
    signed_at: datetime | None = None
    content_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPdf:
    """A signed PDF whose check was GOOD: this signer, this content, nothing after it."""

    pdf: bytes = field(repr=False)
    checked: Checked


class SigningRefused(BerkasError):  # noqa: N818 - the house's word
    """The document was certainly not signed."""  # failure: SigningFailure, verdict: Verdict | None

    def __init__(self, failure: SigningFailure, verdict: Verdict | None = None) -> None:
        """Say why; `verdict` where what came back did not stand the check."""
        super().__init__(failure=failure, verdict=verdict)
        self.failure = failure


class OutcomeUnknown(BerkasError):  # noqa: N818 - the house's word
    """Nobody knows whether the document was signed: a person resolves it, never a second try."""


class Signer(Protocol):
    """Whoever holds the key: BSrE's appliance, or the local test certificate."""

    @property
    def sample(self) -> bool:
        """Whether its signatures have no legal force: the document is rendered with CONTOH across it."""
        ...

    async def sign(self, request: SigningRequest, passphrase: Passphrase) -> SignedPdf:
        """Sign and check what came back. One attempt: nothing is retried within.

        Raises:
            SigningRefused: certainly not signed.
            OutcomeUnknown: the authority was asked and did not answer.
        """
        ...

    async def check(self, pdf: bytes, *, at: datetime) -> Checked:
        """What the signature of this PDF is worth at this moment, by this signer's roots of trust."""
        ...
