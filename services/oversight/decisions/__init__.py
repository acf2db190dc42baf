"""Oversight decides on three kinds of stream: a berkas (deadlines), the office (rules, duties), an officer (rights)."""
