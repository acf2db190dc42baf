"""What does the entry operator type? The fields of every document of the four berkas (services/entry/forms.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from samples import people
from samples.people import Household, Person, Relation

Fields: TypeAlias = Mapping[str, object]

_NEW_NIK, _NEW_KK = "1308994311260001", "1308992211260001"
"""What SIAK gave the newborn, and the family whose head has died."""
_AISYAH = replace(people.AISYAH, nik=_NEW_NIK)
_DIED = date(2026, 11, 8)


def kk_perubahan() -> Fields:
    """Rahmi has taken her degree and teaches."""
    rahmi = replace(people.RAHMI, education=people.S1, occupation="GURU")
    return _kk(people.KOTO, [(rahmi if one is people.RAHMI else one, shdk) for one, shdk in people.KOTO.members])


def kk_kelahiran() -> Fields:
    """Aisyah stands in her parents' card."""
    return _kk(people.PILIANG, [*people.PILIANG.members, (_AISYAH, Relation.ANAK)])


def kk_kematian() -> Fields:
    """Nurhayati heads the family, under a new number."""
    widow = replace(people.NURHAYATI, marital="CERAI MATI")
    family = [(widow, Relation.KEPALA_KELUARGA), (people.HENDRI, Relation.ANAK)]
    return _kk(replace(people.JAMBAK, number=_NEW_KK), family)


def kk_pindah() -> Fields:
    """Ilham's parents stay."""
    return _kk(people.GUCI, [(one, shdk) for one, shdk in people.GUCI.members if one is not people.ILHAM])


def kutipan_kelahiran(today: date) -> Fields:
    child = _AISYAH
    return {
        **_person(child),
        "nomor": f"1308-LU-{today:%d%m%Y}-0001",
        "anak_ke": 1,
        "ayah": child.father,
        "ibu": child.mother,
    }


def kutipan_kematian(today: date) -> Fields:
    dead = people.SYAFRIL
    return {
        **_person(dead),
        "nomor": f"1308-KM-{today:%d%m%Y}-0001",
        "tempat_meninggal": people.NAGARI.title(),
        "tanggal_meninggal": _DIED.isoformat(),
        "ayah": dead.father,
        "ibu": dead.mother,
    }


def skpwni(today: date, *, alasan: str = "Pekerjaan") -> Fields:
    """Ilham moves to another province."""
    mover = people.ILHAM
    return {
        "nomor": f"SKPWNI/1308/{today:%d%m%Y}/0001",
        "nomor_kk": people.GUCI.number,
        "kepala_keluarga": people.GUCI.head.name,
        "asal": _address(people.GUCI),
        "tujuan": {
            "jalan": "Jalan Contoh No. 3",
            "rt": "003",
            "rw": "002",
            "nagari": "Contoh",
            "kecamatan": "Contoh Kota",
            "kabupaten": "Kota Contoh",
            "provinsi": "Riau",
            "kode_pos": "28299",
        },
        "alasan": alasan,
        "klasifikasi": "Antar provinsi",
        "jenis_kepindahan": "Anggota keluarga",
        "status_kk_tidak_pindah": "Nomor KK tetap",
        "status_kk_pindah": "Membuat KK baru",
        "tanggal_pindah": (today + timedelta(days=9)).isoformat(),
        "pemohon": mover.name,
        "yang_pindah": [{"nik": mover.nik, "nama": mover.name, "hubungan": "Anak"}],
    }


def _kk(household: Household, members: Sequence[tuple[Person, Relation]]) -> Fields:
    return {
        "nomor": household.number,
        "kepala_keluarga": members[0][0].name,
        "alamat": _address(household),
        "anggota": [_member(person, shdk) for person, shdk in members],
    }


def _member(person: Person, shdk: Relation) -> Fields:
    return {
        **_person(person),
        "agama": person.religion.title(),
        "pendidikan": person.education,
        "pekerjaan": person.occupation,
        "golongan_darah": "Tidak Tahu",
        "status_perkawinan": person.marital.title(),
        "hubungan": shdk.title(),
        "ayah": person.father,
        "ibu": person.mother,
    }


def _person(person: Person) -> Fields:
    return {
        "nama": person.name,
        "nik": person.nik,
        "jenis_kelamin": person.sex.capitalize(),
        "tempat_lahir": person.birthplace.title(),
        "tanggal_lahir": person.born.isoformat(),
    }


def _address(household: Household) -> Fields:
    return {
        "jalan": f"Jorong {household.jorong.title()}",
        "rt": "000",
        "rw": "000",
        "nagari": people.NAGARI.title(),
        "kecamatan": people.KECAMATAN.title(),
        "kabupaten": people.KABUPATEN.title(),
        "provinsi": people.PROVINSI.title(),
        "kode_pos": people.POSTCODE,
    }
