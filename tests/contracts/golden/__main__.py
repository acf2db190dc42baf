"""Write the golden files that are missing, and say which."""

from __future__ import annotations

import sys

import msgspec

from shared.contracts.names import encode
from tests.contracts.golden import EXAMPLES, path_of

for name, fact in EXAMPLES.items():
    path = path_of(name)
    if not path.exists():
        path.write_bytes(msgspec.json.format(encode(fact), indent=2) + b"\n")
        sys.stdout.write(f"{path.name}\n")
