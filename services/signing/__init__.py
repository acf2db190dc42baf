"""The signing desk: the Kasi validates each draft, the Kadis signs each document.

SOP steps 6 and 7. Owns: validation, rejection, the signature and its attempts, who may sign.
Hears: DraftPrinted, RejectionProposed, endings. Says: DraftValidated, SigningRequested, DocumentSigned …
"""
