"""What does the verification desk say to officers when it refuses?"""

from __future__ import annotations

from services.verification.decisions import NotAllGood, NothingLacks, NotJudged, NotPrinted
from shared.contracts.rules.hands import SameHands
from shared.contracts.rules.holding import HeldByAnother
from shared.contracts.rules.journey import NeverCame, NotHere
from shared.web.texts import Texts

TEXTS: Texts = {
    NeverCame: "Berkas ini tidak ditemukan.",
    NotHere: "Berkas ini tidak sedang di verifikasi. Terakhir dipindahkan oleh {by}, {at}.",
    HeldByAnother: "Berkas ini sedang dipegang {by}.",
    SameHands: "Verifikasi dan entri satu berkas harus oleh dua orang, kecuali ada surat tugas.",
    NotJudged: "Masih ada surat yang belum diperiksa: {papers}.",
    NotAllGood: "Masih ada surat yang kurang atau belum baik. Perbaiki penilaian atau kembalikan berkas ke pemohon.",
    NotPrinted: "Foto berkas belum dicetak. Cetak dahulu, atau catat alasan melewati pencetakan.",
    NothingLacks: "Sebutkan paling sedikit satu surat dan alasannya.",
}
