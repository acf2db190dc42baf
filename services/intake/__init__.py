"""The intake desk: applications come in, by visit, counter or WhatsApp, until their papers are complete.

SOP steps 1-3. Owns: the receipt, the photos and what they show, completeness, withdrawal, lapse, duplicates, visits.
Hears: ApplicantInformed, BerkasReturned, EntryReturned … Says: BerkasReceived, BerkasFoundComplete …
"""
