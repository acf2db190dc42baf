"""Who stands for the world outside in tests? A signer and a messenger who do what they are told, and remember."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from services.delivery.ports import OutgoingMessage, Taken
from services.signing.ports import Checked, Passphrase, SignedPdf, SigningRequest, Verdict

SIGNED = b"%PDF-signed "


def signed_over(request: SigningRequest) -> SignedPdf:
    """As a good signer answers."""
    return SignedPdf(
        pdf=SIGNED + request.pdf,
        checked=Checked(
            verdict=Verdict.GOOD,
            certificate=request.certificate,
            signer="Drs. H. Zulfahmi Contoh, M.Si.",
            signed_at=request.at,
            content_sha256=sha256(request.pdf).hexdigest(),
        ),
    )


@dataclass(slots=True)
class ObedientSigner:
    """Signs what it is given, unless told otherwise; `asked` is what it was given, passphrases apart.

    `answer` may raise what a signer raises. `called` is set when it was asked; while `open` is not, it does not answer.
    """

    sample: bool = True
    answer: Callable[[SigningRequest], SignedPdf] = signed_over
    found: Checked | None = None
    asked: list[SigningRequest] = field(default_factory=list[SigningRequest])
    passphrases: list[str] = field(default_factory=list[str])
    called: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()

    async def sign(self, request: SigningRequest, passphrase: Passphrase) -> SignedPdf:
        self.asked.append(request)
        self.passphrases.append(passphrase.reveal())
        self.called.set()
        await self.open.wait()
        return self.answer(request)

    async def check(self, pdf: bytes, *, at: datetime) -> Checked:
        return self.found or Checked(verdict=Verdict.UNREADABLE if pdf else Verdict.NOT_SIGNED, signed_at=at)


@dataclass(slots=True)
class ObedientMessenger:
    """Takes every message, unless told otherwise; `sent` is what it was given. `answer` may raise."""

    answer: Callable[[OutgoingMessage], Taken] = field(default=lambda _: Taken.DELIVERED)
    sent: list[OutgoingMessage] = field(default_factory=list[OutgoingMessage])

    async def send(self, message: OutgoingMessage) -> Taken:
        self.sent.append(message)
        return self.answer(message)
