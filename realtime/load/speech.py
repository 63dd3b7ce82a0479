"""What the load client says to a room and reads from it, from docs/live-protocol.md alone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Protocol

MARK = re.compile(rb"load-(\d+)-(\d+)-(\d+)")


@dataclass(slots=True, eq=False)
class Heard:
    """What one frame said.

    ``dues``: the planned moment, in µs of the shared clock, of each change that it delivered. ``first`` and ``last``
    are the numbers of its events (0: it is not numbered). ``answers`` are (writer, number) of changes acknowledged, or
    refused where ``refused``; -1 is whoever reads it, or their oldest without an answer. ``arrivals``: tenth of a
    millisecond → sockets it reached.
    """

    dues: list[int] = field(default_factory=list)
    first: int = 0
    last: int = 0
    greets: bool = False
    answers: tuple[tuple[int, int], ...] = ()
    refused: bool = False
    behind: bool = False
    arrivals: dict[int, int] = field(default_factory=dict)


class Speech(Protocol):
    """``opcode`` of the frames it sends: 1 text, 2 binary."""

    opcode: int

    def path(self, path: str, seated: bool) -> str: ...

    def hello(self, after: int) -> list[bytes]: ...

    def change(self, activity: str, writer: int, number: int, due: int) -> bytes:
        """The ``number``th change of ``writer``; the text in it holds ``mark``."""

    def seen(self, after: int) -> bytes | None: ...

    def read(self, payload: bytes) -> Heard: ...


def mark(writer: int, number: int, due: int) -> str:
    return f"load-{writer}-{number}-{due}"


class RoomSpeech:
    """JSON frames, version 1."""

    opcode = 1

    def __init__(self, run: str) -> None:
        self.run = run

    def path(self, path: str, seated: bool) -> str:
        return path if seated else f"{path}?as=reader"

    def hello(self, after: int) -> list[bytes]:
        return [_json({"type": "hello", "v": 1, "after": after})]

    def change(self, activity: str, writer: int, number: int, due: int) -> bytes:
        op = f"{self.run}-{writer}-{number:08d}"
        return _json({"type": "note.add", "op": op, "activity": activity, "text": mark(writer, number, due)})

    def seen(self, after: int) -> bytes | None:
        return _json({"type": "seen", "seq": after}) if after >= 0 else None

    def read(self, payload: bytes) -> Heard:
        frame = json.loads(payload)
        kind = frame["type"]
        if kind == "events":
            events = frame["events"]
            if not events:
                return Heard(greets=True)
            dues = [int(due) for _, _, due in MARK.findall(payload)]
            return Heard(dues, events[0]["seq"], events[-1]["seq"], greets=True)
        if kind == "snapshot":
            return Heard(first=-1, last=frame["room"]["seq"], greets=True)
        if kind in ("ack", "refused"):
            run, _, change = frame["op"].partition("-")
            writer, _, number = change.partition("-")
            own = ((int(writer), int(number)),) if run == self.run else ()
            return Heard(answers=own, refused=kind == "refused")
        return Heard(behind=kind == "resync")


def _json(message: dict[str, Any]) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode()
