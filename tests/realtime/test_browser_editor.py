"""The textarea's half of a shared text: what one types reaches the text whole, whenever the others' changes come."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_edits_in_a_textarea():
    script = Path(__file__).with_name("editor.mjs")
    done = subprocess.run(["node", str(script)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("ok\n", "")
