"""What does the oversight desk say to officers when it refuses?"""

from __future__ import annotations

from services.oversight.decisions.office import EndsBeforeItBegins
from shared.web.texts import Texts

TEXTS: Texts = {
    EndsBeforeItBegins: "Tanggal akhir surat tugas tidak boleh sebelum tanggal mulai.",
}
