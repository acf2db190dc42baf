"""Which office does the demo play in? One that does not exist, and signs with a certificate that nobody trusts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from samples import people
from samples.demo.people import Login
from shared.contracts.rules.calendar import next_allowed
from shared.contracts.vocabulary import Role
from shared.documents.indonesian import WIB

_LASTS = timedelta(minutes=10)
_MORNING = 9


def settings_text(cast: Mapping[Role, Login], *, base_url: str) -> str:
    """The office's settings (shared/office.py), as TOML."""
    kadis = cast[Role.KADIS]
    jorong = json.dumps([household.jorong.title() for household in people.HOUSEHOLDS])
    return f"""\
[office]
dinas = "Dinas Kependudukan dan Pencatatan Sipil"
pemerintah = "Pemerintah Kabupaten {people.KABUPATEN.title()}"
kabupaten = "Kabupaten {people.KABUPATEN.title()}"
kabupaten_code = "13.08"
tempat = "{people.NAGARI.title()}"
whatsapp_number = "+620000000100"
base_url = "{base_url}"
origin = "OFFICE"
sample = true

[office.nagari]
"{people.NAGARI.title()}" = {jorong}

[office.signers.{kadis.officer}]
jabatan = "Kepala Dinas Kependudukan dan Pencatatan Sipil"
nama = "{kadis.name}"
nip = "19720304 199803 2 099"
"""


def daytime(now: Callable[[], datetime]) -> Callable[[], datetime]:
    """The same clock by day; at night, when offices send no messages (rule 13), one set back to nine in the morning."""
    started = now()
    if all(next_allowed(moment, WIB) == moment for moment in (started, started + _LASTS)):
        return now
    local = started.astimezone(WIB)
    morning = local.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    behind = (local - morning) % timedelta(days=1)
    return lambda: now() - behind
