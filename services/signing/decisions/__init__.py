"""Signing decides on two kinds of stream: a berkas (validation, signature) and the office (who may sign)."""
