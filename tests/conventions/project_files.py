"""The files that the conventions are held against."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def kept(*suffixes: str) -> list[Path]:
    """The project's own files with these suffixes, as git knows them (tracked or about to be)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    files = (ROOT / name for name in listed if name.endswith(suffixes))
    return [file for file in files if file.exists() and "migrations" not in file.parts]
