"""The verification desk: are the papers genuine, complete and legible?

SOP step 4. Owns: the judgement of each paper, and the berkas's way on or back.
Hears: BerkasFoundComplete, BerkasSupplemented, LayananChanged, returns from entry and signing, endings.
Says: PaperJudged, BerkasVerified, BerkasReturned.
"""
