"""The verifier as one file that any Python from 3.11 on runs: ``python -m consultations.record.verify.pyz OUT``.

It holds pure Python of this package and nothing else, and is the same bytes for the same sources, so that its hash can
be compared.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LEFT_OUT = {"consultations/record/tlog/signing.py", "consultations/record/verify/pyz.py"}
PACKAGES = ("record/ballots", "record/tlog", "record/verify", "record/domain")
COUNTING = ("budget", "equal_shares", "ranking", "share_ballots", "share_count", "tallies")
MAIN = "from consultations.record.verify.cli import main\n\nraise SystemExit(main())\n"


def _sources() -> Iterator[tuple[str, bytes]]:
    """Name in the archive → its bytes, in a fixed order."""
    folders = [ROOT / "consultations" / name for name in PACKAGES]
    found = [ROOT / "consultations" / name for name in ("__init__.py", "record/__init__.py")]
    rules = ROOT / "consultations" / "voting"
    found += [rules / "__init__.py", *(rules / "domain" / f"{name}.py" for name in ("__init__", *COUNTING))]
    found += [path for folder in folders for path in sorted(folder.glob("*.py"))]
    for path in found:
        name = path.relative_to(ROOT).as_posix()
        if name not in LEFT_OUT:
            yield name, path.read_bytes()
    yield "__main__.py", MAIN.encode()


@cache
def build() -> bytes:
    """The archive's bytes."""
    out = io.BytesIO()
    out.write(b"#!/usr/bin/env python3\n")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _sources():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """Writes the archive to the one path given."""
    if len(arguments) != 1:
        print("python -m consultations.record.verify.pyz OUT", file=sys.stderr)
        return 2
    place = Path(arguments[0])
    place.write_bytes(build())
    place.chmod(0o755)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
