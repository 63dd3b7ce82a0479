"""The servers of the tests are started as those of people are."""

from __future__ import annotations

import re
from pathlib import Path

from tests.programs import DAPHNE, UVICORN

ROOT = Path(__file__).resolve().parent.parent


def test_make_run_starts_daphne_with_the_same_limits():
    assert " ".join(DAPHNE) in (ROOT / "bin" / "run").read_text(encoding="utf-8")


def test_the_image_starts_uvicorn_with_the_same_limits():
    command = re.findall(r'"([^"]*)"', (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("CMD [")[2])
    assert " ".join(UVICORN) in " ".join(command)
