"""The browser's reducer agrees with the server's, event by event, on whatever may happen."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from realtime.domain.public import public_happening, public_room
from realtime.domain.state import reduce
from tests.realtime.test_state import SCRIPT, fresh, play

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import { empty, grow } from "./frontend/live/state.js";
let text = "";
for await (const part of process.stdin) text += part;
const rooms = JSON.parse(text).map((events) => {
  const room = empty();
  grow(room, events.slice(0, 5));
  if (!grow(room, events)) throw new Error("a hole");
  return room;
});
console.log(JSON.stringify(rooms));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_both_reducers_agree():
    logs, wanted = [], []

    @settings(max_examples=60, deadline=None, database=None)
    @given(SCRIPT)
    def collect(script):
        server, _acknowledged = play(script)
        at_the_time = [public_happening(each, reduce(fresh(), server.log[: each.seq])) for each in server.log]
        logs.append(at_the_time)
        wanted.append(public_room(server.room))

    collect()
    done = subprocess.run(
        ["node", "--input-type=module", "-e", PROGRAM],
        input=json.dumps(logs),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert json.loads(done.stdout) == json.loads(json.dumps(wanted))
