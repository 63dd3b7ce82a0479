"""Every bench of ``make bench`` starts and takes the options that it is given there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.__main__ import BENCHES
from tests.conventions.project_files import ROOT


@pytest.mark.parametrize("name", BENCHES)
def test_it_writes_its_figures_where_it_is_told(name):
    told = subprocess.run([sys.executable, "-m", f"bench.{name}", "--help"], capture_output=True, text=True, cwd=ROOT)
    assert (told.returncode, "--json JSON" in told.stdout) == (0, True), told.stderr
