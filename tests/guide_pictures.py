"""The pictures of docs/facilitators.md, taken by the journeys: ``python -m tests.guide_pictures docs/pictures``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHOSEN = (
    "polls-prepare-desktop-en",
    "live-collect-desk-en",
    "live-collect-phone-en",
    "live-group-desk-en",
    "live-told-projector-en",
    "people-list-desktop-en",
    "agenda-desktop-en",
    "agenda-desk-en",
)
JOURNEYS = (
    "tests/journeys/test_live.py",
    "tests/journeys/test_live_polls.py",
    "tests/journeys/test_live_people.py",
    "tests/journeys/test_live_agenda.py",
)


def main(folder: Path) -> int:
    with tempfile.TemporaryDirectory() as taken:
        walked = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *JOURNEYS], check=False, env={**os.environ, "SHOTS": taken}
        )
        if walked.returncode:
            return walked.returncode
        folder.mkdir(parents=True, exist_ok=True)
        for name in CHOSEN:
            shutil.copy(Path(taken) / f"{name}.png", folder)
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.guide_pictures DIR")
    sys.exit(main(Path(sys.argv[1])))
