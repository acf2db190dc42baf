"""How does the embedded S3 server run? SeaweedFS on loopback, every identity known, every write synced."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Final

import urllib3
from minio import Minio
from minio.error import MinioException

from shared.platform.servers.binaries import executable
from shared.platform.servers.identity import Identity, identity_for
from shared.platform.servers.ports import LOOPBACK, choose_ports, chosen_ports
from shared.platform.servers.private import kept_passwords, private_folder, write_private
from shared.platform.servers.process import Program
from shared.platform.servers.server import NotServing, run_to_end

ACCESS_KEY: Final = "berkas"
WEED: Final = "BERKAS_WEED"
"""The variable that names another SeaweedFS than the wheel's."""
_PORTS: Final = ("master", "volume", "filer", "s3", "admin")
_PROBE: Final = "readiness"
"""A bucket of its own, and the object in it."""
_FILER: Final = '[sqlite]\nenabled = true\ndbFile = "./filer.db"\n'
"""The default store of names (leveldb) does not sync."""
_FLAGS: Final = (
    f"-ip={LOOPBACK}",
    f"-ip.bind={LOOPBACK}",
    "-master.telemetry=false",
    "-master.resumeState=false",  # it elects itself at once; resumed, one start in ten waits 5 to 16 s for an election
    "-webdav=false",
    "-admin.ui=false",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
    "-volume.preStopSeconds=0",
    "-filer.localSocket=filer.sock",
    "-s3.localSocket=s3.sock",
    "-s3.config=identities.json",
    "-dir=data",
)


@dataclass(frozen=True, slots=True)
class S3:
    """A SeaweedFS with all it keeps under `directory`, which is made."""

    directory: Path
    name: str = "s3"

    @property
    def data_dir(self) -> Path:
        """What it keeps of contents; their names stand beside it in `filer.db`."""
        return self.directory / "data"

    @property
    def ports(self) -> Mapping[str, int]:
        """Of each of its parts, gRPC 10,000 above; chosen when it starts."""
        return chosen_ports(self._ports_file)

    @property
    def endpoint(self) -> str:
        """Host and port of the S3 interface, plain HTTP."""
        return f"{LOOPBACK}:{self.ports['s3']}"

    @property
    def filer(self) -> str:
        """Host and port of the store of names behind the S3 interface."""
        return f"{LOOPBACK}:{self.ports['filer']}"

    @property
    def secret_key(self) -> str:
        """The secret of ACCESS_KEY."""
        return kept_passwords(self.directory / "passwords.json", (ACCESS_KEY,))[ACCESS_KEY]

    def client(self) -> Minio:
        """A client that does not try twice."""
        http = urllib3.PoolManager(retries=False, timeout=5.0)
        return Minio(self.endpoint, ACCESS_KEY, self.secret_key, secure=False, http_client=http)

    def shell(self, command: str) -> Program:
        """A command of its administrators."""
        addresses = (f"-{part}={LOOPBACK}:{self.ports[part]}" for part in ("master", "filer"))
        return replace(self._weed("shell", *addresses), told=command.encode())

    async def prepare(self) -> Program:
        """Write the configuration anew: it follows from the ports and the key kept."""
        who = self._identity
        for folder in (self.directory, self.data_dir):
            private_folder(folder, who)
        write_private(self.directory / "identities.json", json.dumps(self._identities()), owner=who)
        write_private(self.directory / "filer.toml", _FILER, owner=who)
        choose_ports(self._ports_file, _PORTS)
        ports = (f"-{part}.port={self.ports[part]}" for part in _PORTS)
        return self._weed("mini", *_FLAGS, *ports)

    async def probe(self) -> None:
        """Put an object and get it back: it lists buckets before it can keep anything."""
        await asyncio.to_thread(self._put_and_get)

    async def settle(self) -> None:
        """Have every write to the buckets synced; it keeps that setting, but does not come with it."""
        if not await self._syncs():
            await run_to_end(self.shell("fs.configure -locationPrefix=/buckets/ -fsync -apply"))
            if not await self._syncs():
                raise NotServing

    async def _syncs(self) -> bool:
        try:
            return await asyncio.to_thread(syncs_every_write, self.filer)
        except urllib3.exceptions.HTTPError as error:
            raise NotServing from error

    @property
    def _ports_file(self) -> Path:
        return self.directory / "ports.json"

    @property
    def _executable(self) -> Path:
        return executable("weed", variable=WEED)

    @property
    def _identity(self) -> Identity:
        return identity_for(executables=(self._executable,), directory=self.directory)

    def _identities(self) -> dict[str, object]:
        credentials = [{"accessKey": ACCESS_KEY, "secretKey": self.secret_key}]
        actions = ["Admin", "Read", "Write", "List", "Tagging"]
        return {"identities": [{"name": ACCESS_KEY, "credentials": credentials, "actions": actions}]}

    def _weed(self, *arguments: str) -> Program:
        return Program(
            name=self.name,
            command=(str(self._executable), "-logtostderr=true", *arguments),
            directory=self.directory,
            log=self.directory.parent / f"{self.name}.log",
            identity=self._identity,
            environment={"GOMEMLIMIT": "200MiB"},
        )

    def _put_and_get(self) -> None:
        client, content = self.client(), b"siap"
        try:
            if not client.bucket_exists(_PROBE):
                client.make_bucket(_PROBE)
            client.put_object(_PROBE, _PROBE, io.BytesIO(content), len(content))
            with closing(client.get_object(_PROBE, _PROBE)) as found:
                got = found.read()
        except (MinioException, urllib3.exceptions.HTTPError) as error:
            raise NotServing from error
        if got != content:
            raise NotServing


def syncs_every_write(filer: str) -> bool:
    """Whether SeaweedFS syncs what is put into buckets before it answers; blocking."""
    response = urllib3.request("GET", f"http://{filer}/etc/seaweedfs/filer.conf", retries=False, timeout=5.0)
    if response.status != HTTPStatus.OK:
        return False
    return any(place["locationPrefix"] == "/buckets/" and place["fsync"] for place in response.json()["locations"])
