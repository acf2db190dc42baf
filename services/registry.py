"""Which desks are there, in the order a berkas visits them? Only those asked for are imported."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, cast

from shared.contracts.vocabulary import Desk
from shared.service import Service

DESKS: tuple[Desk, ...] = (
    Desk.INTAKE,
    Desk.VERIFICATION,
    Desk.ENTRY,
    Desk.SIGNING,
    Desk.DELIVERY,
    Desk.OVERSIGHT,
)


def load(*desks: Desk) -> Sequence[Service[Any]]:
    """These desks' services; a desk deployed alone carries no other desk's modules."""
    return [cast("Service[Any]", import_module(f"services.{desk}.service").SERVICE) for desk in desks]
