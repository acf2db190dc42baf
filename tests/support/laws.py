"""How do property tests run here? Without a stop-watch on each example: the machine is shared."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("office", deadline=None)
settings.load_profile("office")
