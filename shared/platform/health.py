"""Is what we stand on as durable as we promise? Every weakness, with what to do about it (decision 8)."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import asyncpg
import urllib3

from shared.blobs.port import BlobDamaged, BlobStore
from shared.errors import Unavailable
from shared.platform.errors import CannotStart
from shared.platform.servers.nats import OLDEST, monitored
from shared.platform.servers.s3 import syncs_every_write
from shared.platform.servers.server import NotServing

_POSTGRES: Final[Mapping[str, tuple[Sequence[str], str]]] = {
    "fsync": (("on",), "Pasang fsync = on di postgresql.conf, lalu mulai ulang PostgreSQL."),
    "full_page_writes": (("on",), "Pasang full_page_writes = on di postgresql.conf, lalu muat ulang PostgreSQL."),
    "synchronous_commit": (
        ("on", "remote_apply"),
        "Pasang synchronous_commit = on, juga untuk basis data dan peran ini (ALTER DATABASE/ROLE … RESET).",
    ),
    "data_checksums": (("on",), "Hentikan PostgreSQL, jalankan pg_checksums --enable pada folder datanya."),
    "server_encoding": (("UTF8",), "Buat basis data dengan ENCODING 'UTF8'."),
    "transaction_read_only": (("off",), "Sambungkan ke server utama, bukan ke salinannya."),
}
"""Setting → the values that keep what we acknowledge, and what to do about another."""
_PROBE: Final = b"siap"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is weaker than we promise. `what` and `mend` are for the person who can mend it."""

    component: str
    code: str
    what: str
    mend: str

    def __str__(self) -> str:
        """Say both, in a line."""
        return f"{self.component}: {self.what} {self.mend} [{self.code}]"


class NotDurable(CannotStart):
    """Yang diterima bisa hilang di sini, karena itu kantor tidak dijalankan."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Keep them all: whoever mends the servers mends them once."""
        super().__init__(findings=tuple(findings))
        self.findings = tuple(findings)

    def __str__(self) -> str:
        """One line a finding."""
        return "\n".join((super().__str__(), *(f"  {finding}" for finding in self.findings)))


def refuse(findings: Sequence[Finding]) -> None:
    """Go on only where nothing was found.

    Raises:
        NotDurable: something was.
    """
    if findings:
        raise NotDurable(findings)


async def postgres_findings(dsn: str) -> Sequence[Finding]:
    """What PostgreSQL does for this role and database."""
    try:
        connection = await asyncpg.connect(dsn, timeout=5)
    except (OSError, asyncpg.PostgresError) as error:
        return [_unreachable("PostgreSQL", type(error).__name__)]
    try:
        settings = {name: str(await connection.fetchval("SELECT current_setting($1)", name)) for name in _POSTGRES}
    finally:
        await connection.close()
    return [
        Finding("PostgreSQL", name, f"{name} = {settings[name]}.", mend)
        for name, (durable, mend) in _POSTGRES.items()
        if settings[name] not in durable
    ]


async def nats_findings(monitoring: str) -> Sequence[Finding]:
    """What a nats-server says of itself on its monitoring endpoint (host:port)."""
    try:
        server = await asyncio.to_thread(monitored, monitoring, "/varz")
        jetstream = await asyncio.to_thread(monitored, monitoring, "/jsz")
    except NotServing:
        return [_unreachable("NATS", "monitoring")]
    findings: list[Finding] = []
    if _version(server["version"]) < OLDEST:
        mend = f"Pasang nats-server {'.'.join(map(str, OLDEST))} atau yang lebih baru."
        findings.append(Finding("NATS", "version", f"Versi {server['version']} dapat kehilangan pesan.", mend))
    if jetstream.get("disabled"):
        findings.append(Finding("NATS", "jetstream", "JetStream tidak aktif.", "Aktifkan jetstream di nats.conf."))
    elif not jetstream["config"].get("sync_always"):
        mend = "Pasang sync_interval: always pada jetstream di nats.conf, lalu mulai ulang NATS."
        findings.append(Finding("NATS", "sync_interval", "Pesan diakui sebelum tersimpan di disk.", mend))
    return findings


async def blob_findings(blobs: BlobStore) -> Sequence[Finding]:
    """Whether something can be put into the store and got back."""
    try:
        address = hashlib.sha256(_PROBE).hexdigest()
        await blobs.put(address, _PROBE)
        if await blobs.get(address) == _PROBE:
            return []
    except Unavailable as error:
        return [_unreachable("Penyimpanan berkas", error.code)]
    except BlobDamaged:
        pass
    return [Finding("Penyimpanan berkas", "damaged", "Isi yang disimpan kembali berubah.", "Periksa disknya.")]


async def seaweed_findings(filer: str) -> Sequence[Finding]:
    """Whether our own S3 server syncs what it acknowledges; other stores cannot be asked. `filer` is host:port."""
    try:
        if await asyncio.to_thread(syncs_every_write, filer):
            return []
    except urllib3.exceptions.HTTPError:
        return [_unreachable("S3", "filer")]
    return [Finding("S3", "fsync", "Foto diakui sebelum tersimpan di disk.", "Mulai ulang: `berkas up` memasangnya.")]


def _unreachable(component: str, why: str) -> Finding:
    return Finding(component, "unreachable", f"Tidak terjangkau ({why}).", "Periksa apakah servernya berjalan.")


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[: len(OLDEST)])
