"""Until when does a command run? Until somebody presses Ctrl-C or ends it in order."""

from __future__ import annotations

import asyncio
import signal


async def until_told() -> None:
    """Wait for SIGINT or SIGTERM; whoever calls then closes what it opened."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, told.set)
    try:
        await told.wait()
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
