"""What does the oversight desk say to officers when it refuses?"""

from __future__ import annotations

from services.oversight.decisions.office import EndsBeforeItBegins
from shared.contracts.rules.holding import HeldByAnother
from shared.contracts.rules.journey import NeverCame, NotHere
from shared.web.texts import Texts

TEXTS: Texts = {
    NeverCame: "Berkas ini tidak ditemukan.",
    NotHere: "Berkas ini ada di meja lain. Terakhir dipindahkan oleh {by}, {at}.",
    HeldByAnother: "Berkas ini sedang dipegang {by}.",
    EndsBeforeItBegins: "Tanggal akhir surat tugas tidak boleh sebelum tanggal mulai.",
}
