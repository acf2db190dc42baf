"""A key ring that is gone with the process: for tests, and as the plainest statement of what a key ring is."""

from __future__ import annotations

import secrets

from shared.contracts.vocabulary import StreamId
from shared.keys.master import MasterKey
from shared.keys.port import KeyDestroyed
from shared.keys.ring import KEY_SIZE, AesStreamKey


class MemoryKeys:
    """A `Keys` in one dictionary; None stands where a key was destroyed."""

    def __init__(self, master: MasterKey | None = None) -> None:
        """Nothing is wrapped here: the master key gives the blind index alone."""
        self._master = master or MasterKey([secrets.token_bytes(KEY_SIZE)])
        self._keys: dict[StreamId, AesStreamKey | None] = {}

    async def of(self, stream: StreamId) -> AesStreamKey:
        key = self._keys.setdefault(stream, AesStreamKey(stream, secrets.token_bytes(KEY_SIZE)))
        if key is None:
            raise KeyDestroyed(stream=stream)
        return key

    async def destroy(self, stream: StreamId) -> None:
        self._keys[stream] = None

    def blind(self, value: str) -> str:
        return self._master.blind(value)
