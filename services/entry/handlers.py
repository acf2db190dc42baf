"""What does the entry desk do by itself when it hears a fact? Nothing: SIAK has no door but an officer's hands."""

from __future__ import annotations

from typing import Any

from shared.bus.reaction import Reaction
from shared.room import Room

REACTIONS: tuple[Reaction[Any, Room], ...] = ()
