"""Which four berkas do the samples bring, of whom, and how was each of their papers photographed?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from samples import paperwork, people
from samples.camera import Shot
from samples.paperwork import Content
from samples.people import Household, Person
from samples.surfaces import Surface
from shared.contracts.vocabulary import Layanan, Paper, QualityHint, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Who asks for what, about whom."""

    layanan: Layanan
    variant: Variant
    pelapor: Person
    subjek: Person
    household: Household


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One paper before the camera: what it is, whose, what stands on it, and how it is taken.

    `flaw` is what the office will find wrong with the photo; `supplement` one that is sent only once it has asked.
    """

    paper: Paper
    person: Person
    template: str
    content: Callable[[], Content]
    shot: Shot
    flaw: QualityHint | None = None
    supplement: bool = False


APPLICATIONS: Mapping[Layanan, Application] = MappingProxyType(
    {
        Layanan.KK: Application(
            layanan=Layanan.KK,
            variant=Variant.KK_PERUBAHAN,
            pelapor=people.RIZAL,
            subjek=people.RAHMI,
            household=people.KOTO,
        ),
        Layanan.AKTA_KELAHIRAN: Application(
            layanan=Layanan.AKTA_KELAHIRAN,
            variant=Variant.KELAHIRAN,
            pelapor=people.ZULFIKAR,
            subjek=people.AISYAH,
            household=people.PILIANG,
        ),
        Layanan.AKTA_KEMATIAN: Application(
            layanan=Layanan.AKTA_KEMATIAN,
            variant=Variant.KEMATIAN,
            pelapor=people.HENDRI,
            subjek=people.SYAFRIL,
            household=people.JAMBAK,
        ),
        Layanan.PINDAH_DATANG: Application(
            layanan=Layanan.PINDAH_DATANG,
            variant=Variant.PINDAH_KELUAR,
            pelapor=people.ILHAM,
            subjek=people.ILHAM,
            household=people.GUCI,
        ),
    }
)

_KAYU, _UBIN, _TAPLAK = Surface.KAYU, Surface.UBIN, Surface.TAPLAK


def _kartu_keluarga(household: Household, shot: Shot) -> Sheet:
    content = partial(paperwork.kartu_keluarga, household, seed=shot.seed * 1.7)
    return Sheet(paper=Paper.KK_LAMA, person=household.head, template="kk", content=content, shot=shot)


def _perubahan() -> tuple[Sheet, ...]:
    """Straight through."""
    rizal = partial(Sheet, person=people.RIZAL)
    return (
        rizal(paper=Paper.F_1_02, template="f-1-02", content=paperwork.f_1_02, shot=Shot(seed=11, orientation=6)),
        rizal(paper=Paper.F_1_06, template="f-1-06", content=paperwork.f_1_06, shot=Shot(seed=12, orientation=6)),
        _kartu_keluarga(people.KOTO, Shot(seed=13, megapixels=8, folded=False)),
        Sheet(
            paper=Paper.IJAZAH,
            person=people.RAHMI,
            template="ijazah",
            content=paperwork.ijazah,
            shot=Shot(seed=14, on=_TAPLAK, orientation=3, folded=False),
        ),
    )


def _kelahiran() -> tuple[Sheet, ...]:
    """Incomplete at first: the midwife's letter was moved while the phone focused."""
    steady = Shot(seed=22, on=_UBIN, orientation=6)
    letter = Sheet(
        paper=Paper.SURAT_KETERANGAN_LAHIR,
        person=people.AISYAH,
        template="letter",
        content=paperwork.surat_keterangan_lahir,
        shot=steady,
    )
    return (
        Sheet(
            paper=Paper.F_2_01,
            person=people.AISYAH,
            template="f-2-01",
            content=paperwork.f_2_01_kelahiran,
            shot=Shot(seed=21, on=_UBIN, orientation=6, megapixels=5),
        ),
        replace(letter, shot=replace(steady, blur=7.0, megapixels=2), flaw=QualityHint.BLURRED),
        Sheet(
            paper=Paper.BUKU_NIKAH,
            person=people.ZULFIKAR,
            template="buku-nikah",
            content=paperwork.buku_nikah,
            shot=Shot(seed=23, on=_UBIN, keystone=0.03, folded=False),
        ),
        _kartu_keluarga(people.PILIANG, Shot(seed=24, on=_UBIN, orientation=8)),
        replace(letter, supplement=True),
    )


def _kematian() -> tuple[Sheet, ...]:
    """Returned by verification: the Wali Nagari's letter was photographed in the evening."""
    daylight = Shot(seed=32, on=_TAPLAK, orientation=8)
    letter = Sheet(
        paper=Paper.SURAT_KEMATIAN,
        person=people.SYAFRIL,
        template="letter",
        content=paperwork.surat_kematian,
        shot=daylight,
    )
    return (
        Sheet(
            paper=Paper.F_2_01,
            person=people.SYAFRIL,
            template="f-2-01",
            content=paperwork.f_2_01_kematian,
            shot=Shot(seed=31, on=_TAPLAK, orientation=6),
        ),
        replace(letter, shot=replace(daylight, light=0.2, megapixels=2), flaw=QualityHint.TOO_DARK),
        _kartu_keluarga(people.JAMBAK, Shot(seed=33, on=_TAPLAK)),
        Sheet(
            paper=Paper.KTP_EL,
            person=people.SYAFRIL,
            template="ktp-el",
            content=partial(paperwork.ktp_el, people.SYAFRIL, people.JAMBAK),
            shot=Shot(seed=34, on=_TAPLAK, megapixels=2, fills=0.7, folded=False),
        ),
        replace(letter, supplement=True),
    )


def _pindah() -> tuple[Sheet, ...]:
    """Nothing wrong with the photos; it is the draft that goes back."""
    form = Shot(seed=41, orientation=3)
    return (
        Sheet(paper=Paper.F_1_03, person=people.ILHAM, template="f-1-03", content=paperwork.f_1_03, shot=form),
        _kartu_keluarga(people.GUCI, Shot(seed=42, orientation=6)),
    )


def sheets() -> Mapping[Layanan, tuple[Sheet, ...]]:
    """The papers of each berkas, in the order in which they are sent."""
    return {
        Layanan.KK: _perubahan(),
        Layanan.AKTA_KELAHIRAN: _kelahiran(),
        Layanan.AKTA_KEMATIAN: _kematian(),
        Layanan.PINDAH_DATANG: _pindah(),
    }


def arrival() -> Sheet:
    """A paper that none of the four brings: what somebody who moves here has in hand."""
    shot = Shot(seed=51, on=_UBIN, orientation=6)
    return Sheet(paper=Paper.SKPWNI, person=people.ILHAM, template="letter", content=paperwork.skpwni, shot=shot)
