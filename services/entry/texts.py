"""What does the entry desk say to officers when it refuses?"""

from __future__ import annotations

from services.entry.decisions.commands import (
    DraftStands,
    NoDocuments,
    NoDraft,
    NoForm,
    NoSuchDocument,
    NotAsked,
    NothingInSiak,
    NothingLacks,
    SameDocumentTwice,
    StaleRevision,
    StillNeeded,
)
from shared.web.texts import Texts

TEXTS: Texts = {
    NoDocuments: "Sebutkan paling sedikit satu dokumen yang akan terbit.",
    SameDocumentTwice: "Setiap dokumen cukup disebutkan satu kali.",
    NoSuchDocument: "Berkas ini tidak memiliki dokumen tersebut.",
    NoForm: "Dokumen jenis ini hanya terbit dari SIAK.",
    DraftStands: "Draf ini sudah divalidasi atau ditandatangani; hanya Kasi yang dapat mengembalikannya.",
    StaleRevision: "Draf ini dibuat untuk revisi lain; revisi berikutnya adalah {expected}. Muat ulang halaman.",
    NoDraft: "Cetak draf dokumen ini dahulu; data yang ditanyakan kepada pemohon adalah data pada draf.",
    NotAsked: "Pemohon belum ditanyai tentang data dokumen ini.",
    NothingLacks: "Sebutkan paling sedikit satu surat dan alasannya.",
    NothingInSiak: "Tidak ada entri di SIAK yang perlu dibatalkan.",
    StillNeeded: "Entri di SIAK masih diperlukan karena berkas ini masih berjalan.",
}
