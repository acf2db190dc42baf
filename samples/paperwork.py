"""What stands on each paper? The fields of integrations.md 4.3, filled in for the people of the samples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from samples import people
from samples.people import Household, Person

Content: TypeAlias = Mapping[str, object]

_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()  # noqa: SIM905 - one line reads better than twelve
)
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_REPORTED = date(2026, 11, 17)
_DIED = date(2026, 11, 8)
_OFFICE = ("PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", "NAGARI LUBUAK CONTOH")


def long_date(day: date) -> str:
    """`3 November 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _weekday(day: date) -> str:
    return f"{_DAYS[day.weekday()]}, {long_date(day)}"


def _short(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _birth(person: Person) -> str:
    return f"{person.birthplace.title()}, {long_date(person.born)}"


def _address(household: Household) -> str:
    return f"Jorong {household.jorong.title()}, Nagari {people.NAGARI.title()}, Kec. Contoh"


def _signed(day: date = _REPORTED, seed: float = 1.0) -> Content:
    return {"place_date": f"Lubuak Contoh, {long_date(day)}", "seed": seed}


def _applicant(person: Person, household: Household) -> Content:
    return {
        "name": person.name,
        "nik": person.nik,
        "kk": household.number,
        "phone": person.phone,
        "address": _address(household),
    }


def _members(household: Household) -> list[Content]:
    return [{"name": person.name, "nik": person.nik, "relation": shdk} for person, shdk in household.members]


def f_1_02() -> Content:
    """Rizal asks for a KK that shows his daughter's degree."""
    return {
        **_applicant(people.RIZAL, people.KOTO),
        "perubahan": "Perubahan elemen data",
        "berubah": "KK",
        "attached": ["KK lama", "Surat keterangan / bukti perubahan peristiwa"],
        **_signed(seed=1.3),
    }


def f_1_06() -> Content:
    """What changes: Rahmi's education and occupation."""
    changes = [
        {"element": "Pendidikan (Rahmi Koto)", "before": people.SLTA, "after": people.S1, "ground": "Ijazah S1"},
        {"element": "Pekerjaan (Rahmi Koto)", "before": "PELAJAR/MAHASISWA", "after": "GURU", "ground": "Ijazah S1"},
    ]
    return {
        **_applicant(people.RIZAL, people.KOTO),
        "members": _members(people.KOTO),
        "changes": changes,
        **_signed(seed=1.3),
    }


def ijazah() -> Content:
    """Rahmi's degree."""
    return {
        "number": "CONTOH/2026/000123",
        "name": people.RAHMI.name,
        "nik": people.RAHMI.nik,
        "birth": _birth(people.RAHMI),
        "degree": "SARJANA PENDIDIKAN (S.Pd.)",
        "place_date": f"Kota Contoh, {long_date(date(2026, 9, 26))}",
    }


def kartu_keluarga(household: Household, *, seed: float) -> Content:
    """The old KK, a row for each member."""
    rows = [
        {
            "name": person.name,
            "nik": person.nik,
            "sex": person.sex,
            "birthplace": person.birthplace,
            "born": _short(person.born),
            "religion": person.religion,
            "education": person.education,
            "occupation": person.occupation,
            "marital": person.marital,
            "relation": shdk,
            "father": person.father,
            "mother": person.mother,
        }
        for person, shdk in household.members
    ]
    return {
        "kk": household.number,
        "head": household.head.name,
        "jorong": f"JORONG {household.jorong}",
        "nagari": people.NAGARI,
        "kecamatan": people.KECAMATAN,
        "kabupaten": people.KABUPATEN,
        "provinsi": people.PROVINSI,
        "postcode": people.POSTCODE,
        "members": rows,
        "issued": _short(household.issued),
        "seed": seed,
    }


def ktp_el(person: Person, household: Household) -> Content:
    """The card, without a face."""
    return {
        "provinsi": people.PROVINSI,
        "kabupaten": people.KABUPATEN,
        "nik": person.nik,
        "rows": [
            ("Nama", person.name),
            ("Tempat/Tgl Lahir", f"{person.birthplace}, {_short(person.born)}"),
            ("Jenis kelamin", f"{person.sex}    Gol. Darah : -"),
            ("Alamat", f"JORONG {household.jorong}"),
            ("   RT/RW", "000/000"),
            ("   Kel/Desa", people.NAGARI),
            ("   Kecamatan", people.KECAMATAN),
            ("Agama", person.religion),
            ("Status Perkawinan", person.marital.removesuffix(" TERCATAT")),
            ("Pekerjaan", person.occupation),
            ("Kewarganegaraan", "WNI"),
            ("Berlaku Hingga", "SEUMUR HIDUP"),
        ],
        "place_date": "CONTOH 01-02-2013",
        "seed": 3.4,
    }


def f_2_01_kelahiran() -> Content:
    """Zulfikar reports the birth of Aisyah."""
    parents = [
        {
            "title": f"DATA {role}",
            "name": parent.name,
            "nik": parent.nik,
            "birth": _birth(parent),
            "nationality": "WNI",
        }
        for role, parent in (("AYAH", people.ZULFIKAR), ("IBU", people.ELMAWATI))
    ]
    return {
        "event": "Kelahiran",
        "reporter": {**_applicant(people.ZULFIKAR, people.PILIANG), "nationality": "WNI"},
        "witnesses": people.SAKSI,
        "parents": parents,
        "child": people.AISYAH.name,
        "sex": "Perempuan",
        "where": "Puskesmas",
        "birthplace": "Puskesmas Lubuak Contoh",
        "day": _weekday(people.AISYAH.born),
        "time": "05.20 WIB",
        "nth": "1 (satu)",
        "helper": "Bidan/Perawat",
        "weight": "3.100 gram",
        "length": "49 cm",
        **_signed(seed=2.1),
    }


def surat_keterangan_lahir() -> Content:
    """The midwife's letter."""
    child = people.AISYAH
    return {
        "head": ["DINAS KESEHATAN KABUPATEN CONTOH", "PUSKESMAS LUBUAK CONTOH"],
        "address": "Jalan Contoh No. 1, Nagari Lubuak Contoh",
        "title": "SURAT KETERANGAN LAHIR",
        "number": "440/0123/PKM-CONTOH/XI/2026",
        "by_hand": True,
        "opening": "Yang bertanda tangan di bawah ini menerangkan bahwa telah lahir seorang bayi:",
        "rows": [
            ("Nama bayi", child.name),
            ("Jenis kelamin", child.sex),
            ("Hari / tanggal lahir", _weekday(child.born)),
            ("Pukul", "05.20 WIB"),
            ("Tempat kelahiran", "Puskesmas Lubuak Contoh"),
            ("Anak ke", "1 (satu)"),
            ("Berat / panjang", "3.100 gram / 49 cm"),
            ("Nama ibu", people.ELMAWATI.name),
            ("NIK ibu", people.ELMAWATI.nik),
            ("Nama ayah", people.ZULFIKAR.name),
            ("NIK ayah", people.ZULFIKAR.nik),
            ("Alamat", _address(people.PILIANG)),
        ],
        "closing": "Demikian surat keterangan ini dibuat dengan sebenarnya untuk dapat dipergunakan seperlunya.",
        "stamp": ["PUSKESMAS", "LUBUAK", "CONTOH"],
        "signer_title": "Bidan penolong,",
        "signer": people.BIDAN,
        **_signed(people.AISYAH.born, seed=6.2),
    }


def buku_nikah() -> Content:
    """The pages of Zulfikar and Elmawati's marriage book."""

    def spouse(person: Person) -> list[tuple[str, str]]:
        return [
            ("Nama lengkap", person.name),
            ("NIK", person.nik),
            ("Tempat, tgl lahir", _birth(person)),
            ("Kewarganegaraan", "INDONESIA"),
            ("Agama", person.religion),
            ("Pekerjaan", person.occupation),
            ("Nama ayah", person.father),
        ]

    married = date(2024, 6, 14)
    return {
        "number": "0099/014/VI/2024",
        "day": f"{_weekday(married)}, pukul 09.00 WIB,",
        "husband": spouse(people.ZULFIKAR),
        "wife": spouse(people.ELMAWATI),
        "guardian": [("Nama", people.ELMAWATI.father), ("Hubungan", "AYAH KANDUNG"), ("Status wali", "NASAB")],
        "dowry": [("Bentuk", "SEPERANGKAT ALAT SALAT"), ("Dibayar", "TUNAI")],
        "registrar": people.KEPALA_KUA,
        "place_date": f"Contoh, {long_date(married)}",
        "seed": 9.1,
    }


def f_2_01_kematian() -> Content:
    """Hendri reports the death of his father."""
    dead = people.SYAFRIL
    return {
        "event": "Kematian",
        "reporter": {**_applicant(people.HENDRI, people.JAMBAK), "nationality": "WNI"},
        "witnesses": people.SAKSI,
        "parents": [
            {"title": "DATA AYAH", "name": dead.father, "nik": "", "nationality": "WNI"},
            {"title": "DATA IBU", "name": dead.mother, "nik": "", "nationality": "WNI"},
        ],
        "deceased": {"name": dead.name, "nik": dead.nik, "kk": people.JAMBAK.number, "birth": _birth(dead)},
        "day": _weekday(_DIED),
        "time": "14.40 WIB",
        "cause": "Sakit biasa / tua",
        "where": "Rumah, Jorong Tanjuang Alai",
        "stated_by": "Lainnya",
        **_signed(seed=3.7),
    }


def surat_kematian() -> Content:
    """The Wali Nagari's letter."""
    dead = people.SYAFRIL
    return {
        "head": _OFFICE,
        "address": "Jalan Nagari No. 2, Lubuak Contoh",
        "title": "SURAT KETERANGAN KEMATIAN",
        "number": "474.3/045/WN-CONTOH/XI/2026",
        "by_hand": False,
        "opening": "Wali Nagari Lubuak Contoh menerangkan bahwa:",
        "rows": [
            ("Nama", dead.name),
            ("NIK", dead.nik),
            ("Nomor KK", people.JAMBAK.number),
            ("Tempat, tanggal lahir", _birth(dead)),
            ("Jenis kelamin", dead.sex),
            ("Agama", dead.religion),
            ("Pekerjaan", dead.occupation),
            ("Alamat", _address(people.JAMBAK)),
            ("Telah meninggal dunia pada", _weekday(_DIED)),
            ("Pukul", "14.40 WIB"),
            ("Tempat", "Rumah, Jorong Tanjuang Alai"),
            ("Disebabkan karena", "Sakit / tua"),
            ("Nama pelapor", people.HENDRI.name),
        ],
        "closing": "Demikian surat keterangan ini dibuat untuk pengurusan akta kematian yang bersangkutan.",
        "stamp": ["WALI NAGARI", "LUBUAK", "CONTOH"],
        "signer_title": "Wali Nagari Lubuak Contoh,",
        "signer": people.WALI_NAGARI,
        **_signed(date(2026, 11, 10), seed=7.9),
    }


_DESTINATION = "Jalan Contoh No. 3, Kelurahan Contoh, Kec. Contoh Kota, Kota Contoh, Riau"


def f_1_03() -> Content:
    """Ilham moves to another province; his parents stay."""
    return {
        **_applicant(people.ILHAM, people.GUCI),
        "request": "Surat Keterangan Pindah",
        "origin": _address(people.GUCI),
        "class": "Antar provinsi",
        "destination": _DESTINATION,
        "reason": "Pekerjaan",
        "who": "Anggota keluarga",
        "moving_status": "Membuat KK baru",
        "movers": [{"nik": people.ILHAM.nik, "name": people.ILHAM.name, "relation": "ANAK"}],
        **_signed(seed=5.5),
    }


def skpwni() -> Content:
    """What another office gave somebody who comes to ours; here Ilham, had he come back."""
    return {
        "head": ["PEMERINTAH KOTA CONTOH", "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"],
        "address": "Jalan Contoh No. 9, Kota Contoh",
        "title": "SURAT KETERANGAN PINDAH WNI",
        "number": "SKPWNI/1399/12112026/0007",
        "by_hand": False,
        "opening": "Menerangkan permohonan pindah penduduk WNI dengan data sebagai berikut:",
        "rows": [
            ("NIK", people.ILHAM.nik),
            ("Nama lengkap", people.ILHAM.name),
            ("Nomor KK asal", "1399990101250009"),
            ("Alamat asal", _DESTINATION),
            ("Alamat tujuan", _address(people.GUCI)),
            ("Alasan pindah", "Keluarga"),
            ("Jenis kepindahan", "Kepala keluarga"),
            ("Jumlah anggota yang pindah", "1 (satu) orang"),
        ],
        "closing": "Surat keterangan ini berlaku selama 100 hari kerja sejak diterbitkan.",
        "stamp": ["DISDUKCAPIL", "KOTA", "CONTOH"],
        "signer_title": "Kepala Dinas,",
        "signer": "KEPALA DINAS CONTOH",
        "place_date": f"Kota Contoh, {long_date(date(2026, 11, 12))}",
        "seed": 8.8,
    }
