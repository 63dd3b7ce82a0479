"""docs/live-protocol.md, made from the protocol's own tables so that it cannot go stale."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, Field, fields
from typing import Any

from realtime import protocol
from realtime.commands import COMMANDS
from realtime.consumer import MESSAGES_A_SECOND, MESSAGES_AT_ONCE
from realtime.documents import frames
from realtime.engine.outbox import MOST_UNSEEN, PATIENCE

HEAD = """# The protocol of live rooms

Made by `manage.py describe_protocol` from realtime/protocol.py and realtime/commands.py; do not edit it by hand.

A room's socket is `/ws/live/<code>/`. `?as=reader` only reads (a wall); `?language=ar` chooses the language of reasons.
The `Origin` header must be one of the site's own, exactly. Who writes is known by cookie: a seat taken on the room's
page, or the sign-in. Frames are JSON objects as text, at most {limit} bytes each way up; version {version}. What is
about a text that the room writes travels in binary frames (below); a client without such a step needs none of them.

1. The client says `hello` with the number of the last event it holds (-1: none). It gets the `events` that it lacks,
   or a `snapshot` where that is shorter, then `mine` (if it has a seat) and `presence`.
2. Every accepted command becomes one numbered event. It is in the database before it is broadcast or acknowledged.
   Events come in order and without holes; one that is held already is skipped, a hole means: say `hello` again.
3. The client keeps a command until it gets `ack` or `refused`, and sends it again after each `hello`: forty at once,
   the rest at sixteen a second, so that it stays within what a line may say. A command with an `op` that the room
   knows from this seat is answered as before and not done again.
4. The client says `seen` at least every five seconds while events come, and after each 64 KiB. A reader more than
   {unseen} KiB behind is told `resync` once and hears nothing until its next `hello`; it is closed after
   {patience:.0f} s.
5. The server sends `presence` at least every 10 s. A client that hears nothing for 25 s closes and comes back, waiting
   0.5 s, then twice as long each time up to 15 s, times a random number between 0.5 and 1.5.
6. The same events by HTTP: `GET /live/<code>/events?after=N`.

At most {rate} messages a second ({burst} at once). Three frames that are no messages close the socket. Signing out,
a new password, being barred, another role in the room, being muted or removed close it within five seconds.
"""


STEPS = """## Coming in by HTTP

- `GET /live/<code>/` is the room's page. Whoever has no seat finds a form there with a hidden `csrfmiddlewaretoken`.
- `POST /live/<code>/join/` with `csrfmiddlewaretoken` and `name` (may be empty), the cookies of the page and, over TLS,
  its address as `Referer`. The answer sets the cookie `seat_<code>`: a guest's seat. The socket takes it as it is.
- `GET /live/<code>/events?after=-1` answers with a `snapshot` (`room.current` is the id of the activity that runs, or
  empty); with the number of the last event held, it answers with the `events` that follow, or with a `snapshot`
  where that is shorter. A client without sockets asks again every few seconds.

## What a client is doing

| it is | and does | until |
| --- | --- | --- |
| coming | opens the socket, says `hello`, then what has no answer yet, in its order | `events` or `snapshot` |
| here | applies events in order, sends commands as they come, `seen` every few seconds | the line ends, or `resync` |
| behind | has got `resync`: says `hello` with what it holds, then what has no answer yet | `events` or `snapshot` |
| away | keeps what is typed, waits as in 5, is coming again | the socket is open |
| ended | tells its person, comes back no more: codes 4008, 4009, 4403, 4404 | the page is loaded anew |

A server that is started anew says 1012 or 4012, one that is killed says nothing (1006): both mean away. Nothing but
`ack` says that a command is kept, and nothing but `refused` that it never will be.
"""

# (who, what is said): C the client, S the server, # what happens meanwhile. Held against the protocol by a test.
CONVERSATION = (
    ("C", '{"type":"hello","v":1,"after":-1}'),
    ("S", '{"type":"snapshot","room":{"seq":2,"state":"open","current":"ideas","…":"…"},'
          '"now":"2026-11-02T09:30:00.000+00:00"}'),
    ("S", '{"type":"mine","notes":[],"given":{},"own":{}}'),
    ("S", '{"type":"presence","people":1,"now":"2026-11-02T09:30:00.000+00:00"}'),
    ("C", '{"type":"note.add","op":"7f3a-0001","activity":"ideas","text":"Benches in the shade"}'),
    ("S", '{"type":"events","events":[{"seq":3,"type":"note.added","data":{"activity":"ideas",'
          '"text":"Benches in the shade"}}]}'),
    ("S", '{"type":"mine","notes":[3],"given":{},"own":{}}'),
    ("S", '{"type":"ack","op":"7f3a-0001","seq":3}'),
    ("C", '{"type":"note.add","op":"7f3a-0002","activity":"ideas","text":"A tap with water"}'),
    ("#", "the line breaks before an answer; somebody else writes; half a second later the client is back"),
    ("C", '{"type":"hello","v":1,"after":3}'),
    ("C", '{"type":"note.add","op":"7f3a-0002","activity":"ideas","text":"A tap with water"}'),
    ("S", '{"type":"events","events":[{"seq":4,"type":"note.added","data":{"activity":"ideas",'
          '"text":"A tap with water"}},'
          '{"seq":5,"type":"note.added","data":{"activity":"ideas","text":"Trees"}}]}'),
    ("S", '{"type":"mine","notes":[3,4],"given":{},"own":{}}'),
    ("S", '{"type":"presence","people":2,"now":"2026-11-02T09:30:09.120+00:00"}'),
    ("#", "the note had been kept before the line broke: it is not done again, only answered"),
    ("S", '{"type":"ack","op":"7f3a-0002","seq":4}'),
    ("C", '{"type":"seen","seq":5}'),
    ("C", '{"type":"note.withdraw","op":"7f3a-0003","note":5}'),
    ("S", '{"type":"refused","op":"7f3a-0003","code":"not_yours","reason":"This note is not yours."}'),
)  # fmt: skip


BINARY_HEAD = "A short head says what and which text; then come Yjs' own bytes."


def page() -> str:
    """The whole document."""
    head = HEAD.format(
        limit=protocol.MAX_BYTES,
        version=protocol.VERSION,
        unseen=MOST_UNSEEN // 1024,
        patience=PATIENCE,
        rate=MESSAGES_A_SECOND,
        burst=MESSAGES_AT_ONCE,
    )
    client = {name: cls for name, cls in protocol.CLIENT.items() if name not in COMMANDS}
    parts = [
        head,
        STEPS,
        _conversation(),
        _section("From the client", client),
        _section("Commands", COMMANDS),
        _section("From the server", protocol.SERVER),
        _binary(),
        "## Close codes\n\n" + "\n".join(f"- `{code}` {words}" for code, words in protocol.CLOSE_CODES.items()),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _conversation() -> str:
    marks = {"C": "→", "S": "←", "#": "…"}
    lines = "\n".join(f"{marks[who]} {said}" for who, said in CONVERSATION)
    return f"## A whole conversation\n\n→ from the client, ← from the server.\n\n```\n{lines}\n```"


def _binary() -> str:
    layout = inspect.cleandoc(frames.LAYOUT)
    rows = [f"## Binary frames: the text that a room writes\n\n{BINARY_HEAD}\n\n```\n{layout}\n```\n"]
    for name, cls in frames.KINDS.items():
        rows.append(f"### `{cls.kind}` {name}\n\n{' '.join((inspect.getdoc(cls) or '').split())}\n")
    return "\n".join(rows)


def _section(title: str, messages: dict[str, type[Any]]) -> str:
    rows = []
    for name, cls in messages.items():
        rows.append(f"### `{name}`\n\n{' '.join((inspect.getdoc(cls) or '').split())}\n")
        rows += [f"- `{item.name}` {_rule(item.metadata)}{_may_miss(item)}" for item in fields(cls)]
        rows.append("")
    return f"## {title}\n\n" + "\n".join(rows)


def _may_miss(item: Field[Any]) -> str:
    return "" if item.default is MISSING else f" (may be left out: {item.default})"


def _rule(rule: Any) -> str:
    kinds = {
        "whole": lambda: f"whole number, {rule['low']} to {rule['high']}: ",
        "wholes": lambda: (
            f"list of at most {rule['most']} different whole numbers, {rule['low']} to {rule['high']} each: "
        ),
        "text": lambda: f"text, at most {rule['limit']} characters{', may be empty' if rule['empty'] else ''}: ",
        "prose": lambda: f"text as it stands, at most {rule['limit']} characters, may be empty: ",
        "word": lambda: f"`{rule['pattern'].pattern}`: ",
        "op": lambda: f"`{rule['pattern'].pattern}`: ",
        "any": lambda: "",
    }
    return kinds[rule["kind"]]() + rule["about"]
