"""What are applicants told, and what does the delivery desk say to officers when it refuses?"""

from __future__ import annotations

from collections.abc import Mapping

from services.delivery.decisions.commands import (
    AlreadyHandedOver,
    AlreadyTold,
    CarriedByAnother,
    ComplaintOpen,
    NoSuchComplaint,
    NoSuchDocument,
    NoSuchMessage,
    NotAllSent,
    NotNine,
    NotPrinted,
    SendingUnderWay,
)
from shared.contracts.vocabulary import MessageKind
from shared.web.texts import Texts

TEXTS: Texts = {
    NoSuchMessage: "Pesan ini tidak ditemukan.",
    AlreadyTold: "Pemohon sudah diberi tahu.",
    SendingUnderWay: "Pesan ini sedang dikirim atau nasibnya belum diketahui; mengirim lagi dapat membuatnya ganda.",
    NoSuchDocument: "Berkas ini tidak memiliki dokumen bertanda tangan tersebut.",
    NotPrinted: "Dokumen ini belum dicetak.",
    AlreadyHandedOver: "Dokumen ini sudah diserahkan.",
    CarriedByAnother: "Cetakan dokumen ini sedang dibawa {carrier}.",
    ComplaintOpen: "Masih ada keluhan yang belum dijawab.",
    NoSuchComplaint: "Keluhan ini tidak ditemukan atau sudah dijawab.",
    NotAllSent: "Belum semua dokumen terkirim.",
    NotNine: "Survei terdiri atas sembilan jawaban, masing-masing 1 sampai 4.",
}

FOOTER = "Gratis. Kami tidak pernah meminta uang, PIN, atau OTP."

CONDOLENCE = "Kami turut berduka cita, Bapak/Ibu {nama}. "
SOON = "segera setelah berkas lengkap"

_BODIES: Mapping[MessageKind, str] = {
    MessageKind.BERKAS_DITERIMA: (
        "{duka}Terima kasih, Bapak/Ibu {nama}. Berkas {layanan} sudah kami terima pada {tanggal} dengan nomor {nomor}. "
        "Simpan nomor ini untuk menanyakan berkas Anda. Petugas akan memeriksa kelengkapannya paling lambat "
        "{batas_periksa} dan mengabari Anda di sini."
    ),
    MessageKind.BERKAS_BELUM_LENGKAP: (
        "Bapak/Ibu {nama}, berkas {layanan} nomor {nomor} belum lengkap. Yang masih diperlukan: {kekurangan}. "
        "Silakan foto surat aslinya, bukan fotokopi, lalu kirim di sini paling lambat {batas}. Foto yang sudah Anda "
        "kirim tetap kami simpan, tidak perlu dikirim ulang. Jika kesulitan, balas BANTUAN."
    ),
    MessageKind.BERKAS_PERLU_DIPERBAIKI: (
        "Bapak/Ibu {nama}, berkas {layanan} nomor {nomor} sudah diperiksa dan perlu diperbaiki. Yang perlu diperbaiki: "
        "{kekurangan}. Silakan kirim perbaikannya di sini paling lambat {batas}. Nomor berkas Anda tetap, jadi tidak "
        "perlu mengulang dari awal. Jika kurang jelas, balas BANTUAN."
    ),
    MessageKind.BERKAS_TERVERIFIKASI: (
        "Kabar baik, Bapak/Ibu {nama}. Berkas {layanan} nomor {nomor} sudah lengkap dan lolos verifikasi. Kami "
        "perkirakan selesai paling lambat {tanggal_janji}. Saat ini tidak ada yang perlu Anda lakukan; kami akan "
        "mengabari di sini."
    ),
    MessageKind.BERKAS_DIPROSES: (
        "Bapak/Ibu {nama}, berkas {layanan} nomor {nomor} sedang diproses. Datanya sudah dimasukkan ke sistem "
        "kependudukan dan sekarang menunggu pemeriksaan serta tanda tangan elektronik Kepala Dinas. Kami perkirakan "
        "selesai paling lambat {tanggal_janji}. Saat ini tidak ada yang perlu Anda lakukan."
    ),
    MessageKind.DOKUMEN_SIAP: (
        "Bapak/Ibu {nama}, dokumen {dokumen} untuk berkas nomor {nomor} sudah ditandatangani secara elektronik dan "
        "terlampir pada pesan ini. Mohon periksa nama, tanggal, dan alamatnya. Dokumen ini sah dicetak sendiri di "
        "kertas HVS putih A4 80 gram, atau dicetak melalui petugas nagari dengan menyebutkan nomor berkas. Simpan file "
        "ini baik-baik dan jangan dibagikan kepada orang yang tidak berkepentingan."
    ),
    MessageKind.DOKUMEN_MENUNGGU_DIAMBIL: (
        "Bapak/Ibu {nama}, dokumen {dokumen} untuk berkas nomor {nomor} sudah dicetak dan dapat diterima di {tempat}. "
        "Mohon bawa KTP-el atau tanda pengenal lain dan sebutkan nomor berkas. Jika diwakilkan, mohon sertakan surat "
        "kuasa. Jika belum bisa datang, balas pesan ini."
    ),
    MessageKind.DOKUMEN_DISERAHKAN: (
        "Bapak/Ibu {nama}, dokumen {dokumen} untuk berkas nomor {nomor} sudah diserahkan pada {tanggal}. Jika Anda "
        "tidak mengenal penerimanya, ada data yang salah, atau ada yang meminta uang, segera balas pesan ini. Terima "
        "kasih sudah mengurus dokumen keluarga Anda."
    ),
    MessageKind.BERKAS_SEGERA_DITUTUP: (
        "Bapak/Ibu {nama}, berkas {layanan} nomor {nomor} masih menunggu kiriman Anda: {kekurangan}. Jika belum ada "
        "kabar sampai {batas}, berkas kami tutup sementara. Berkas dapat dibuka lagi dengan nomor yang sama dan foto "
        "Anda tidak perlu dikirim ulang. Jika kesulitan, balas BANTUAN; petugas siap membantu."
    ),
    MessageKind.BERKAS_DIBATALKAN: (
        "Bapak/Ibu {nama}, sesuai permintaan pada {tanggal}, berkas {layanan} nomor {nomor} sudah dibatalkan dan tidak "
        "diproses lagi. Jika Anda tidak meminta pembatalan ini, balas BUKA paling lambat {batas}. Anda dapat "
        "mengajukan lagi kapan saja tanpa biaya."
    ),
    MessageKind.BERKAS_DITUTUP: (
        "Bapak/Ibu {nama}, karena belum ada kabar dari Anda, berkas {layanan} nomor {nomor} kami tutup sementara. "
        "Berkas dapat dibuka lagi kapan saja dengan nomor yang sama: cukup kirim surat yang kurang atau balas BUKA. "
        "Foto yang sudah Anda kirim tetap kami simpan."
    ),
    MessageKind.BERKAS_DITOLAK: (
        "Bapak/Ibu {nama}, mohon maaf, permohonan {layanan} nomor {nomor} belum dapat kami kabulkan: {alasan}. Jika "
        "Anda berkeberatan atau punya surat lain yang mendukung, balas pesan ini atau datang ke kantor; petugas akan "
        "membantu. Anda dapat mengajukan lagi kapan saja tanpa biaya."
    ),
    MessageKind.BERKAS_TERLAMBAT: (
        "Bapak/Ibu {nama}, mohon maaf, berkas {layanan} nomor {nomor} belum selesai pada waktu yang kami janjikan. "
        "Berkas Anda tetap kami kerjakan dan tidak ada yang perlu Anda kirim ulang. Kami akan mengabari begitu selesai."
    ),
    MessageKind.CEK_DATA: (
        "Bapak/Ibu {nama}, mohon periksa data untuk {dokumen}, berkas nomor {nomor}: {data}. Jika sudah benar, balas "
        "BENAR; jika ada yang salah, balas SALAH dan tuliskan yang benar. Tanpa kabar sampai {batas}, kami lanjutkan."
    ),
    MessageKind.KUNJUNGAN_BATAL: (
        "Mohon maaf, kunjungan layanan keliling ke {tempat} pada {tanggal} batal. Kami akan mengabari jadwal barunya. "
        "Anda tetap dapat mengurus berkas lewat WhatsApp ini."
    ),
    MessageKind.BALASAN: "{isi}",
}


def message(kind: MessageKind, values: Mapping[str, str]) -> str:
    """What the applicant reads. Raises KeyError if a value is missing: a message with a hole is never sent."""
    return f"{_BODIES[kind].format_map(values)}\n\n{FOOTER}"
