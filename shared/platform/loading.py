"""Where do settings come from? A TOML file, and the environment above it; what is wrong is named all at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from shared.platform.errors import CannotStart
from shared.platform.settings import Settings

PREFIX: Final = "BERKAS_"
_NESTED: Final = "__"
_RULES: Final[Mapping[str, str]] = {
    "missing": "wajib diisi",
    "extra_forbidden": "tidak dikenal",
    "enum": "harus salah satu dari: {expected}",
    "literal_error": "harus salah satu dari: {expected}",
    "string_type": "harus teks",
    "string_too_short": "wajib diisi",
    "string_too_long": "paling banyak {max_length} karakter",
    "string_pattern_mismatch": "bentuknya tidak benar",
    "int_parsing": "harus bilangan bulat",
    "int_type": "harus bilangan bulat",
    "bool_parsing": "harus true atau false",
    "bool_type": "harus true atau false",
    "greater_than_equal": "paling kecil {ge}",
    "less_than_equal": "paling besar {le}",
    "date_from_datetime_parsing": "harus tanggal, misalnya 2026-03-15",
    "date_type": "harus tanggal, misalnya 2026-03-15",
    "zoneinfo_str": "harus zona waktu, misalnya Asia/Jakarta",
    "model_type": "harus berisi bagian-bagiannya",
    "dict_type": "harus berisi bagian-bagiannya",
}
"""Pydantic's kind of error → the rule. Those not named here are `_SHAPE`; our own bring their sentence along."""
_SHAPE: Final = "tidak benar"
_PYDANTICS: Final = frozenset(get_args(ErrorType))


@dataclass(frozen=True, slots=True)
class SettingFault:
    """One setting that breaks one rule; never its value, which may be a password."""

    place: str
    code: str
    rule: str

    def __str__(self) -> str:
        """Name it as the file does and as the environment does."""
        variable = PREFIX + self.place.replace(".", _NESTED).upper()
        return f"{self.place} ({variable}): {self.rule} [{self.code}]"


class SettingsFaulty(CannotStart):
    """Pengaturan belum benar."""

    def __init__(self, faults: Sequence[SettingFault]) -> None:
        """Keep them all: whoever mends the settings mends them once."""
        super().__init__(faults=tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """One line a fault."""
        return "\n".join((super().__str__(), *(f"  {fault}" for fault in self.faults)))


def load(file: Path | None, environment: Mapping[str, str]) -> Settings:
    """The settings of a file (None: none), with those of the environment above them.

    `BERKAS_OFFICE__LAPSE_DAYS=21` is `lapse_days = 21` under `[office]`: two underscores for a dot. Lists stand in the
    file only.

    Raises:
        SettingsFaulty: with every fault, each by its place.
    """
    settings = _read(file) if file else {}
    for name, value in environment.items():
        if name.startswith(PREFIX) and _NESTED in name:
            _put(settings, name.removeprefix(PREFIX).lower().split(_NESTED), value)
    try:
        return Settings.model_validate(settings)
    except ValidationError as error:
        raise SettingsFaulty([_fault(one) for one in error.errors(include_input=False)]) from None


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise SettingsFaulty([SettingFault(str(file), "unreadable", "tidak terbaca")]) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsFaulty([SettingFault(str(file), "not_toml", f"bukan TOML: {error}")]) from None


def _put(settings: dict[str, Any], path: Sequence[str], value: str) -> None:
    *above, name = path
    for part in above:
        settings = settings.setdefault(part, {})
    settings[name] = value


def _fault(error: ErrorDetails) -> SettingFault:
    place = ".".join(str(part) for part in error["loc"])
    return SettingFault(place, error["type"], _rule(error))


def _rule(error: ErrorDetails) -> str:
    if error["type"] in _PYDANTICS:
        return _RULES.get(error["type"], _SHAPE).format_map(error.get("ctx", {}))
    return error["msg"]
