"""What does an officer read when something cannot be done? Sentences, in Indonesian, with who did what and when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias, cast

from shared.blobs.port import BlobMissing
from shared.bus.quarantine import NotInQuarantine, OnlyRebuildMends
from shared.bus.views import NoSuchPage
from shared.contracts.fact import By
from shared.contracts.labels import choice
from shared.contracts.requirements import paper_texts
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.holding import HeldByAnother
from shared.contracts.rules.journey import NeverCame, NotHere, SignedAlready, SigningUnderWay
from shared.contracts.vocabulary import OfficerId, Paper
from shared.documents.indonesian import tanggal, waktu_wib
from shared.documents.printable import Unprintable
from shared.errors import BerkasError, ChangedSinceSeen, Conflict, Refused, Unavailable
from shared.keys.port import KeyDestroyed
from shared.web import errors

Texts: TypeAlias = Mapping[type[BerkasError], str]
"""Error → sentence; `{name}` stands for the error's reason of that name. A subclass without one takes its parent's."""

NameOf: TypeAlias = Callable[[OfficerId], str]
"""What an officer is called on screens."""

TEXTS: Texts = {
    Refused: "Tindakan ini tidak dapat dilakukan pada keadaan berkas saat ini.",
    Conflict: "Orang lain baru saja mengubah berkas ini. Muat ulang halaman, lalu coba lagi.",
    Unavailable: "Layanan sedang tidak dapat dijangkau. Tidak ada yang hilang; silakan coba lagi sebentar lagi.",
    ChangedSinceSeen: "Berkas ini sudah berubah sejak Anda membukanya: {by}, {at}. Muat ulang dan periksa kembali.",
    KeyDestroyed: "Data pribadi ini sudah dihapus untuk selamanya.",
    NeverCame: "Berkas ini tidak ditemukan.",
    NotHere: "Berkas ini tidak di tahap tersebut. Sekarang: {stage}, oleh {by}, {at}.",
    HeldByAnother: "Berkas ini sedang dipegang {by}.",
    SameHands: "Dua langkah ini pada satu berkas harus oleh dua orang; Anda sudah mengerjakan langkah lainnya.",
    SigningUnderWay: "Penandatanganan dokumen ini sedang berjalan atau hasilnya belum diketahui.",
    SignedAlready: "Salah satu dokumen berkas ini sudah ditandatangani; berkas ini harus diselesaikan.",
    NoSuchPage: "Halaman daftar ini tidak ada. Mulailah dari awal daftar.",
    NotInQuarantine: "Hal ini sudah diselesaikan.",
    OnlyRebuildMends: "Baris daftar diperbaiki dengan membuat ulang daftarnya: berkas rebuild.",
    Unprintable: "Isian {field} memuat huruf yang tidak dapat dicetak: {character}.",
    BlobMissing: "File ini tidak ditemukan di penyimpanan.",
    errors.WrongLogin: "Nama pengguna atau kata sandi salah.",
    errors.NotSignedIn: "Anda belum masuk, atau sesi Anda sudah berakhir. Silakan masuk.",
    errors.NotYourRole: "Tindakan ini hanya untuk: {needed}.",
    errors.CrossSite: "Permintaan ini datang dari situs lain dan ditolak.",
    errors.NoSuch: "Tidak ditemukan.",
    errors.MethodNotAllowed: "Alamat ini tidak melayani metode itu.",
    errors.MalformedJson: "Isi permintaan bukan JSON yang benar.",
    errors.MalformedForm: "Isi permintaan bukan formulir multipart yang benar.",
    errors.KeyMissing: "Header Idempotency-Key wajib diisi, 1 sampai 200 karakter, sama untuk setiap percobaan ulang.",
    errors.SeenMissing: 'Header If-Match wajib diisi dengan versi berkas yang dilihat, misalnya "17".',
    errors.SeenMalformed: 'Header If-Match harus berisi versi berkas yang dilihat, misalnya "17".',
    errors.BodyTooLarge: "Isi permintaan terlalu besar; paling banyak {most} byte.",
    errors.FileTooLarge: "File terlalu besar; paling banyak {most} byte per file.",
    errors.TooManyFiles: "Terlalu banyak file; paling banyak {most} sekaligus.",
    errors.FileMissing: "Formulir tidak membawa file.",
    errors.FileUnusable: "File ke-{file} tidak dapat dipakai: {unreadable}. Kirim file lain.",
    errors.TooManyTries: "Terlalu banyak percobaan masuk. Silakan coba lagi beberapa menit lagi.",
}


def sentence(error: BerkasError, texts: Texts, name_of: NameOf) -> str:
    """The text of this error, or of the nearest class above it that has one."""
    text = next(texts[cls] for cls in type(error).__mro__ if cls in texts)
    return text.format_map(_Spoken({name: spoken(value, name_of) for name, value in error.reason.items()}))


class _Spoken(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def spoken(value: object, name_of: NameOf) -> str:
    """A reason as people say it; what is sealed, or has no words, is not said."""
    match value:
        case By(officer, role):
            return f"{name_of(officer)} ({spoken(role, name_of)})"
        case datetime():
            return waktu_wib(value)
        case date():
            return tanggal(value)
        case Paper():
            return paper_texts()[value].label
        case StrEnum():
            return choice(value)
        case str() | int():
            return str(value)
        case tuple() | frozenset():
            return ", ".join(spoken(one, name_of) for one in cast("Collection[object]", value))
        case _:
            return "…"
