"""Official test vectors: outside the project, their place in CORPORA_DIR; tests are skipped by name without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("CORPORA_DIR", ROOT.parent / "shared" / "corpora"))


def corpus(name: str) -> Path:
    """The folder of one corpus; skips the module that asks when it is not there."""
    folder = CORPORA / name
    if not folder.is_dir():
        pytest.skip(f"no corpus {name} in {CORPORA} (CORPORA_DIR)", allow_module_level=True)
    return folder
