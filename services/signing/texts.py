"""What does the signing desk say to officers when it refuses?"""

from __future__ import annotations

from collections.abc import Mapping

from services.signing.decisions.commands import (
    AlreadySigned,
    AlreadyValidated,
    NoContent,
    NoFaults,
    NoSuchAttempt,
    NoSuchDocument,
    NotAccepted,
    NotAppointed,
    NotProposed,
    NotSigned,
    NotValidated,
    OtherRevision,
)
from services.signing.decisions.office import EndsBeforeItBegins
from shared.contracts.vocabulary import SigningFailure
from shared.web import texts
from shared.web.texts import Texts

TEXTS: Texts = {
    NoSuchDocument: "Berkas ini tidak memiliki dokumen tersebut.",
    NoContent: "Dokumen ini terbit dari SIAK; unggah PDF yang sudah ditandatangani di SIAK.",
    OtherRevision: "Sudah ada draf yang lebih baru (revisi {revision}). Muat ulang dan periksa kembali.",
    AlreadyValidated: "Draf ini sudah divalidasi.",
    NotValidated: "Draf ini belum divalidasi pada semua tingkat.",
    NoFaults: "Sebutkan paling sedikit satu isian dan alasannya.",
    NotProposed: "Belum ada usul penolakan untuk berkas ini.",
    NotAppointed: "{officer} tidak tercatat sebagai pejabat penanda tangan pada hari itu.",
    AlreadySigned: "Dokumen ini sudah ditandatangani oleh {by}, {at}.",
    NoSuchAttempt: "Tidak ada penandatanganan yang sedang menunggu hasil.",
    NotAccepted: "PDF ini tidak dapat diterima: {why}",
    NotSigned: "Dokumen ini belum ditandatangani.",
    EndsBeforeItBegins: "Tanggal akhir penunjukan tidak boleh sebelum tanggal mulai.",
}

SENTENCES: Texts = {**texts.TEXTS, **TEXTS}
"""These and what all desks say: for lines of an answer that is written while the work goes on."""

UNKNOWN = (
    "Hasil penandatanganan belum diketahui. Jangan diulang; pastikan dahulu pada layanan TTE apakah dokumen ini sudah "
    "ditandatangani."
)

FAILURES: Mapping[SigningFailure, str] = {
    SigningFailure.CERTIFICATE_EXPIRED: "Sertifikat penanda tangan sudah kedaluwarsa.",
    SigningFailure.WRONG_PASSPHRASE: "Passphrase salah. Dokumen belum ditandatangani; sisanya tidak dicoba.",
    SigningFailure.USER_NOT_READY: "Akun TTE Anda belum siap digunakan. Hubungi pengelola sertifikat.",
    SigningFailure.REFUSED_BY_AUTHORITY: "Layanan TTE menolak permintaan ini. Dokumen belum ditandatangani.",
    SigningFailure.CHECK_FAILED: "Hasil penandatanganan tidak lolos pemeriksaan dan tidak dipakai.",
    SigningFailure.NOT_REACHED: "Layanan TTE tidak terjangkau. Dokumen belum ditandatangani; silakan coba lagi.",
}
