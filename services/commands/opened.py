"""How does a command enter the office? The one that runs here already, or else one started for as long as it takes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from services.office import prepare_database, views_of
from services.registry import DESKS, load
from shared.platform import loading
from shared.platform.embedded import attached, embedded
from shared.platform.platform import Platform
from shared.platform.servers.folder import FolderInUse
from shared.platform.settings import Settings


def settings_of(asked: Namespace) -> Settings:
    """The settings the command line names, or those in the office's folder. Raises SettingsFaulty."""
    folder: Path = asked.data.expanduser()
    return loading.load(asked.settings or folder / "kantor.toml", {})


@asynccontextmanager
async def opened(asked: Namespace) -> AsyncGenerator[Platform]:
    """The office under the folder that the command line names, without its desks at work."""
    folder, settings = asked.data.expanduser(), settings_of(asked)
    views = views_of(load(*DESKS))
    try:
        async with embedded(settings, folder, views, prepare_database) as platform:
            yield platform
    except FolderInUse:
        async with attached(settings, folder, views) as platform:
            yield platform
