"""Are settings read as meant, and is everything that is wrong with them said at once?"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from shared.contracts.rules.calendar import Hours
from shared.contracts.rules.clocks import ONE_WEEK, Unit
from shared.contracts.vocabulary import Clock, Role
from shared.office import OfficeSettings
from shared.platform.loading import SettingsFaulty, load
from shared.platform.settings import Settings

pytestmark = pytest.mark.spine

OFFICE = """
[office]
dinas = "Dinas Kependudukan dan Pencatatan Sipil"
pemerintah = "Pemerintah Kabupaten Contoh"
kabupaten = "Kabupaten Contoh"
kabupaten_code = "13.08"
tempat = "Lubuk Contoh"
whatsapp_number = "0753466353"
"""


def loaded(tmp_path: Path, text: str = "", **environment: str) -> Settings:
    file = tmp_path / "berkas.toml"
    file.write_text(OFFICE + text)
    return load(file, environment)


def office(tmp_path: Path, text: str = "", **environment: str) -> OfficeSettings:
    return loaded(tmp_path, text, **environment).office


def faults(tmp_path: Path, text: str = "", **environment: str) -> dict[str, str]:
    with pytest.raises(SettingsFaulty) as refused:
        loaded(tmp_path, text, **environment)
    return {fault.place: fault.code for fault in refused.value.faults}


# ---------------------------------------------------------------- what is not said is as in the SOP


def test_an_office_that_sets_nothing_else_works_by_the_sop(tmp_path: Path) -> None:
    of = office(tmp_path)
    assert of.rules == {Clock.SOP: ONE_WEEK, Clock.SERVICE: ONE_WEEK}
    assert (of.cetak_wajib, of.lapse_days, of.close_working_days, of.validation_levels) == (True, 14, 5, 1)
    assert of.title(Role.KASI) == "Kasi Teknis"


def test_an_office_names_its_roles_itself(tmp_path: Path) -> None:
    of = office(tmp_path, 'titles.kasi = "Sub Koordinator Identitas Penduduk"')
    assert of.title(Role.KASI) == "Sub Koordinator Identitas Penduduk"


def test_a_clock_of_working_days_is_another_rule_under_another_version(tmp_path: Path) -> None:
    rule = office(tmp_path, 'service_clock = { days = 3, unit = "working_days" }').rules[Clock.SERVICE]
    assert (rule.days, rule.unit, rule.version) == (3, Unit.WORKING_DAYS, "3_working_days")


def test_hours_are_written_as_on_the_door(tmp_path: Path) -> None:
    week = office(tmp_path, 'week = { senin = "08.00-15:30", jumat = "libur", sabtu = "09:00 - 12:00" }').week
    assert week.senin == Hours(time(8), time(15, 30))
    assert week.jumat is None
    assert week.sabtu == Hours(time(9), time(12))


def test_an_office_is_closed_on_its_own_holidays_and_on_the_published_ones(tmp_path: Path) -> None:
    calendar = office(tmp_path, "holidays = [2026-03-10]").calendar
    assert not calendar.is_working_day(date(2026, 3, 10))
    assert not calendar.is_working_day(date(2026, 8, 17))
    assert calendar.is_working_day(date(2026, 3, 11))


def test_an_office_may_be_open_on_joint_leave(tmp_path: Path) -> None:
    leave = date(2026, 12, 24)
    assert not office(tmp_path).calendar.is_working_day(leave)
    assert office(tmp_path, "open_on_joint_leave = true").calendar.is_working_day(leave)


def test_days_are_those_of_the_office_s_own_zone(tmp_path: Path) -> None:
    monday_in_jayapura = datetime(2026, 3, 8, 23, tzinfo=UTC)
    assert office(tmp_path, 'time_zone = "Asia/Jayapura"').calendar.is_open(monday_in_jayapura)
    assert not office(tmp_path).calendar.is_open(monday_in_jayapura)


# ---------------------------------------------------------------- the environment


def test_the_environment_stands_above_the_file(tmp_path: Path) -> None:
    of = office(tmp_path, "lapse_days = 21", BERKAS_OFFICE__LAPSE_DAYS="30", BERKAS_OFFICE__CETAK_WAJIB="false")
    assert (of.lapse_days, of.cetak_wajib) == (30, False)


def test_the_environment_alone_suffices() -> None:
    names = ("DINAS", "PEMERINTAH", "KABUPATEN", "TEMPAT")
    environment = {f"BERKAS_OFFICE__{name}": "Contoh" for name in names}
    environment |= {"BERKAS_OFFICE__KABUPATEN_CODE": "13.08", "BERKAS_OFFICE__WHATSAPP_NUMBER": "0753466353"}
    assert load(None, environment).office.dinas == "Contoh"


def test_what_else_is_in_the_environment_does_not_concern_us(tmp_path: Path) -> None:
    assert office(tmp_path, BERKAS_WEED="/opt/weed", PATH="/bin", OFFICE__DINAS="Lain").tempat == "Lubuk Contoh"


# ---------------------------------------------------------------- faults


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(SettingsFaulty) as refused:
        load(None, {"BERKAS_OFFICE__TEMPAT": "Lubuk Contoh"})
    missing = {"dinas", "pemerintah", "kabupaten", "kabupaten_code", "whatsapp_number"}
    assert {(fault.place, fault.code) for fault in refused.value.faults} == {
        (f"office.{name}", "missing") for name in missing
    }


def test_missing_wrong_and_contradictory_settings_are_named_together(tmp_path: Path) -> None:
    text = """
    lapse_days = 0
    validation_level = 2
    base_url = "http://berkas.contoh.go.id"
    time_zone = "Asia/Bukittinggi"
    week = { senin = "16:00-07:30", selasa = "pagi" }
    titles.kepala = "Kepala"
    [cluster]
    postgres = {}
    blob_folder = "/var/lib/berkas"
    s3 = { endpoint = "s3", bucket = "berkas", access_key = "berkas" }
    """
    assert faults(tmp_path, text) == {
        "office.lapse_days": "greater_than_equal",
        "office.validation_level": "extra_forbidden",
        "office.base_url": "not_https",
        "office.time_zone": "zoneinfo_str",
        "office.week.senin": "closes_before_it_opens",
        "office.week.selasa": "not_hours",
        "office.titles.kepala.[key]": "enum",
        "cluster.nats": "missing",
        "cluster.s3.endpoint": "string_pattern_mismatch",
        "cluster.s3.secret_key": "missing",
    }


def test_blobs_have_one_place(tmp_path: Path) -> None:
    text = """
    [cluster]
    postgres = {}
    nats = { urls = {}, monitoring = "nats:8222" }
    """
    assert faults(tmp_path, text) == {"cluster": "one_place_for_blobs"}


def test_an_office_is_open_some_day(tmp_path: Path) -> None:
    closed = ", ".join(f'{day} = "libur"' for day in ("senin", "selasa", "rabu", "kamis", "jumat"))
    assert faults(tmp_path, f"week = {{ {closed} }}") == {"office.week": "never_open"}


def test_a_fault_says_in_indonesian_what_to_write_where(tmp_path: Path) -> None:
    with pytest.raises(SettingsFaulty) as refused:
        loaded(tmp_path, "lapse_days = 0")
    assert str(refused.value) == (
        "Pengaturan belum benar.\n  office.lapse_days (BERKAS_OFFICE__LAPSE_DAYS): paling kecil 1 [greater_than_equal]"
    )


def test_a_fault_never_shows_what_was_set(tmp_path: Path) -> None:
    secret = "sangat rahasia"
    with pytest.raises(SettingsFaulty) as refused:
        loaded(tmp_path, BERKAS_CLUSTER__S3__SECRET_KEY=secret, BERKAS_CLUSTER__POSTGRES=secret)
    assert secret not in str(refused.value) + repr(refused.value)


@pytest.mark.parametrize("text", ["office = [", "\udcff"], ids=["not TOML", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, text: str) -> None:
    file = tmp_path / "berkas.toml"
    file.write_text(text, errors="surrogateescape")
    with pytest.raises(SettingsFaulty, match=r"berkas\.toml"):
        load(file, {})


def test_passwords_do_not_show(tmp_path: Path) -> None:
    text = """
    [cluster]
    blob_folder = "/var/lib/berkas"
    postgres = { berkas_intake = "postgresql://berkas_intake:rahasia@db/berkas" }
    nats = { urls = { intake = "nats://intake:rahasia@nats:4222" }, monitoring = "nats:8222" }
    """
    assert "rahasia" not in repr(loaded(tmp_path, text))
