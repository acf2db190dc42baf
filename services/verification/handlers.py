"""What does the verification desk do by itself when it hears a fact? Nothing: an officer judges every paper."""

from __future__ import annotations

from typing import Any

from shared.bus.reaction import Reaction
from shared.room import Room

REACTIONS: tuple[Reaction[Any, Room], ...] = ()
