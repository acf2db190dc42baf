"""What is a whole office that tests may kill? All desks on real servers, in a process of its own, on one folder.

Run as a module: `python -m tests.support.office FOLDER PORT SECONDS`. Its clock is that many seconds ahead of the
machine's, and it says READY when it answers.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import IO, Any

import asyncpg
import uvloop
from asyncpg import Connection, Record

from services.commands import up
from services.signing.adapters.authority import LocalAuthority
from services.signing.ports import Passphrase
from shared.contracts.vocabulary import Desk, Role
from shared.documents.indonesian import WIB
from shared.platform import clock, logs
from shared.platform.servers.nats import Nats
from shared.platform.servers.ports import LOOPBACK, choose_ports, chosen_ports
from shared.platform.servers.postgres import Postgres
from shared.web.people import written
from tests.support.people import BUDI, DEWI, HASAN, MARNI, NELI, RINA, SITI, TONI, UJANG, YENI, officer
from tests.support.web import works_here

READY = "READY"
PASSPHRASE = "kata sandi tanda tangan"
ANDI = officer("andi", Role.OPS)
CAST = (UJANG, RINA, SITI, DEWI, BUDI, HASAN, MARNI, YENI, NELI, TONI, ANDI)
"""Who works here; each signs in with `password_of` her id."""
SETTINGS = f"""\
[office]
dinas = "Dinas Kependudukan dan Pencatatan Sipil"
pemerintah = "Pemerintah Kabupaten Contoh"
kabupaten = "Kabupaten Contoh"
kabupaten_code = "13.08"
tempat = "Lubuk Contoh"
whatsapp_number = "0753466353"
origin = "OFFICE"
sample = true

[office.limits]
photo_mib = 1

[office.signers.{YENI.id}]
jabatan = "Kepala Dinas"
nama = "Yeni Contoh"
nip = "197203041998032099"
"""
_SETTINGS_FILE, _PEOPLE_FILE = "kantor.toml", "petugas.toml"
ENOUGH = 120.0
"""Seconds in which what must happen happens, on a busy machine."""
_NOON = 12


@dataclass(slots=True)
class Office:
    """One office on one folder. `ahead`: how far its clock is ahead, by which every office begins at noon, local time.

    `certificate`: the fingerprint of the Kadis's certificate, which PASSPHRASE unlocks.
    """

    folder: Path
    certificate: str = field(init=False)
    ahead: timedelta = field(default_factory=lambda: _until_noon(clock.now()))
    process: subprocess.Popen[str] | None = None

    def __post_init__(self) -> None:
        (self.folder / _SETTINGS_FILE).write_text(SETTINGS)
        (self.folder / _PEOPLE_FILE).write_text(written(works_here(by.id, by.role) for by in CAST))
        choose_ports(self._port_file, ("http",))
        authority = LocalAuthority.open(self.folder / "desks" / Desk.SIGNING / "authority", now=self.now())
        self.certificate = authority.enrol("Yeni Contoh", Passphrase(PASSPHRASE), now=self.now())

    def now(self) -> datetime:
        """The office's clock."""
        return clock.now() + self.ahead

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def postgres(self) -> Postgres:
        return Postgres(self.folder / "postgres")

    @property
    def nats(self) -> Nats:
        return Nats(self.folder / "nats", tuple(Desk))

    # ------------------------------------------------------------ its life

    def start(self) -> None:
        """Start it, and wait until it answers; blocking."""
        command = (sys.executable, "-m", __name__, str(self.folder), str(self._port), str(self.ahead.total_seconds()))
        with self._log.open("a") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        with _killed_after(ENOUGH, self.process):
            said = _first_line(self.process.stdout)
        assert said == READY, self._log.read_text()[-2000:]

    def kill(self) -> None:
        """End it at once (SIGKILL), as a power cut would, and wait until its servers have died with it; blocking."""
        if self.process and self.process.stdout:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process = None
            with (self.folder / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # which the last of them lets go of

    # ------------------------------------------------------------ what it says, and its servers

    def said(self, event: str) -> Sequence[Mapping[str, Any]]:
        """What it has said of such events since it was made, in order."""
        lines = (json.loads(line) for line in self._log.read_text().splitlines() if line.startswith("{"))
        return [line for line in lines if line["event"] == event]

    def starts_of(self, server: str) -> Sequence[int]:
        """The process ids that a server (`postgres`, `nats`, `s3`) has had; the last is the one it has."""
        return [line["pid"] for line in self.said("server serves") if line["server"] == server]

    async def crash(self, server: str, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Kill one of its servers (SIGKILL), and wait until the office has mended that; `meanwhile` it is down."""
        before = self.starts_of(server)
        os.kill(before[-1], signal.SIGKILL)
        meanwhile()

        async def serves_again() -> bool:
            return len(self.starts_of(server)) > len(before)

        await until(serves_again)

    @asynccontextmanager
    async def database(self) -> AsyncGenerator[Connection[Record]]:
        """Its database, as the superuser: for tests that look, or do damage, behind its back."""
        connection = await asyncpg.connect(self.postgres.dsn())
        try:
            yield connection
        finally:
            await connection.close()

    @property
    def _port(self) -> int:
        return chosen_ports(self._port_file)["http"]

    @property
    def _port_file(self) -> Path:
        return self.folder / "port.json"

    @property
    def _log(self) -> Path:
        return self.folder / "office.log"


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until it holds: for what happens in another process, and nobody tells us."""
    async with asyncio.timeout(ENOUGH):
        while not await holds():  # noqa: ASYNC110 - another process changes it
            await asyncio.sleep(0.02)


@contextmanager
def office_in(folder: Path) -> Generator[Office]:
    """An office at work on this folder, until the end of the block, whatever a test made of it."""
    office = Office(folder)
    try:
        office.start()
        yield office
    finally:
        office.kill()


def _until_noon(now: datetime) -> timedelta:
    """Offices write to applicants by day only (rule 13), tests run at any hour."""
    local = now.astimezone(WIB)
    return local.replace(hour=_NOON, minute=0, second=0, microsecond=0) - local


@contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[str]) -> Generator[None]:
    """Whoever waits for its words is woken by its end."""
    timer = Timer(seconds, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _first_line(stdout: IO[str] | None) -> str:
    assert stdout
    return stdout.readline().strip()


# ---------------------------------------------------------------- the process


async def main(folder: Path, port: int, ahead: timedelta) -> None:
    """As `berkas up` does, by a clock of its own."""
    settings, people = folder / _SETTINGS_FILE, folder / _PEOPLE_FILE
    async with up.office(folder, settings, people, port=port, now=lambda: clock.now() + ahead):
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    logs.configure(sys.stderr, as_json=True)
    with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(Path(sys.argv[1]), int(sys.argv[2]), timedelta(seconds=float(sys.argv[3]))))
