"""What does each document say? The fields of KK, kutipan akta and SKPWNI, as an officer types them, drawn.

Every form is personal data: none has a repr, and none travels unsealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, NewType, TypeAlias

from shared.contracts.vocabulary import DocumentKind, Nomor
from shared.documents.indonesian import WIB
from shared.documents.qr import qr_svg
from shared.documents.render import Template, render

Nik = NewType("Nik", str)
NomorKk = NewType("NomorKk", str)
NomorAkta = NewType("NomorAkta", str)
"""`1308-LU-15032026-0007`; older ones vary freely."""


class JenisKelamin(StrEnum):
    LAKI_LAKI = "Laki-laki"
    PEREMPUAN = "Perempuan"


class Agama(StrEnum):
    ISLAM = "Islam"
    KRISTEN = "Kristen"
    KATOLIK = "Katolik"
    HINDU = "Hindu"
    BUDDHA = "Buddha"
    KONGHUCU = "Khonghucu"
    KEPERCAYAAN = "Kepercayaan terhadap Tuhan YME"


class StatusPerkawinan(StrEnum):
    BELUM_KAWIN = "Belum Kawin"
    KAWIN_BELUM_TERCATAT = "Kawin Belum Tercatat"
    KAWIN_TERCATAT = "Kawin Tercatat"
    CERAI_HIDUP_BELUM_TERCATAT = "Cerai Hidup Belum Tercatat"
    CERAI_HIDUP_TERCATAT = "Cerai Hidup Tercatat"
    CERAI_MATI = "Cerai Mati"


class HubunganKeluarga(StrEnum):
    KEPALA_KELUARGA = "Kepala Keluarga"
    SUAMI = "Suami"
    ISTRI = "Istri"
    ANAK = "Anak"
    MENANTU = "Menantu"
    CUCU = "Cucu"
    ORANG_TUA = "Orang Tua"
    MERTUA = "Mertua"
    FAMILI_LAIN = "Famili Lain"
    LAINNYA = "Lainnya"


class GolonganDarah(StrEnum):
    A = "A"
    B = "B"
    AB = "AB"
    O = "O"  # noqa: E741 - the blood group's name
    TIDAK_TAHU = "Tidak Tahu"


class Kewarganegaraan(StrEnum):
    WNI = "WNI"
    WNA = "WNA"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Alamat:
    """An address; `nagari` is the village (elsewhere desa or kelurahan)."""

    jalan: str
    rt: str
    rw: str
    nagari: str
    kecamatan: str
    kabupaten: str
    provinsi: str
    kode_pos: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AnggotaKeluarga:
    """One row of a family card. Names of parents stand there even if they live elsewhere or are dead."""

    nama: str
    nik: Nik
    jenis_kelamin: JenisKelamin
    tempat_lahir: str
    tanggal_lahir: date
    agama: Agama
    pendidikan: str
    pekerjaan: str
    golongan_darah: GolonganDarah
    status_perkawinan: StatusPerkawinan
    hubungan: HubunganKeluarga
    ayah: str
    ibu: str
    tanggal_perkawinan: date | None = None
    kewarganegaraan: Kewarganegaraan = Kewarganegaraan.WNI
    nomor_paspor: str | None = None
    nomor_kitap: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KartuKeluarga:
    """The family card (KK)."""

    kind: ClassVar[DocumentKind] = DocumentKind.KK

    nomor: NomorKk
    kepala_keluarga: str
    alamat: Alamat
    anggota: tuple[AnggotaKeluarga, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KutipanAktaKelahiran:
    """The extract of a birth's register. Without `ayah` the child is registered as the mother's alone."""

    kind: ClassVar[DocumentKind] = DocumentKind.KUTIPAN_AKTA_KELAHIRAN

    nomor: NomorAkta
    nik: Nik
    nama: str
    jenis_kelamin: JenisKelamin
    tempat_lahir: str
    tanggal_lahir: date
    anak_ke: int
    ibu: str
    ayah: str | None = None
    catatan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KutipanAktaKematian:
    """The extract of a death's register."""

    kind: ClassVar[DocumentKind] = DocumentKind.KUTIPAN_AKTA_KEMATIAN

    nomor: NomorAkta
    nik: Nik
    nama: str
    jenis_kelamin: JenisKelamin
    tempat_lahir: str
    tanggal_lahir: date
    tempat_meninggal: str
    tanggal_meninggal: date
    ayah: str | None = None
    ibu: str | None = None
    catatan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AnggotaPindah:
    """One person who moves."""

    nik: Nik
    nama: str
    hubungan: HubunganKeluarga


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Skpwni:
    """The certificate of moving: where from, where to, why, and who moves."""

    kind: ClassVar[DocumentKind] = DocumentKind.SKPWNI

    nomor: str
    nomor_kk: NomorKk
    kepala_keluarga: str
    asal: Alamat
    tujuan: Alamat
    alasan: str
    klasifikasi: str
    jenis_kepindahan: str
    status_kk_tidak_pindah: str
    status_kk_pindah: str
    tanggal_pindah: date
    pemohon: str
    yang_pindah: tuple[AnggotaPindah, ...]


Form: TypeAlias = KartuKeluarga | KutipanAktaKelahiran | KutipanAktaKematian | Skpwni


class Stage(StrEnum):
    """How far the document is, and so what is written across it."""

    DRAF = "draf"
    CONTOH = "contoh"  # final, but the signer is the local test certificate
    ASLI = "asli"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kantor:
    """The office as its documents name it; settings."""

    pemerintah: str  # "Pemerintah Kabupaten Pasaman"
    dinas: str
    kabupaten: str
    tempat: str  # where documents are given out


@dataclass(frozen=True, slots=True, kw_only=True)
class Pejabat:
    """Who signs: the title as appointed ("Plt. Kepala Dinas …"), name with degrees, employee number."""

    jabatan: str
    nama: str
    nip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds the form's fields on the paper. `at` is the document's date."""

    kantor: Kantor
    pejabat: Pejabat
    nomor: Nomor
    revision: int
    stage: Stage
    at: datetime


def draw(form: Form, frame: Frame) -> bytes:
    """The document as a PDF. Draft and final differ by what is written across and around them, never in the body.

    Raises:
        Unprintable: a field holds a character our fonts lack.
    """
    return render(
        Template("services.entry", f"{form.kind.value.lower()}.typ"),
        {"form": form, "frame": frame, "tanggal": frame.at.astimezone(WIB).date()},
        at=frame.at,
        files={"nomor.svg": qr_svg(frame.nomor)},
    )
