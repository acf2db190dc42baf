"""What can tests kill? An office's servers and workers in a process of their own, until told otherwise.

Run as a module: `python -m tests.platform.process FOLDER`. It says READY when everything serves.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from shared.contracts.vocabulary import Desk
from shared.platform.cpu import cpu_pool
from shared.platform.servers.folder import own_folder
from shared.platform.servers.nats import Nats
from shared.platform.servers.postgres import Postgres
from shared.platform.servers.s3 import S3
from shared.platform.servers.supervisor import supervised

READY = "READY"


async def main(folder: Path) -> None:
    servers = Postgres(folder / "postgres"), Nats(folder / "nats", tuple(Desk)), S3(folder / "s3")
    async with own_folder(folder) as own, supervised(*servers, inherit=(own.lock,)), cpu_pool() as cpu:
        await cpu(os.getpid)
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
