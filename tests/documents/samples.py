"""Which papers do these tests draw? Those of one family that does not exist."""

from __future__ import annotations

from datetime import UTC, date, datetime

from services.entry.forms import (
    Agama,
    Alamat,
    AnggotaKeluarga,
    AnggotaPindah,
    Form,
    Frame,
    GolonganDarah,
    HubunganKeluarga,
    JenisKelamin,
    Kantor,
    KartuKeluarga,
    KutipanAktaKelahiran,
    KutipanAktaKematian,
    Nik,
    NomorAkta,
    NomorKk,
    Pejabat,
    Skpwni,
    Stage,
    StatusPerkawinan,
)
from shared.contracts.vocabulary import Nomor

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
NOMOR = Nomor("BKS-2026-000123")

KANTOR = Kantor(
    pemerintah="Pemerintah Kabupaten Pasaman",
    dinas="Dinas Kependudukan dan Pencatatan Sipil",
    kabupaten="Kabupaten Pasaman",
    tempat="Lubuk Sikaping",
)
PEJABAT = Pejabat(
    jabatan="Kepala Dinas Kependudukan dan Pencatatan Sipil Kabupaten Pasaman",
    nama="Drs. H. Zulfahmi Contoh, M.Si.",
    nip="19720304 199803 1 099",
)

RUMAH = Alamat(
    jalan="Jorong Tanjung Beringin, Jl. Contoh No. 7",
    rt="002",
    rw="001",
    nagari="Tanjung Beringin",
    kecamatan="Lubuk Sikaping",
    kabupaten="Pasaman",
    provinsi="Sumatera Barat",
    kode_pos="26318",
)
RUMAH_BARU = Alamat(
    jalan="Jl. Percontohan No. 21",
    rt="003",
    rw="004",
    nagari="Kelurahan Contoh Barat",
    kecamatan="Padang Utara",
    kabupaten="Kota Padang",
    provinsi="Sumatera Barat",
    kode_pos="25131",
)


def frame(stage: Stage, *, revision: int = 1) -> Frame:
    return Frame(kantor=KANTOR, pejabat=PEJABAT, nomor=NOMOR, revision=revision, stage=stage, at=NOW)


def person(number: int, name: str, *, relation: HubunganKeluarga = HubunganKeluarga.FAMILI_LAIN) -> AnggotaKeluarga:
    return AnggotaKeluarga(
        nama=name,
        nik=Nik(f"1308991503{number:02}{number:04}"),
        jenis_kelamin=JenisKelamin.LAKI_LAKI,
        tempat_lahir="Lubuk Sikaping",
        tanggal_lahir=date(1990, 3, 15),
        agama=Agama.ISLAM,
        pendidikan="SLTA/Sederajat",
        pekerjaan="Petani/Pekebun",
        golongan_darah=GolonganDarah.TIDAK_TAHU,
        status_perkawinan=StatusPerkawinan.KAWIN_TERCATAT,
        hubungan=relation,
        ayah="Sutan Contoh",
        ibu="Puti Contoh",
        tanggal_perkawinan=date(2015, 6, 20),
    )


FAMILY = (
    person(1, "Rahmat Contoh", relation=HubunganKeluarga.KEPALA_KELUARGA),
    person(2, "Siti Contoh Maimunah", relation=HubunganKeluarga.ISTRI),
    person(3, "Aisyah Putri Contoh", relation=HubunganKeluarga.ANAK),
)


def family_card(*members: AnggotaKeluarga) -> KartuKeluarga:
    return KartuKeluarga(
        nomor=NomorKk("1308992211260001"),
        kepala_keluarga=members[0].nama,
        alamat=RUMAH,
        anggota=members,
    )


KK = family_card(*FAMILY)
KELAHIRAN = KutipanAktaKelahiran(
    nomor=NomorAkta("1308-LU-22112026-0007"),
    nik=Nik("1308994111260001"),
    nama="Aisyah Putri Contoh",
    jenis_kelamin=JenisKelamin.PEREMPUAN,
    tempat_lahir="Lubuk Sikaping",
    tanggal_lahir=date(2026, 11, 1),
    anak_ke=1,
    ayah="Rahmat Contoh",
    ibu="Siti Contoh Maimunah",
)
KEMATIAN = KutipanAktaKematian(
    nomor=NomorAkta("1308-KM-22112026-0003"),
    nik=Nik("1308991508490001"),
    nama="Sutan Contoh",
    jenis_kelamin=JenisKelamin.LAKI_LAKI,
    tempat_lahir="Bonjol",
    tanggal_lahir=date(1949, 8, 15),
    tempat_meninggal="Lubuk Sikaping",
    tanggal_meninggal=date(2026, 11, 12),
    ayah="Datuak Contoh",
    ibu="Upiak Contoh",
)
SKPWNI = Skpwni(
    nomor="SKPWNI/1308/22112026/0012",
    nomor_kk=NomorKk("1308992211260001"),
    kepala_keluarga="Rahmat Contoh",
    asal=RUMAH,
    tujuan=RUMAH_BARU,
    alasan="Pekerjaan",
    klasifikasi="Antar kabupaten/kota dalam satu provinsi",
    jenis_kepindahan="Kepala keluarga dan seluruh anggota keluarga",
    status_kk_tidak_pindah="Tidak ada anggota keluarga yang ditinggal",
    status_kk_pindah="Nomor KK tetap",
    tanggal_pindah=date(2026, 12, 1),
    pemohon="Rahmat Contoh",
    yang_pindah=tuple(AnggotaPindah(nik=one.nik, nama=one.nama, hubungan=one.hubungan) for one in FAMILY),
)

FORMS: tuple[Form, ...] = (KK, KELAHIRAN, KEMATIAN, SKPWNI)
