"""The textarea's half of a shared text: what one types reaches the text whole, whenever the others' changes come."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_edits_in_a_textarea():
    script = Path(__file__).with_name("editor.mjs")
    done = subprocess.run(["node", str(script)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("ok\n", "")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    subprocess.run(["node", str(ROOT / "frontend" / "build.mjs"), str(out)], capture_output=True, check=True)
    return out


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_a_room_stays_light_and_loads_yjs_only_where_it_writes(built):
    room, draft = ((built / f"live-{name}.js").read_bytes() for name in ("room", "draft"))
    assert b"encodeStateVector" not in room
    assert len(gzip.compress(room, 9)) <= 10 * 1024
    assert len(gzip.compress(room, 9)) + len(gzip.compress(draft, 9)) <= 35 * 1024
