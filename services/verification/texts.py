"""What does the verification desk say to officers when it refuses?"""

from __future__ import annotations

from services.verification.decisions import NotAllGood, NothingLacks, NotJudged, NotPrinted
from shared.web.texts import Texts

TEXTS: Texts = {
    NotJudged: "Masih ada surat yang belum diperiksa: {papers}.",
    NotAllGood: "Masih ada surat yang kurang atau belum baik. Perbaiki penilaian atau kembalikan berkas ke pemohon.",
    NotPrinted: "Foto berkas belum dicetak. Cetak dahulu, atau catat alasan melewati pencetakan.",
    NothingLacks: "Sebutkan paling sedikit satu surat dan alasannya.",
}
