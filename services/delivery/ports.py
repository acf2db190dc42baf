"""What does the delivery desk ask of whoever carries a message? Taken, delivered, refused, or an unknown outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from shared.contracts.vocabulary import MessageFailure, MessageId
from shared.errors import BerkasError


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with a message."""

    file_name: str = field(repr=False)
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """One message to one applicant. `message_id` travels with it, so that a receipt finds its way back.

    `link` is where she sees how her berkas stands: behind the button `Lihat status`, where the channel has buttons.
    """

    message_id: MessageId
    to: str = field(repr=False)
    text: str = field(repr=False)
    link: str = field(repr=False)
    attachment: Attachment | None = None


class Taken(StrEnum):
    """What the channel says at once."""

    ACCEPTED = "accepted"
    DELIVERED = "delivered"


class MessageRefused(BerkasError):  # noqa: N818 - the house's word
    """The channel certainly did not take the message."""  # failure: MessageFailure, code: int | None

    def __init__(self, failure: MessageFailure, code: int | None = None) -> None:
        """Say why; `code` is the channel's own."""
        super().__init__(failure=failure, code=code)
        self.failure = failure
        self.channel_code = code


class OutcomeUnknown(BerkasError):  # noqa: N818 - the house's word
    """Nobody knows whether the channel took the message: a receipt or a person resolves it."""


class Messenger(Protocol):
    """A channel to the applicant's device."""

    async def send(self, message: OutgoingMessage) -> Taken:
        """Hand the message over, once: nothing is retried within.

        Raises:
            MessageRefused: certainly not taken.
            OutcomeUnknown: asked, and no answer.
        """
        ...
