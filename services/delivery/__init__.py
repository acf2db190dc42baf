"""The delivery desk: every word to the applicant, and the signed document on its way into her hands.

SOP steps 8-10, and the informing of steps 3 and 4. Owns: messages out, prints, handing over, complaints.
Hears: everything the applicant cares about. Says: ApplicantInformed, DocumentSent … BerkasClosed.
"""
