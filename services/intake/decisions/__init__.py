"""Intake decides on berkas (papers until complete, endings, duplicates) and on visits of the motorcycle."""
