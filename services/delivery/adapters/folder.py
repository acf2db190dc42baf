"""Where do messages go while no WhatsApp number is set up? Into a folder, said aloud, and counted as delivered."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from services.delivery.ports import Attachment, MessageRefused, OutgoingMessage, Taken
from shared.contracts.vocabulary import MessageFailure

_LOG = structlog.get_logger(__name__)


class FolderMessenger:
    """A channel for development and the demo: whoever plays the applicant reads the folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, and warn what it is."""
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _LOG.warning("messages_go_to_a_folder", folder=str(folder))

    async def send(self, message: OutgoingMessage) -> Taken:
        try:
            await asyncio.to_thread(self._write, message)
        except OSError:
            raise MessageRefused(MessageFailure.TRANSIENT) from None
        return Taken.DELIVERED

    def _write(self, message: OutgoingMessage) -> None:
        """The text last: a message is there once its text is."""
        if message.attachment:
            self._put(f"{message.message_id}{_suffix(message.attachment)}", message.attachment.data)
        text = f"Kepada: {message.to}\n\n{message.text}\n\nLihat status: {message.link}\n"
        self._put(f"{message.message_id}.txt", text.encode())

    def _put(self, name: str, data: bytes) -> None:
        part = self._folder / f".{name}.part"
        part.write_bytes(data)
        part.replace(self._folder / name)


def _suffix(attachment: Attachment) -> str:
    return Path(attachment.file_name).suffix
