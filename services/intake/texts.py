"""What does the intake desk say to officers and applicants?"""

from __future__ import annotations

from collections.abc import Mapping

from services.intake.decisions.commands import (
    DuplicateUndecided,
    Ended,
    InSiakAlready,
    NoPhotos,
    NoSuchPhoto,
    NotEndedSo,
    NothingLacks,
    NotSuspected,
    NotTold,
    NotVisited,
    OtherEnded,
    StillLacking,
    TooEarly,
    WrongVariant,
)
from services.intake.decisions.visit import (
    AlreadyScheduled,
    AlreadyStarted,
    EquipmentUnchecked,
    NeverScheduled,
    NotStarted,
    VisitOver,
)
from shared.contracts.rules.journey import Stage
from shared.web.texts import Texts

TEXTS: Texts = {
    Ended: "Berkas ini sudah berakhir ({by}, {at}). Pemohon dapat mengajukan yang baru, gratis.",
    WrongVariant: "{variant} bukan bagian dari layanan {layanan}.",
    NoPhotos: "Lampirkan paling sedikit satu foto surat.",
    NoSuchPhoto: "Berkas ini tidak memiliki foto tersebut.",
    NothingLacks: "Sebutkan paling sedikit satu surat yang kurang dan alasannya.",
    StillLacking: "Masih ada surat wajib yang belum ada.",
    DuplicateUndecided: "Berkas ini diduga sama dengan berkas lain. Putuskan dahulu: gabungkan atau bukan.",
    NotSuspected: "Berkas ini tidak diduga sama dengan berkas tersebut.",
    OtherEnded: "Berkas tersebut sudah berakhir, jadi tidak ada yang dapat dilanjutkan. Jangan digabungkan ke sana.",
    InSiakAlready: "Permohonan ini sudah masuk SIAK; perbaikan hanya dapat dilakukan setelah berkas dikembalikan.",
    NotTold: "Pemohon belum diberi tahu apa yang kurang, jadi waktunya belum dihitung.",
    NotVisited: "Sejak pemohon diberi tahu, motor belum keliling lagi ke jorongnya, jadi waktunya belum dihitung.",
    TooEarly: "Waktu pemohon untuk menjawab belum habis (sampai {lapses_at}).",
    NotEndedSo: "Hanya berkas yang ditutup sementara atau dibatalkan yang dapat dibuka lagi.",
    NeverScheduled: "Jadwal keliling ini tidak ditemukan.",
    AlreadyScheduled: "Keliling ini sudah dijadwalkan.",
    AlreadyStarted: "Keliling ini sudah berangkat.",
    NotStarted: "Keliling ini belum berangkat.",
    VisitOver: "Keliling ini sudah selesai atau dibatalkan.",
    EquipmentUnchecked: "Periksa dan catat perlengkapan motor sebelum berangkat.",
}

STATUS: Mapping[Stage, str] = {
    Stage.NOWHERE: "Berkas tidak ditemukan.",
    Stage.AT_INTAKE: "Berkas Anda sudah kami terima dan sedang diperiksa kelengkapannya.",
    Stage.WITH_APPLICANT: "Berkas Anda belum lengkap. Silakan kirim surat yang kami minta.",
    Stage.AT_VERIFICATION: "Berkas Anda lengkap dan sedang diverifikasi.",
    Stage.AT_ENTRY: "Berkas Anda lolos verifikasi dan menunggu dimasukkan ke sistem kependudukan.",
    Stage.DRAFTING: "Data Anda sudah masuk sistem kependudukan dan draf dokumen sedang disiapkan.",
    Stage.AT_KASI: "Draf dokumen Anda sedang diperiksa Kepala Seksi.",
    Stage.AT_SIGNER: "Dokumen Anda menunggu tanda tangan elektronik Kepala Dinas.",
    Stage.AT_DELIVERY: "Dokumen Anda sudah ditandatangani dan sedang kami sampaikan.",
    Stage.CLOSED: "Berkas Anda sudah selesai. Terima kasih.",
    Stage.WITHDRAWN: "Berkas ini dibatalkan atas permintaan Anda.",
    Stage.LAPSED: "Berkas ini ditutup sementara karena belum ada kabar. Kirim surat yang kurang untuk membukanya lagi.",
    Stage.REJECTED: "Mohon maaf, permohonan ini belum dapat dikabulkan. Hubungi petugas untuk penjelasan.",
    Stage.MERGED: "Berkas ini digabungkan dengan berkas Anda yang lain.",
}
"""What an applicant reads on the tracking page."""
