"""`python -m samples`: take the photographs and say where they are."""

from __future__ import annotations

import samples


def main() -> None:
    """Print one line a photograph."""
    for layanan, group in samples.papers().items():
        for entry in group:
            note = f"  {entry.flaw}" if entry.flaw else "  (on request)" if entry.supplement else ""
            print(f"{layanan:16}{entry.paper:24}{entry.path.stat().st_size / 1024:6.0f} KiB  {entry.path}{note}")


if __name__ == "__main__":
    main()
