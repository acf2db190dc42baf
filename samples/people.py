"""Who lives in the samples? Nobody real: kecamatan code 130899 is unused, and no phone number begins with 0."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    LAKI_LAKI = "LAKI-LAKI"
    PEREMPUAN = "PEREMPUAN"


class Relation(StrEnum):
    """Status hubungan dalam keluarga (SHDK), as a KK prints it."""

    KEPALA_KELUARGA = "KEPALA KELUARGA"
    SUAMI = "SUAMI"
    ISTRI = "ISTRI"
    ANAK = "ANAK"
    ORANG_TUA = "ORANG TUA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A synthetic resident. `nik` is empty for a newborn who has none yet, `phone` where nobody writes to us."""

    name: str
    nik: str = ""
    sex: Sex
    birthplace: str = "LUBUAK CONTOH"
    born: date
    religion: str = "ISLAM"
    education: str
    occupation: str
    marital: str
    phone: str = ""
    father: str = "AYAH CONTOH"
    mother: str = "IBU CONTOH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A Kartu Keluarga: its number and its members, the head first."""

    number: str
    jorong: str
    issued: date
    members: tuple[tuple[Person, Relation], ...]

    @property
    def head(self) -> Person:
        """Kepala keluarga."""
        return self.members[0][0]


NAGARI, KECAMATAN, KABUPATEN, PROVINSI = "LUBUAK CONTOH", "CONTOH", "CONTOH", "SUMATERA BARAT"
POSTCODE = "26399"

KAWIN, BELUM_KAWIN = "KAWIN TERCATAT", "BELUM KAWIN"
SLTA, SLTP, SD, S1 = "SLTA/SEDERAJAT", "SLTP/SEDERAJAT", "TAMAT SD/SEDERAJAT", "DIPLOMA IV/STRATA I"
BELUM_SEKOLAH, BELUM_BEKERJA = "TIDAK/BELUM SEKOLAH", "BELUM/TIDAK BEKERJA"

# KK: a daughter has taken her degree.
RIZAL = Person(
    name="RIZAL KOTO",
    nik="1308991204740001",
    sex=Sex.LAKI_LAKI,
    born=date(1974, 4, 12),
    education=SLTA,
    occupation="PETANI/PEKEBUN",
    marital=KAWIN,
    phone="+620000000101",
)
YUSNIDAR = Person(
    name="YUSNIDAR CANIAGO",
    nik="1308995508770002",
    sex=Sex.PEREMPUAN,
    born=date(1977, 8, 15),
    education=SLTA,
    occupation="MENGURUS RUMAH TANGGA",
    marital=KAWIN,
)
RAHMI = Person(
    name="RAHMI KOTO",
    nik="1308996103030001",
    sex=Sex.PEREMPUAN,
    born=date(2003, 3, 21),
    education=SLTA,
    occupation="PELAJAR/MAHASISWA",
    marital=BELUM_KAWIN,
    father=RIZAL.name,
    mother=YUSNIDAR.name,
)
KOTO = Household(
    number="1308990506210003",
    jorong="KOTO TUO",
    issued=date(2021, 6, 5),
    members=((RIZAL, Relation.KEPALA_KELUARGA), (YUSNIDAR, Relation.ISTRI), (RAHMI, Relation.ANAK)),
)

# Akta kelahiran: a first child, named Aisyah.
ZULFIKAR = Person(
    name="ZULFIKAR PILIANG",
    nik="1308990911930001",
    sex=Sex.LAKI_LAKI,
    born=date(1993, 11, 9),
    education=SLTA,
    occupation="WIRASWASTA",
    marital=KAWIN,
    phone="+620000000102",
)
ELMAWATI = Person(
    name="ELMAWATI TANJUNG",
    nik="1308994202960003",
    sex=Sex.PEREMPUAN,
    born=date(1996, 2, 2),
    education=S1,
    occupation="GURU",
    marital=KAWIN,
)
AISYAH = Person(
    name="AISYAH ZULFIKAR",
    sex=Sex.PEREMPUAN,
    born=date(2026, 11, 3),
    education=BELUM_SEKOLAH,
    occupation=BELUM_BEKERJA,
    marital=BELUM_KAWIN,
    father=ZULFIKAR.name,
    mother=ELMAWATI.name,
)
PILIANG = Household(
    number="1308991707240002",
    jorong="PADANG SAWAH",
    issued=date(2024, 7, 17),
    members=((ZULFIKAR, Relation.KEPALA_KELUARGA), (ELMAWATI, Relation.ISTRI)),
)

# Akta kematian: a grandfather; his son reports it.
SYAFRIL = Person(
    name="SYAFRIL JAMBAK",
    nik="1308990107480001",
    sex=Sex.LAKI_LAKI,
    born=date(1948, 7, 1),
    education=SD,
    occupation="PETANI/PEKEBUN",
    marital=KAWIN,
)
NURHAYATI = Person(
    name="NURHAYATI SIKUMBANG",
    nik="1308995212520001",
    sex=Sex.PEREMPUAN,
    born=date(1952, 12, 12),
    education=SD,
    occupation="MENGURUS RUMAH TANGGA",
    marital=KAWIN,
)
HENDRI = Person(
    name="HENDRI JAMBAK",
    nik="1308992506790004",
    sex=Sex.LAKI_LAKI,
    born=date(1979, 6, 25),
    education=SLTP,
    occupation="PEDAGANG",
    marital=BELUM_KAWIN,
    phone="+620000000103",
    father=SYAFRIL.name,
    mother=NURHAYATI.name,
)
JAMBAK = Household(
    number="1308991002080005",
    jorong="TANJUANG ALAI",
    issued=date(2008, 2, 10),
    members=((SYAFRIL, Relation.KEPALA_KELUARGA), (NURHAYATI, Relation.ISTRI), (HENDRI, Relation.ANAK)),
)

# Pindah keluar: a grown son leaves for work; his parents stay.
BUSTAMI = Person(
    name="BUSTAMI GUCI",
    nik="1308991810690002",
    sex=Sex.LAKI_LAKI,
    born=date(1969, 10, 18),
    education=SLTP,
    occupation="NELAYAN/PERIKANAN",
    marital=KAWIN,
)
MARNIS = Person(
    name="MARNIS MANDAILIANG",
    nik="1308996705720001",
    sex=Sex.PEREMPUAN,
    born=date(1972, 5, 27),
    education=SLTP,
    occupation="MENGURUS RUMAH TANGGA",
    marital=KAWIN,
)
ILHAM = Person(
    name="ILHAM GUCI",
    nik="1308990401010002",
    sex=Sex.LAKI_LAKI,
    born=date(2001, 1, 4),
    education=SLTA,
    occupation="KARYAWAN SWASTA",
    marital=BELUM_KAWIN,
    phone="+620000000104",
    father=BUSTAMI.name,
    mother=MARNIS.name,
)
GUCI = Household(
    number="1308992309120001",
    jorong="MUARO",
    issued=date(2012, 9, 23),
    members=((BUSTAMI, Relation.KEPALA_KELUARGA), (MARNIS, Relation.ISTRI), (ILHAM, Relation.ANAK)),
)

# Witnesses, a midwife, officials: names only.
SAKSI = ("DASRIL MALAYU", "ERNAWATI KOTO")
BIDAN = "BD. FITRIANI SUMAGEK"
DOKTER = "DR. HAFIZ DALIMO"
WALI_NAGARI = "DT. CONTOH NAN PANJANG"
KEPALA_KUA = "H. MASRUL CONTOH"

HOUSEHOLDS = (KOTO, PILIANG, JAMBAK, GUCI)
PEOPLE = (*(person for household in HOUSEHOLDS for person, _ in household.members), AISYAH)
