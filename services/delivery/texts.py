"""What are applicants told (messages.md), and what does the delivery desk say to officers when it refuses?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from services.delivery.decisions.commands import (
    AlreadyHandedOver,
    AlreadyTold,
    CarriedByAnother,
    ComplaintOpen,
    NoSuchComplaint,
    NoSuchDocument,
    NoSuchMessage,
    NotAllHandedOver,
    NotAllSent,
    NotNine,
    NotPrinted,
    SendingUnderWay,
    Unrelated,
)
from shared.contracts.rules.calendar import Hours
from shared.contracts.vocabulary import LackReason, MessageKind, Pause, RejectReason
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
    Unrelated: "Dokumen hanya diserahkan kepada orang yang berkepentingan atau kuasanya.",
    NotAllHandedOver: "Dokumen berkas ini diantar; berkas selesai setelah semuanya diserahkan.",
    NotAllSent: "Belum semua dokumen terkirim.",
    NotNine: "Survei terdiri atas sembilan jawaban, masing-masing 1 sampai 4.",
}


# ---------------------------------------------------------------- what applicants read

FOOTER = "Gratis. Kami tidak pernah meminta uang, PIN, atau OTP."
NOBODY = "Pemohon"
"""How somebody is addressed whose name we do not know."""
LONGEST_LIST = 300
"""Characters; a parameter of a template takes no more, and nobody reads more."""

_RECEIVED = (
    "Berkas {layanan} sudah kami terima pada {tanggal} dengan nomor {nomor}. Simpan nomor ini untuk menanyakan berkas "
    "Anda. Petugas akan memeriksa kelengkapannya paling lambat {batas_periksa} dan mengabari Anda di sini."
)
CONDOLENCE = f"Kami turut berduka cita, Bapak/Ibu {{nama}}. {_RECEIVED}"
"""What answers the report of a death, instead of thanks."""

BODIES: Mapping[MessageKind, str] = {
    MessageKind.BERKAS_DITERIMA: f"Terima kasih, Bapak/Ibu {{nama}}. {_RECEIVED}",
    MessageKind.BERKAS_BELUM_LENGKAP: (
        "Bapak/Ibu {nama}, berkas {layanan} nomor {nomor} belum lengkap. Yang masih diperlukan: {kekurangan}. "
        "Silakan foto surat aslinya, bukan fotokopi, lalu kirim di sini paling lambat {batas}. Foto yang sudah Anda "
        "kirim tetap kami simpan, tidak perlu dikirim ulang. Jika kesulitan, balas BANTUAN."
    ),
    MessageKind.BERKAS_PERLU_DIPERBAIKI: (
        "Bapak/Ibu {nama}, berkas {layanan} nomor {nomor} sudah diperiksa dan perlu diperbaiki. Yang perlu diperbaiki: "
        "{perbaikan}. Silakan kirim perbaikannya di sini paling lambat {batas}. Nomor berkas Anda tetap, jadi tidak "
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
        "Bapak/Ibu {nama}, dokumen {dokumen} untuk berkas nomor {nomor} sudah dicetak dan dapat diterima di {tempat} "
        "pada {waktu}. Mohon bawa KTP-el atau tanda pengenal lain dan sebutkan nomor berkas. Jika diwakilkan, mohon "
        "sertakan surat kuasa. Jika belum bisa datang, balas pesan ini."
    ),
    MessageKind.DOKUMEN_DISERAHKAN: (
        "Bapak/Ibu {nama}, dokumen {dokumen} untuk berkas nomor {nomor} sudah diserahkan kepada {penerima} pada "
        "{tanggal}. Jika Anda tidak mengenal penerimanya, ada data yang salah, atau ada yang meminta uang, segera "
        "balas pesan ini. Terima kasih sudah mengurus dokumen keluarga Anda."
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
        "Bapak/Ibu {nama}, mohon maaf, permohonan {layanan} nomor {nomor} belum dapat kami kabulkan karena {alasan}. "
        "Jika Anda berkeberatan atau punya surat lain yang mendukung, balas pesan ini atau datang ke kantor; petugas "
        "akan membantu. Anda dapat mengajukan lagi kapan saja tanpa biaya."
    ),
    MessageKind.BERKAS_TERLAMBAT: (
        "Bapak/Ibu {nama}, mohon maaf, berkas {layanan} nomor {nomor} belum selesai pada {tanggal_janji} seperti yang "
        "kami janjikan, karena {sebab}. Berkas Anda tetap kami kerjakan dan kami perkirakan selesai paling lambat "
        "{tanggal_baru}. Tidak ada yang perlu Anda kirim ulang; kami akan mengabari di sini begitu selesai."
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

LACKS: Mapping[LackReason, str] = {
    LackReason.MISSING: "belum ada",
    LackReason.UNREADABLE: "fotonya belum terbaca, mohon difoto ulang di tempat terang",
    LackReason.WRONG_PAPER: "yang terkirim surat lain, mohon kirim surat ini",
    LackReason.NOT_ORIGINAL: "mohon foto surat aslinya, bukan fotokopi",
    LackReason.EXPIRED: "sudah tidak berlaku, mohon kirim yang masih berlaku",
    LackReason.DATA_DIFFERS: "datanya berbeda dengan surat lain, mohon diperiksa",
    LackReason.INCOMPLETE: "isiannya belum lengkap, mohon dilengkapi",
}
"""What to do about a paper."""

REJECTIONS: Mapping[RejectReason, str] = {
    RejectReason.NIK_GANDA: "ada NIK yang tercatat lebih dari satu kali dan perlu diselesaikan dahulu di kantor",
    RejectReason.TIDAK_PADAN: "datanya belum cocok dengan data kependudukan",
    RejectReason.AKTA_EXISTS: "akta yang diminta sudah pernah terbit",
    RejectReason.NOT_A_RESIDENT: "yang bersangkutan belum tercatat sebagai penduduk di kabupaten ini",
    RejectReason.FORGED: "ada surat yang keabsahannya belum dapat kami pastikan",
    RejectReason.NOT_OUR_OFFICE: "permohonan ini diurus di kantor lain",
    RejectReason.OTHER: "ada hal yang perlu dibicarakan dengan petugas",
}

DELAYS: Mapping[Pause, str] = {
    Pause.SIAK_DOWN: "sistem kependudukan (SIAK) sempat tidak dapat digunakan",
    Pause.SIGNER_UNAVAILABLE: "penandatanganan elektronik sempat terhenti",
}
SLOW = "pekerjaan kami memerlukan waktu lebih lama"
"""Why a berkas is late where nothing stood still."""

NAGARI = ("kantor wali nagari Anda", "jam kerja kantor nagari")
"""Where and when a document is received that the petugas nagari printed."""
KELILING = ("jorong Anda dari petugas motor keliling", "kunjungan berikutnya")
"""Likewise by petugas khusus."""

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_REST = "; rincian di tautan"
_SIXTEEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)", re.ASCII)


def body(kind: MessageKind, values: Mapping[str, str], *, condolence: bool = False) -> str:
    """What the applicant reads. Raises KeyError if a value is missing: a message with a hole is never sent."""
    text = CONDOLENCE if condolence else BODIES[kind]
    filled = text.format_map({name: parameter(value) for name, value in values.items()})
    return f"{filled}\n\n{FOOTER}"


def parameter(value: str) -> str:
    """As a template takes it: on one line. No NIK or KK number goes into a chat, whoever wrote it (rule 11)."""
    return _SIXTEEN_DIGITS.sub("…", " ".join(value.split()))


def numbered(items: Sequence[str]) -> str:
    """`1) …; 2) …`: as many as fit, and where to read the rest. One needs no number."""
    listed = [f"{number}) {item}" for number, item in enumerate(items, start=1)] if len(items) > 1 else [*items]
    if len("; ".join(listed)) <= LONGEST_LIST:
        return "; ".join(listed)
    room = LONGEST_LIST - len(_REST)
    while len(listed) > 1 and len("; ".join(listed)) > room:
        listed.pop()
    return "; ".join(listed)[:room] + _REST


def opening_hours(week: Sequence[Hours | None]) -> str:
    """`Senin sampai Kamis pukul 07.30 sampai 16.00 dan Jumat pukul …`; Monday first, None on a day off."""
    spans = groupby(zip(_DAYS, week, strict=True), key=lambda day: day[1])
    *others, last = [_open([day for day, _ in days], hours) for hours, days in spans if hours]
    return f"{', '.join(others)} dan {last}" if others else last


def _open(days: Sequence[str], hours: Hours) -> str:
    span = days[0] if len(days) == 1 else f"{days[0]} sampai {days[-1]}"
    return f"{span} pukul {hours.opens:%H.%M} sampai {hours.closes:%H.%M}"
