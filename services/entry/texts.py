"""What does the entry desk say to officers when it refuses?"""

from __future__ import annotations

from services.entry.decisions.commands import (
    DraftStands,
    NoDocuments,
    NoForm,
    NoSuchDocument,
    NothingInSiak,
    NothingLacks,
    StaleRevision,
    StillNeeded,
)
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.holding import HeldByAnother
from shared.contracts.rules.journey import NeverCame, NotHere, SigningUnderWay
from shared.web.texts import Texts

TEXTS: Texts = {
    NeverCame: "Berkas ini tidak ditemukan.",
    NotHere: "Berkas ini tidak sedang di entri. Terakhir dipindahkan oleh {by}, {at}.",
    HeldByAnother: "Berkas ini sedang dipegang {by}.",
    SameHands: "Verifikasi dan entri satu berkas harus oleh dua orang, kecuali ada surat tugas.",
    SigningUnderWay: "Penandatanganan dokumen ini sedang berjalan. Tunggu hasilnya.",
    NoDocuments: "Sebutkan paling sedikit satu dokumen yang akan terbit.",
    NoSuchDocument: "Berkas ini tidak memiliki dokumen tersebut.",
    NoForm: "Dokumen jenis ini hanya terbit dari SIAK.",
    DraftStands: "Draf ini sudah divalidasi; hanya Kasi yang dapat mengembalikannya.",
    StaleRevision: "Draf ini dibuat untuk revisi lain; revisi berikutnya adalah {expected}. Muat ulang halaman.",
    NothingLacks: "Sebutkan paling sedikit satu surat dan alasannya.",
    NothingInSiak: "Tidak ada entri di SIAK yang perlu dibatalkan.",
    StillNeeded: "Entri di SIAK masih diperlukan karena berkas ini masih berjalan.",
}
