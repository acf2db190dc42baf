"""Where does an office run, when not on servers of its own? (what the office is: shared/office.py)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from shared.office import Checked, Line, OfficeSettings


class S3Settings(Checked):
    """A bucket of an S3 store. `endpoint` is host:port. `lock_days`: nobody deletes a blob for so long."""

    endpoint: Annotated[str, Field(pattern=r"^[^/\s]+:\d+$")]
    bucket: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    access_key: Line
    secret_key: SecretStr
    secure: bool = True
    region: Line = "us-east-1"
    lock_days: Annotated[int, Field(ge=1)] | None = None


class NatsSettings(Checked):
    """`urls`: user → `nats://user:password@host:port`. `monitoring` is host:port; `replicas` of the stream."""

    urls: Mapping[str, SecretStr]
    monitoring: Annotated[str, Field(pattern=r"^[^/\s]+:\d+$")]
    replicas: Annotated[int, Field(ge=1, le=5)] = 1


class ClusterSettings(Checked):
    """The servers of a cluster. `postgres`: the DSN by role, of the roles that this process needs (cluster.py).

    `s3` or `blob_folder` (shared by all replicas) is where blobs rest. `master_key`: the file, unless the environment
    has BERKAS_MASTER_KEY. `state` is for what adapters keep.
    """

    postgres: Mapping[str, SecretStr]
    nats: NatsSettings
    s3: S3Settings | None = None
    blob_folder: Path | None = None
    master_key: Path = Path("/run/secrets/berkas/master.key")
    state: Path = Path("/var/lib/berkas")

    @model_validator(mode="after")
    def _one_place_for_blobs(self) -> ClusterSettings:
        if (self.s3 is None) == (self.blob_folder is None):
            raise PydanticCustomError("one_place_for_blobs", "isi salah satu: s3 atau blob_folder")
        return self


class Settings(Checked):
    """Everything that is set."""

    office: OfficeSettings
    cluster: ClusterSettings | None = None
