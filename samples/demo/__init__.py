"""What does a newcomer see first? Four berkas, one per layanan, through the whole SOP, by the office's own people.

Everything is done as the people of the office would do it: over the HTTP APIs of running desks. Whoever runs the demo
starts the desks (settings and people from here), enrols the Kadis, and hands in what HTTP does not show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import samples
from samples.demo.acts import Office
from samples.demo.lives import LIVES
from samples.demo.narrator import Narrator
from samples.demo.office import daytime, settings_text
from samples.demo.people import Certificate, Login, cast, enrol, people_text
from samples.demo.proof import Proofs, proven
from samples.demo.screen import NotSo, signed_in
from samples.demo.signing import appoint, sign_all
from shared.contracts.labels import choice
from shared.contracts.vocabulary import Role
from shared.documents.indonesian import WIB, waktu_wib

__all__ = [
    "Certificate",
    "Login",
    "Proofs",
    "appoint_signer",
    "cast",
    "daytime",
    "enrol",
    "people_text",
    "run",
    "settings_text",
]

T = TypeVar("T")


async def run(
    base_url: str,
    people: Mapping[Role, Login],
    proofs: Proofs,
    *,
    now: Callable[[], datetime],
    say: Callable[[str], None] = print,
) -> bool:
    """Play it, on desks that answer at `base_url` and have nothing yet; whether everything was so. `now`: theirs."""
    tell = Narrator(say)
    _introduce(tell, base_url, people.values(), now())
    tell.line("  Memotret surat-surat pemohon …")
    papers = await asyncio.to_thread(samples.papers)
    tell.heading("Dari foto sampai dokumen")
    try:
        async with signed_in(base_url, people) as screens:
            office = Office(screens, tell, now().astimezone(WIB).date())
            await appoint(office, proofs.certificate)
            berkas = await _together(life.before(office, papers[life.layanan]) for life in LIVES)
            await sign_all(office, berkas, proofs.certificate.passphrase)
            await _together(life.after(office, one) for life, one in zip(LIVES, berkas, strict=True))
            so = all([await proven(office, one, proofs) for one in berkas])
    except* NotSo as faults:
        so = False
        for fault in faults.exceptions:
            tell.held(str(fault), so=so)
    verdict = "Semua benar" if so else "ADA YANG TIDAK BENAR"
    tell.heading(f"{verdict}, {tell.elapsed} detik; hasilnya di {proofs.out}")
    return so


async def appoint_signer(
    base_url: str, people: Mapping[Role, Login], certificate: Certificate, *, now: Callable[[], datetime]
) -> None:
    """Have the Kasi record that the Kadis signs from today on, in an office that has just opened."""
    async with signed_in(base_url, people) as screens:
        await appoint(Office(screens, Narrator(lambda _: None), now().astimezone(WIB).date()), certificate)


def _introduce(tell: Narrator, base_url: str, people: Iterable[Login], opened: datetime) -> None:
    """Who is who. At night it is morning there (see daytime), which is said."""
    tell.heading("Kantor peraga: orang, surat dan data tidak nyata; dokumen bertanda CONTOH")
    tell.line(f"  Buka di {base_url}, {waktu_wib(opened)}")
    for login in people:
        tell.line(f"  {choice(login.role):<20}{login.name:<28}{login.officer:<8}{login.password}")


async def _together(lives: Iterable[Coroutine[Any, Any, T]]) -> Sequence[T]:
    """Side by side; the first that fails ends all."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(life) for life in lives]
    return [task.result() for task in tasks]
