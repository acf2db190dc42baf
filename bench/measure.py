"""How is a figure measured, beside its peer in the same run, and where is it written down?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median

import msgspec

RESULTS = Path(__file__).parent / "results.json"


class Better(StrEnum):
    """Which way a figure is good."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured, and what its peer did; `target` is the ratio to hold: at least, or at most, by `better`."""

    name: str
    value: float
    unit: str
    peer: str
    peer_value: float
    target: float
    better: Better = Better.MORE

    @property
    def ratio(self) -> float:
        return self.value / self.peer_value

    @property
    def holds(self) -> bool:
        return self.ratio >= self.target if self.better is Better.MORE else self.ratio <= self.target

    def __str__(self) -> str:
        """One line for a terminal."""
        sign = "≥" if self.better is Better.MORE else "≤"
        return (
            f"{'holds' if self.holds else 'FAILS'}  {self.name}: {self.value:,.6g} {self.unit}; "
            f"{self.peer}: {self.peer_value:,.6g}; ratio {self.ratio:.2f} ({sign} {self.target:g})"
        )


@dataclass(frozen=True, slots=True)
class Run:
    """What one round of calls took: `seconds` in all, and each call's own latency in seconds."""

    seconds: float
    latencies: Sequence[float]

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def milliseconds(self, share: float) -> float:
        """The latency that `share` (0 to 1) of the calls did not exceed."""
        return sorted(self.latencies)[int((len(self.latencies) - 1) * share)] * 1000


async def side_by_side(rounds: int, **sides: Callable[[], Awaitable[float]]) -> Mapping[str, float]:
    """The median of each side over so many rounds, the sides taking turns: what disturbs the machine disturbs all."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, measure in sides.items():
            taken[name].append(await measure())
    return {name: median(values) for name, values in taken.items()}


def write(figures: Iterable[Figure], path: Path = RESULTS) -> None:
    """Put these figures among those measured before, in place of their namesakes."""
    before = msgspec.json.decode(path.read_bytes(), type=list[dict[str, object]]) if path.exists() else []
    new = [_as_json(figure) for figure in figures]
    names = {entry["name"] for entry in new}
    kept = [entry for entry in before if entry["name"] not in names]
    path.write_bytes(msgspec.json.format(msgspec.json.encode([*kept, *new])) + b"\n")


def _as_json(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "peer": figure.peer,
        "peer_value": figure.peer_value,
        "ratio": round(figure.ratio, 3),
        "target": figure.target,
        "holds": figure.holds,
    }
