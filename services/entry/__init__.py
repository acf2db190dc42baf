"""The entry desk: the application is typed into SIAK, and the drafts of its documents are printed.

SOP step 5. Owns: the evidence of the entry in SIAK, the drafts and their data, whether SIAK works.
Hears: BerkasVerified, DraftReturned, endings. Says: SiakEntered, DraftPrinted, EntryReturned, SiakDown, SiakBack …
"""
