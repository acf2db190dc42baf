"""Delivery decides on a berkas: what the applicant is told, and how each document reaches her."""
