"""Entry decides on two kinds of stream: a berkas (SIAK entry and drafts) and the office (whether SIAK works)."""
