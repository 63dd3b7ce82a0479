"""The browser's reducer agrees with the server's, event by event, on whatever may happen."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from realtime.domain.public import led_happening, led_room, public_happening, public_room
from realtime.domain.state import reduce
from tests.realtime.hall import TALK, TALKING, played, script_of
from tests.realtime.rooms import AGENDA
from tests.realtime.test_state import ITEM, SCRIPT, fresh, in_one_step, play

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


pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def in_browser(logs):
    """The room that the browser's reducer makes of each of ``logs``."""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", PROGRAM],
        input=json.dumps(logs),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


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
    often = settings(max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    for step in AGENDA:
        scripts = st.lists(ITEM, min_size=120, max_size=120).map(partial(in_one_step, step.id))
        often(given(scripts)(collect.hypothesis.inner_test))()
    assert in_browser(logs) == json.loads(json.dumps(wanted))


TELLINGS = {"everyone": (public_happening, public_room), "those who lead": (led_happening, led_room)}


@pytest.mark.parametrize("readers", TELLINGS)
@pytest.mark.parametrize("late", [False, True], ids=["at once", "afterwards"])
def test_both_reducers_agree_on_what_halls_do(readers, late):
    """On the events as they were told at the time, and as they are told to somebody who comes back later."""
    logs, wanted = [], []
    tell, whole = TELLINGS[readers]

    @settings(max_examples=60, deadline=None, database=None)
    @given(script_of(*TALKING), st.sampled_from([activity.id for activity in TALK]), st.booleans())
    def collect(script, opened, formed):
        groups = [((1, "groups.form", {"activity": opened, "count": 2}), 1)] if formed else []
        hall = played([*groups, *script], opened=opened)
        rooms = [hall.room if late else reduce(hall.fresh(), hall.log[: each.seq]) for each in hall.log]
        logs.append([tell(each, room) for each, room in zip(hall.log, rooms, strict=True)])
        wanted.append(whole(hall.room))

    collect()
    assert in_browser(logs) == json.loads(json.dumps(wanted))
