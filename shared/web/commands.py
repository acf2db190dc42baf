"""How does a request become a command that may be sent twice, and that knows what its sender saw?"""

from __future__ import annotations

import re
from typing import Annotated, TypeAlias
from uuid import UUID, uuid5

from fastapi import Depends, Header, Request

from shared.contracts.vocabulary import CommandId, OfficerId
from shared.web.access import SignedIn
from shared.web.errors import KeyMissing, SeenMalformed, SeenMissing

_OURS = UUID("6f0a6d5e-3f0c-5b7a-9c53-130899000001")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_VERSION = re.compile(r'"?(\d{1,18})"?')


def command_id_of(officer: OfficerId, path: str, key: str) -> CommandId:
    """The same officer, route and key always make the same command; another officer's key never does."""
    return CommandId(str(uuid5(_OURS, f"{officer}\n{path}\n{key}")))


async def command_id(
    request: Request, who: SignedIn, idempotency_key: Annotated[str | None, Header()] = None
) -> CommandId:
    """From the header `Idempotency-Key`, which a client makes up once and repeats at every try.

    Raises:
        KeyMissing: none is made up here, or a try repeated after a lost answer would be a second command.
    """
    if idempotency_key is None or not _KEY.fullmatch(idempotency_key):
        raise KeyMissing
    return command_id_of(who.id, request.url.path, idempotency_key)


def seen(if_match: Annotated[str | None, Header()] = None) -> int:
    """From the header `If-Match`: the version of the stream that was on the officer's screen, as `etag` gave it.

    Raises:
        SeenMissing, SeenMalformed
    """
    if if_match is None:
        raise SeenMissing
    version = _VERSION.fullmatch(if_match.strip())
    if version is None:
        raise SeenMalformed
    return int(version[1])


def etag(version: int) -> dict[str, str]:
    """The header of an answer that shows a stream at this version."""
    return {"ETag": f'"{version}"'}


CommandKey: TypeAlias = Annotated[CommandId, Depends(command_id)]
Seen: TypeAlias = Annotated[int, Depends(seen)]
