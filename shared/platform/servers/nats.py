"""How does the embedded NATS run? JetStream that syncs before it acknowledges, a password for each who speaks to it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from shared.platform.servers.binaries import executable, require_version
from shared.platform.servers.identity import identity_for
from shared.platform.servers.ports import LOOPBACK, choose_ports, chosen_ports
from shared.platform.servers.private import kept_passwords, private_folder, write_private
from shared.platform.servers.process import Program
from shared.platform.servers.server import NotServing

OLDEST: Final = (2, 12, 3)
"""Older ones lose what they acknowledged (operations.md 3.1)."""
PROVISIONER: Final = "provisioner"
RELAY: Final = "relay"
_STREAM_CHANGES: Final = ("CREATE", "UPDATE", "DELETE", "PURGE", "RESTORE", "MSG.DELETE")
_NOT_FOR_DESKS: Final = ["berkas.>", *(f"$JS.API.STREAM.{change}.>" for change in _STREAM_CHANGES)]


@dataclass(frozen=True, slots=True)
class Nats:
    """A nats-server with all it keeps under `directory`, which is made.

    `desks` may read and work; the relay alone publishes facts.
    """

    directory: Path
    desks: Sequence[str]
    name: str = "nats"

    @property
    def data_dir(self) -> Path:
        """What JetStream keeps."""
        return self.directory / "jetstream"

    @property
    def ports(self) -> Mapping[str, int]:
        """Of clients, and of the monitoring endpoints; chosen when it starts."""
        return chosen_ports(self._ports_file)

    @property
    def _ports_file(self) -> Path:
        return self.directory / "ports.json"

    @property
    def _passwords(self) -> Mapping[str, str]:
        return kept_passwords(self.directory / "passwords.json", (PROVISIONER, RELAY, *self.desks))

    def url(self, user: str) -> str:
        """Where and as whom to connect: a desk, `relay` or `provisioner`."""
        return f"nats://{user}:{quote(self._passwords[user], safe='')}@{LOOPBACK}:{self.ports['client']}"

    @property
    def monitoring(self) -> str:
        """Host and port of `/healthz`, `/varz`, `/jsz`."""
        return f"{LOOPBACK}:{self.ports['monitoring']}"

    async def prepare(self) -> Program:
        """Write the configuration anew: it follows from the ports and passwords kept."""
        nats_server = executable("nats-server", variable="BERKAS_NATS_SERVER")
        await asyncio.to_thread(require_version, nats_server, OLDEST)
        who = identity_for(executables=(nats_server,), directory=self.directory)
        private_folder(self.directory, who)
        private_folder(self.data_dir, who)
        choose_ports(self._ports_file, ("client", "monitoring"))
        configuration = self.directory / "nats.conf"
        write_private(configuration, json.dumps(self._configuration(), indent=1), owner=who)
        return Program(
            name=self.name,
            command=(str(nats_server), "--config", str(configuration)),
            directory=self.directory,
            log=self.directory.parent / f"{self.name}.log",
            identity=who,
        )

    async def probe(self) -> None:
        """Ask whether JetStream serves."""
        await asyncio.to_thread(monitored, self.monitoring, "/healthz?js-enabled-only=true")

    async def settle(self) -> None:
        """Nothing: streams are the bus's to provision."""

    def _configuration(self) -> dict[str, object]:
        return {
            "server_name": "berkas",
            "listen": f"{LOOPBACK}:{self.ports['client']}",
            "http": self.monitoring,
            "jetstream": {"store_dir": str(self.data_dir), "sync_interval": "always"},
            "accounts": {"BERKAS": {"jetstream": "enabled", "users": self._users()}},
        }

    def _users(self) -> list[Mapping[str, object]]:
        """Everybody may read and work off; streams are changed by the provisioner and by the relay that fills them."""
        unlimited: list[Mapping[str, object]] = [
            {"user": user, "password": self._passwords[user]} for user in (PROVISIONER, RELAY)
        ]
        readers: list[Mapping[str, object]] = [
            {"user": desk, "password": self._passwords[desk], "permissions": {"publish": {"deny": _NOT_FOR_DESKS}}}
            for desk in self.desks
        ]
        return [*unlimited, *readers]


def monitored(address: str, path: str) -> Mapping[str, Any]:
    """What a nats-server's monitoring endpoint says; blocking.

    Raises:
        NotServing: nothing, or that it is unwell.
    """
    connection = HTTPConnection(address, timeout=5)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
    except (OSError, HTTPException) as error:
        raise NotServing from error
    finally:
        connection.close()
    if response.status != HTTPStatus.OK:
        raise NotServing
    return json.loads(body)
