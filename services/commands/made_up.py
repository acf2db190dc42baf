"""Which office opens where none was set up? A made-up one: people, settings and certificates, all of them CONTOH."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from samples import demo
from services.server import LOOPBACK
from services.signing.adapters.authority import LocalAuthority
from shared.contracts.vocabulary import Desk, Role

SETTINGS, PEOPLE = "kantor.toml", "petugas.toml"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The office before it opens: who works there, and how the Kadis signs."""

    folder: Path
    port: int
    people: Mapping[Role, demo.Login]
    authority: LocalAuthority
    certificate: demo.Certificate

    @property
    def settings_file(self) -> Path:
        return self.folder / SETTINGS

    @property
    def people_file(self) -> Path:
        return self.folder / PEOPLE


def make_up(folder: Path, port: int, now: Callable[[], datetime]) -> MadeUp:
    """Write the files that the office opens with."""
    people = demo.cast()
    where = folder / "desks" / Desk.SIGNING / "authority"
    where.parent.mkdir(parents=True, exist_ok=True)
    settings = demo.settings_text(people, base_url=f"http://{LOOPBACK}:{port}")
    (folder / SETTINGS).write_text(settings, "utf-8")
    (folder / PEOPLE).write_text(demo.people_text(people), "utf-8")
    authority = LocalAuthority.open(where, now=now())
    return MadeUp(folder, port, people, authority, demo.enrol(authority, people[Role.KADIS], now=now()))


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
