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
3. The client keeps a command until it gets `ack` or `refused`, and sends it again after each `hello`. A command with
   an `op` that the room knows from this seat is answered as before and not done again.
4. The client says `seen` at least every five seconds while events come. A reader more than {unseen} KiB behind is told
   `resync` once and hears nothing until its next `hello`; after {patience:.0f} s it is closed.
5. The server sends `presence` at least every 10 s. A client that hears nothing for 25 s closes and comes back, waiting
   0.5 s, then twice as long each time up to 15 s, times a random number between 0.5 and 1.5.
6. The same events by HTTP: `GET /live/<code>/events?after=N`.

At most {rate} messages a second ({burst} at once). Three frames that are no messages close the socket. Signing out,
a new password, being barred, another role in the room, being muted or removed close it within five seconds.
"""


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
        _section("From the client", client),
        _section("Commands", COMMANDS),
        _section("From the server", protocol.SERVER),
        _binary(),
        "## Close codes\n\n" + "\n".join(f"- `{code}` {words}" for code, words in protocol.CLOSE_CODES.items()),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


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
