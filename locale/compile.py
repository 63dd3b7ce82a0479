"""Compiles every catalogue under locale/ without gettext's own tools, which a bare machine does not have."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_all(root: Path) -> int:
    """Writes a .mo beside each .po and returns how many."""
    count = 0
    for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as handle:
            catalogue = read_po(handle, abort_invalid=True)
        with source.with_suffix(".mo").open("wb") as handle:
            write_mo(handle, catalogue)
        count += 1
    return count


if __name__ == "__main__":
    compile_all(Path(__file__).resolve().parent)
