"""Every published figure, one bench after the other: ``python -m bench [DIR]`` (JSON into DIR, default var/bench)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHES = (
    "pages",
    "record",
    "verify_log",
    "alignment",
    "passages",
    "hints",
    "import_rows",
    "flow",
    "opinion_map",
    "budget",
    "secret_ballots",
    "votes",
    "uploads",
    "live",
)


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    failed = []
    for name in BENCHES:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"bench.{name}", "--json", str(folder / f"{name}.json")]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "var/bench")))
