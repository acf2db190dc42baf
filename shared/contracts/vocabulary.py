"""Which closed sets of words do the facts use? (domain.md, Words)."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

BerkasId = NewType("BerkasId", str)
"""UUIDv5 of the channel's own first message or submission id, as 36 characters."""
StreamId = NewType("StreamId", str)
"""`berkas-<id>`, `conversation-<id>`, `visit-<id>`, `officer-<id>` or `office`."""
FactId = NewType("FactId", str)
CommandId = NewType("CommandId", str)
OfficerId = NewType("OfficerId", str)
PhotoId = NewType("PhotoId", str)
DocumentId = NewType("DocumentId", str)
VisitId = NewType("VisitId", str)
ConversationId = NewType("ConversationId", str)
MessageId = NewType("MessageId", str)
"""Our intent id of one outgoing message; travels as `biz_opaque_callback_data`."""
ComplaintId = NewType("ComplaintId", str)
Nomor = NewType("Nomor", str)
"""`BKS-2026-000123`; not an akta number."""


class Desk(StrEnum):
    INTAKE = "intake"
    VERIFICATION = "verification"
    ENTRY = "entry"
    SIGNING = "signing"
    DELIVERY = "delivery"
    OVERSIGHT = "oversight"


class Role(StrEnum):
    """The SOP's actors; titles are the office's setting."""

    PETUGAS_KHUSUS = "petugas_khusus"
    OPERATOR_WA = "operator_wa"
    PETUGAS_VERIFIKASI = "petugas_verifikasi"
    OPERATOR_ENTRI = "operator_entri"
    KASI = "kasi"
    KADIS = "kadis"
    PETUGAS_NAGARI = "petugas_nagari"
    AUDITOR = "auditor"
    OPS = "ops"
    PEMOHON = "pemohon"
    SYSTEM = "system"


class Layanan(StrEnum):
    KK = "KK"
    AKTA_KELAHIRAN = "AKTA_KELAHIRAN"
    AKTA_KEMATIAN = "AKTA_KEMATIAN"
    PINDAH_DATANG = "PINDAH_DATANG"


class Variant(StrEnum):
    """What exactly is asked for within a layanan (integrations.md 4.3)."""

    KK_BARU_KELUARGA = "KK_BARU_KELUARGA"
    KK_BARU_GANTI_KEPALA = "KK_BARU_GANTI_KEPALA"
    KK_BARU_PISAH = "KK_BARU_PISAH"
    KK_BARU_DATANG = "KK_BARU_DATANG"
    KK_PERUBAHAN = "KK_PERUBAHAN"
    KK_HILANG_RUSAK = "KK_HILANG_RUSAK"
    KELAHIRAN = "KELAHIRAN"
    KEMATIAN = "KEMATIAN"
    PINDAH_DALAM_KABUPATEN = "PINDAH_DALAM_KABUPATEN"
    PINDAH_KELUAR = "PINDAH_KELUAR"
    PINDAH_DATANG = "PINDAH_DATANG"
    PINDAH_DATANG_TANPA_SKPWNI = "PINDAH_DATANG_TANPA_SKPWNI"


class Paper(StrEnum):
    """Every paper a catalogue may ask for."""

    F_1_01 = "F_1_01"
    F_1_02 = "F_1_02"
    F_1_03 = "F_1_03"
    F_1_04 = "F_1_04"
    F_1_05 = "F_1_05"
    F_1_06 = "F_1_06"
    F_1_07 = "F_1_07"
    F_2_01 = "F_2_01"
    F_2_03 = "F_2_03"
    F_2_04 = "F_2_04"
    KK_LAMA = "KK_LAMA"
    KTP_EL = "KTP_EL"
    BUKU_NIKAH = "BUKU_NIKAH"
    AKTA_PERKAWINAN = "AKTA_PERKAWINAN"
    AKTA_PERCERAIAN = "AKTA_PERCERAIAN"
    AKTA_KELAHIRAN = "AKTA_KELAHIRAN"
    AKTA_KEMATIAN = "AKTA_KEMATIAN"
    SURAT_KETERANGAN_LAHIR = "SURAT_KETERANGAN_LAHIR"
    SURAT_KEMATIAN = "SURAT_KEMATIAN"
    SKPWNI = "SKPWNI"
    SURAT_KEHILANGAN = "SURAT_KEHILANGAN"
    KK_RUSAK = "KK_RUSAK"
    BUKTI_PERUBAHAN = "BUKTI_PERUBAHAN"
    SURAT_PERNYATAAN_RUMAH = "SURAT_PERNYATAAN_RUMAH"
    SURAT_PERNYATAAN_WALI = "SURAT_PERNYATAAN_WALI"
    SPTJM_KEMATIAN = "SPTJM_KEMATIAN"
    BAP_POLISI = "BAP_POLISI"
    PENETAPAN_PENGADILAN = "PENETAPAN_PENGADILAN"
    IJAZAH = "IJAZAH"
    SURAT_PENGANTAR = "SURAT_PENGANTAR"
    LAINNYA = "LAINNYA"


class Channel(StrEnum):
    """How the papers came in."""

    WHATSAPP = "whatsapp"
    MOTOR = "motor"
    LOKET = "loket"


class TellingChannel(StrEnum):
    """How an applicant was told (rule 7)."""

    WHATSAPP = "whatsapp"
    TELEPON = "telepon"
    LISAN = "lisan"
    PETUGAS_NAGARI = "petugas_nagari"


class PaperVerdict(StrEnum):
    GOOD = "good"
    UNREADABLE = "unreadable"
    WRONG_PAPER = "wrong_paper"
    NOT_ORIGINAL = "not_original"
    EXPIRED = "expired"
    DATA_DIFFERS = "data_differs"
    INCOMPLETE = "incomplete"


class LackReason(StrEnum):
    """Why a paper is asked for (again)."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    WRONG_PAPER = "wrong_paper"
    NOT_ORIGINAL = "not_original"
    EXPIRED = "expired"
    DATA_DIFFERS = "data_differs"
    INCOMPLETE = "incomplete"


class UnreadableReason(StrEnum):
    """Why a photo cannot be used."""

    TRUNCATED = "truncated"
    NOT_AN_IMAGE = "not_an_image"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    ENCRYPTED = "encrypted"
    ACTIVE_CONTENT = "active_content"
    TOO_DARK = "too_dark"
    BLURRED = "blurred"
    TOO_SMALL = "too_small"
    CUT_OFF = "cut_off"
    MEDIA_EXPIRED = "media_expired"


class QualityHint(StrEnum):
    """A warning for the officer, never a refusal."""

    TOO_DARK = "too_dark"
    BLURRED = "blurred"
    TOO_SMALL = "too_small"


class WithdrawReason(StrEnum):
    ASKED = "asked"
    APPLIED_ELSEWHERE = "applied_elsewhere"
    WRONG_LAYANAN = "wrong_layanan"
    OTHER = "other"


class RejectReason(StrEnum):
    NIK_GANDA = "nik_ganda"
    TIDAK_PADAN = "tidak_padan"
    AKTA_EXISTS = "akta_exists"
    NOT_A_RESIDENT = "not_a_resident"
    FORGED = "forged"
    NOT_OUR_OFFICE = "not_our_office"
    OTHER = "other"


class EntryReturnReason(StrEnum):
    """What shows only once SIAK is open."""

    NIK_GANDA = "nik_ganda"
    TIDAK_PADAN = "tidak_padan"
    AKTA_EXISTS = "akta_exists"
    DATA_UNREADABLE = "data_unreadable"
    PAPER_MISSING = "paper_missing"
    OTHER = "other"


class DraftReturnReason(StrEnum):
    TYPO = "typo"
    DIFFERS_FROM_PAPER = "differs_from_paper"
    WRONG_DOCUMENT = "wrong_document"
    PAPER_DOUBTFUL = "paper_doubtful"
    LAYOUT = "layout"
    OTHER = "other"


class DeclineReason(StrEnum):
    DATA_WRONG = "data_wrong"
    NOT_CONVINCED = "not_convinced"
    WRONG_SIGNER = "wrong_signer"
    OTHER = "other"


class PrintSkipReason(StrEnum):
    PRINTER_BROKEN = "printer_broken"
    NO_PAPER = "no_paper"
    SCREEN_SUFFICES = "screen_suffices"


class DuplicateGround(StrEnum):
    SAME_PHOTO = "same_photo"
    SAME_SENDER_AND_LAYANAN = "same_sender_and_layanan"
    SAME_SUBJECT = "same_subject"


class SenderRelation(StrEnum):
    SELF = "self"
    FAMILY = "family"
    KUASA = "kuasa"
    NAGARI = "nagari"
    UNRELATED = "unrelated"


class DocumentKind(StrEnum):
    KK = "KK"
    KUTIPAN_AKTA_KELAHIRAN = "KUTIPAN_AKTA_KELAHIRAN"
    KUTIPAN_AKTA_KEMATIAN = "KUTIPAN_AKTA_KEMATIAN"
    SKPWNI = "SKPWNI"
    BIODATA = "BIODATA"
    SURAT_OFFICE = "SURAT_OFFICE"


class Origin(StrEnum):
    SIAK = "SIAK"
    OFFICE = "OFFICE"


class Evidence(StrEnum):
    """`bukti`: what proves the signature of an imported document."""

    EMBEDDED = "embedded"
    CEK_IKD = "cek_ikd"


class SigningFailure(StrEnum):
    CERTIFICATE_EXPIRED = "certificate_expired"
    WRONG_PASSPHRASE = "wrong_passphrase"
    USER_NOT_READY = "user_not_ready"
    REFUSED_BY_AUTHORITY = "refused_by_authority"
    CHECK_FAILED = "check_failed"
    NOT_REACHED = "not_reached"


class Ending(StrEnum):
    CETAK_SENDIRI = "cetak_sendiri"
    DIANTAR = "diantar"


class Place(StrEnum):
    """Where a document is printed or handed over, and by whom."""

    PEMOHON = "pemohon"
    PETUGAS_NAGARI = "petugas_nagari"
    PETUGAS_KHUSUS = "petugas_khusus"
    LOKET = "loket"


class ReceiptProof(StrEnum):
    DELIVERED = "delivered"
    BUTTON = "button"
    DOWNLOAD = "download"
    IN_PERSON = "in_person"


class CloseReason(StrEnum):
    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    UNCONFIRMED = "unconfirmed"


class HandoverFailure(StrEnum):
    NOBODY_HOME = "nobody_home"
    NO_IDENTITY = "no_identity"
    WRONG_PERSON = "wrong_person"
    REFUSED = "refused"


class MessageKind(StrEnum):
    """The templates of messages.md, and those still to be written there."""

    BERKAS_DITERIMA = "berkas_diterima"
    BERKAS_BELUM_LENGKAP = "berkas_belum_lengkap"
    BERKAS_PERLU_DIPERBAIKI = "berkas_perlu_diperbaiki"
    BERKAS_TERVERIFIKASI = "berkas_terverifikasi"
    BERKAS_DIPROSES = "berkas_diproses"
    DOKUMEN_SIAP = "dokumen_siap"
    DOKUMEN_MENUNGGU_DIAMBIL = "dokumen_menunggu_diambil"
    DOKUMEN_DISERAHKAN = "dokumen_diserahkan"
    BERKAS_SEGERA_DITUTUP = "berkas_segera_ditutup"
    BERKAS_DIBATALKAN = "berkas_dibatalkan"
    BERKAS_DITOLAK = "berkas_ditolak"
    BERKAS_TERLAMBAT = "berkas_terlambat"
    BERKAS_DITUTUP = "berkas_ditutup"
    CEK_DATA = "cek_data"
    KUNJUNGAN_BATAL = "kunjungan_batal"
    BALASAN = "balasan"


class MessageFailure(StrEnum):
    UNREACHABLE = "unreachable"
    OUTSIDE_WINDOW = "outside_window"
    RATE = "rate"
    CONFIGURATION = "configuration"
    REFUSED = "refused"
    TRANSIENT = "transient"
    MUTED = "muted"


class MessageForm(StrEnum):
    """What kind of message somebody sent us."""

    TEXT = "text"
    IMAGE = "image"
    DOCUMENT = "document"
    AUDIO = "audio"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACTS = "contacts"
    BUTTON = "button"
    INTERACTIVE = "interactive"
    REACTION = "reaction"
    EDIT = "edit"
    REVOKE = "revoke"
    SYSTEM = "system"
    ECHO = "echo"
    UNSUPPORTED = "unsupported"


class ReceiptStatus(StrEnum):
    """A channel's receipt; the lattice is sent < delivered < read, failed terminal."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


class ComplaintKind(StrEnum):
    DATA_WRONG = "data_wrong"
    NOT_RECEIVED = "not_received"
    LATE = "late"
    ASKED_FOR_MONEY = "asked_for_money"
    UNKNOWN_RECEIVER = "unknown_receiver"
    OTHER = "other"


class Clock(StrEnum):
    """The two promises (rule 4)."""

    SOP = "sop"
    SERVICE = "service"


class Pause(StrEnum):
    """What stops a clock, shown apart."""

    APPLICANT = "applicant"
    SIAK_DOWN = "siak_down"
    SIGNER_UNAVAILABLE = "signer_unavailable"


class SignerTitle(StrEnum):
    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"


class IdentityVerdict(StrEnum):
    MATCH = "match"
    MISMATCH = "mismatch"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"


class RuleKind(StrEnum):
    CATALOGUE = "catalogue"
    CLOCK = "clock"
    CALENDAR = "calendar"
