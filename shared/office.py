"""What differs between offices? How this one is called, when it works, what it promises: never code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.labels import choice
from shared.contracts.rules.calendar import JUMAT, SENIN_KAMIS, Calendar, Hours, published_holidays
from shared.contracts.rules.clocks import ONE_WEEK, ClockRule, Unit
from shared.contracts.vocabulary import Clock, MessageKind, OfficerId, Origin, Role
from shared.photos.limits import HARD_BYTES, MIB, Limits

_HOURS: Final = re.compile(r"(\d\d)[.:](\d\d) ?- ?(\d\d)[.:](\d\d)", re.ASCII)
_CLOSED: Final = "libur"


class Checked(BaseModel):
    """Settings that never change, know no others, and do not show what was wrong in an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _opening(written: object) -> Hours | None:
    """`07:30-16:00`, or `libur`."""
    if isinstance(written, Hours):
        return written
    if written == _CLOSED:
        return None
    match = _HOURS.fullmatch(written) if isinstance(written, str) else None
    if not match:
        raise PydanticCustomError("not_hours", 'harus seperti "07:30-16:00", atau "libur"')
    try:
        opens, closes = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    except ValueError:
        raise PydanticCustomError("not_hours", 'harus seperti "07:30-16:00", atau "libur"') from None
    if closes <= opens:
        raise PydanticCustomError("closes_before_it_opens", "jam tutup harus sesudah jam buka")
    return Hours(opens, closes)


def _reachable_by_applicants(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise PydanticCustomError("not_a_url", "harus alamat seperti https://berkas.contoh.go.id")
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise PydanticCustomError("not_https", "harus https: data pemohon lewat di sana")
    return url.rstrip("/")


Opening = Annotated[Hours | None, BeforeValidator(_opening)]
OneOrTwo = Annotated[int, Field(ge=1, le=2)]
Line = Annotated[str, Field(min_length=1, max_length=200)]


class WeekSettings(Checked):
    """When the counter is open, day by day, local time."""

    senin: Opening = SENIN_KAMIS
    selasa: Opening = SENIN_KAMIS
    rabu: Opening = SENIN_KAMIS
    kamis: Opening = SENIN_KAMIS
    jumat: Opening = JUMAT
    sabtu: Opening = None
    minggu: Opening = None

    @model_validator(mode="after")
    def _somebody_works(self) -> WeekSettings:
        if not any(self.days):
            raise PydanticCustomError("never_open", "paling sedikit satu hari harus buka")
        return self

    @property
    def days(self) -> tuple[Hours | None, ...]:
        """Monday first."""
        return (self.senin, self.selasa, self.rabu, self.kamis, self.jumat, self.sabtu, self.minggu)


class ClockSettings(Checked):
    """What is promised: so many days, all of them or the office's working days."""

    days: Annotated[int, Field(ge=1, le=365)] = ONE_WEEK.days
    unit: Unit = ONE_WEEK.unit

    @property
    def rule(self) -> ClockRule:
        """The rule, under a version that says what it is."""
        rule = ClockRule(f"{self.days}_{self.unit}", self.days, self.unit)
        return ONE_WEEK if (rule.days, rule.unit) == (ONE_WEEK.days, ONE_WEEK.unit) else rule


class LimitsSettings(Checked):
    """How much one file may ask of us."""

    photo_mib: Annotated[int, Field(ge=1, le=HARD_BYTES // MIB)] = 15
    pdf_mib: Annotated[int, Field(ge=1, le=HARD_BYTES // MIB)] = 100
    megapixels: Annotated[int, Field(ge=1, le=100)] = 40
    pages: Annotated[int, Field(ge=1, le=500)] = 50

    @property
    def limits(self) -> Limits:
        """The same in bytes and pixels."""
        return Limits(
            photo_bytes=self.photo_mib * MIB,
            pdf_bytes=self.pdf_mib * MIB,
            pixels=self.megapixels * 1_000_000,
            pages=self.pages,
        )


TOLD_BY_DEFAULT: Final = frozenset(
    {
        MessageKind.BERKAS_DITERIMA,
        MessageKind.BERKAS_BELUM_LENGKAP,
        MessageKind.BERKAS_PERLU_DIPERBAIKI,
        MessageKind.DOKUMEN_SIAP,
        MessageKind.DOKUMEN_MENUNGGU_DIAMBIL,
        MessageKind.BERKAS_SEGERA_DITUTUP,
        MessageKind.BERKAS_DIBATALKAN,
        MessageKind.BERKAS_DITUTUP,
        MessageKind.BERKAS_DITOLAK,
        MessageKind.BERKAS_TERLAMBAT,
    }
)


class SignerSettings(Checked):
    """How documents name an officer who signs: the title as appointed, the name with degrees, the employee number."""

    jabatan: Line
    nama: Line
    nip: Line


class OfficeSettings(Checked):
    """One office. `dinas` and `pemerintah` stand on its papers, `tempat` is where these are given out.

    `kabupaten_code` is the Ministry's (13.08), not that of the statistics office. `nagari`: those it serves, each with
    its jorong. `titles` replace those the SOP gives its actors. `holidays` are closed days of the office's own, beside
    the published ones. `origin`: where documents come from unless an officer says otherwise. `sample`: documents are
    signed with the test certificate, and say so. `signers`: by officer id. `messages`: what applicants are told.
    """

    dinas: Line
    pemerintah: Line
    kabupaten: Line
    kabupaten_code: Annotated[str, Field(pattern=r"^\d{2}\.\d{2}$")]
    tempat: Line
    whatsapp_number: Annotated[str, Field(pattern=r"^\+?\d{8,15}$")]
    nagari: Mapping[Line, tuple[Line, ...]] = Field(default_factory=dict[str, tuple[str, ...]])
    base_url: Annotated[str, AfterValidator(_reachable_by_applicants)] = "http://127.0.0.1:8080"
    time_zone: ZoneInfo = ZoneInfo("Asia/Jakarta")
    titles: Mapping[Role, Line] = Field(default_factory=dict[Role, str])
    week: WeekSettings = WeekSettings()
    holidays: tuple[date, ...] = ()
    open_on_joint_leave: bool = False
    sop_clock: ClockSettings = ClockSettings()
    service_clock: ClockSettings = ClockSettings()
    cetak_wajib: bool = True
    photos_per_page: OneOrTwo = 1
    validation_levels: OneOrTwo = 1
    lapse_days: Annotated[int, Field(ge=1, le=365)] = 14
    close_working_days: Annotated[int, Field(ge=1, le=60)] = 5
    limits: LimitsSettings = LimitsSettings()
    origin: Origin = Origin.SIAK
    sample: bool = False
    signers: Mapping[OfficerId, SignerSettings] = Field(default_factory=dict[OfficerId, SignerSettings])
    messages: frozenset[MessageKind] = TOLD_BY_DEFAULT

    @property
    def calendar(self) -> Calendar:
        """The days and hours on which the office works."""
        published = (one.day for one in published_holidays() if not (one.joint and self.open_on_joint_leave))
        return Calendar(self.time_zone, frozenset((*published, *self.holidays)), self.week.days)

    @property
    def rules(self) -> Mapping[Clock, ClockRule]:
        """The two promises."""
        return {Clock.SOP: self.sop_clock.rule, Clock.SERVICE: self.service_clock.rule}

    def title(self, role: Role) -> str:
        """What this office calls a role."""
        return self.titles.get(role) or choice(role)
