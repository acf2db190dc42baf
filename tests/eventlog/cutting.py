"""What if an answer is lost on its way? A proxy before PostgreSQL's socket that cuts the line once, at a word."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

SOCKET = ".s.PGSQL.5432"


@asynccontextmanager
async def cutting(dsn: str, at: str) -> AsyncGenerator[str]:
    """A DSN that leads to the same server; the first answer that holds the word `at` never arrives."""
    server = Path(parse_qs(urlsplit(dsn).query)["host"][0], SOCKET)
    word: bytes | None = at.encode()

    async def serve(client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_unix_connection(server)
        asking = asyncio.create_task(_pass_on(client, to_server))
        await answer(from_server, to_client)
        asking.cancel()
        for writer in (to_client, to_server):
            writer.close()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal word
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                if word and word in data:
                    word = None
                    return
                writer.write(data)

    with tempfile.TemporaryDirectory(prefix="berkas-cut-") as folder:
        async with await asyncio.start_unix_server(serve, Path(folder, SOCKET)):
            yield urlunsplit(urlsplit(dsn)._replace(query=f"host={quote(folder, safe='')}"))


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
