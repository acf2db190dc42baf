"""How do we stay connected to NATS? For ever: what interrupts us is said, and mended by itself."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import structlog
from nats.aio.client import Client

from shared.bus.jetstream import JetStream

_SECONDS_BETWEEN_TRIES: Final = 1
_SECONDS_BETWEEN_PINGS: Final = 10
"""After two without an answer a connection counts as lost, though nobody closed it."""

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)


@asynccontextmanager
async def connected(servers: Sequence[str], name: str) -> AsyncGenerator[JetStream]:
    """JetStream, under the user in the URLs. `name` is how the connection is called on the server."""
    client = Client()

    async def failed(error: Exception) -> None:
        _log.warning("nats complains", name=name, error=type(error).__name__, why=str(error))

    async def lost() -> None:
        if not client.is_closed:  # by ourselves, that is
            _log.warning("nats connection lost", name=name)

    async def found() -> None:
        _log.info("nats connection found again", name=name)

    try:
        await client.connect(
            list(servers),
            name=name,
            error_cb=failed,
            disconnected_cb=lost,
            reconnected_cb=found,
            max_reconnect_attempts=-1,
            reconnect_time_wait=_SECONDS_BETWEEN_TRIES,
            ping_interval=_SECONDS_BETWEEN_PINGS,
        )
        yield JetStream(client)
    finally:
        await client.close()
