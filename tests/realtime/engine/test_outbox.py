"""What one socket is sent: frames as RFC 6455 has them, in order, never more than a slow reader can be owed."""

from __future__ import annotations

import asyncio
import json

import pytest
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame as Read
from websockets.protocol import State

from realtime.engine.frame import Frame, joined
from realtime.engine.outbox import MOST_UNSEEN, MOST_WAITING, Outbox
from realtime.engine.uvicorn_line import hear_below, line_below


def read(raw: bytes) -> list[tuple[int, bytes]]:
    """As a browser would read it."""
    found, rest = [], bytearray(raw)

    def exactly(count):
        yield from ()
        taken = bytes(rest[:count])
        del rest[:count]
        return taken

    while rest:
        steps = Read.parse(exactly, mask=False)
        try:
            next(steps)
        except StopIteration as end:
            found.append((int(end.value.opcode), bytes(end.value.data)))
    return found


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_frame_is_what_the_standard_says(size):
    words = "ظ" * (size // 2) + "x" * (size % 2)
    assert read(Frame(words).raw) == [(1, words.encode())]
    assert read(Frame(b"\x00" * size).raw) == [(2, b"\x00" * size)]


def test_several_frames_are_written_as_one_and_read_as_several():
    together = joined([Frame("one"), Frame(b"two"), Frame("three")])
    assert read(together.raw) == [(1, b"one"), (2, b"two"), (1, b"three")]


class Line:
    """An ASGI server's side of a socket that can be stopped."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.free.set()
        self.sent: list[str | bytes | int] = []

    async def send(self, message: dict) -> None:
        await self.free.wait()
        self.sent.append(message.get("text", message.get("bytes", message.get("code"))))


async def test_what_a_stopped_line_does_not_take_waits_in_order():
    line = Line()
    outbox = Outbox(line.send)
    outbox.put("a")
    line.free.clear()
    outbox.put(joined([Frame("b"), Frame("c")]))
    outbox.put(b"d")
    assert line.sent == ["a"]
    line.free.set()
    await asyncio.sleep(0.01)
    outbox.put("e")
    assert line.sent == ["a", "b", "c", b"d", "e"]


async def test_a_reader_that_stops_is_told_once_and_hears_nothing_until_hello():
    line = Line()
    outbox = Outbox(line.send)
    line.free.clear()
    for _ in range(MOST_WAITING // 1000 + 10):
        outbox.put("x" * 1000, seq=7)
    line.free.set()
    await asyncio.sleep(0.01)
    assert [json.loads(words) for words in line.sent[-1:]] == [{"type": "resync", "seq": 7}]
    heard = len(line.sent)
    outbox.put("y")
    assert (len(line.sent), outbox.overdue) == (heard, False)
    outbox.caught_up()
    outbox.put("z")
    assert line.sent[-1] == "z"


async def test_a_reader_that_takes_all_but_says_nothing_is_behind_too():
    line = Line()
    outbox = Outbox(line.send)
    for _ in range(MOST_UNSEEN // 1000 + 1):
        outbox.put("x" * 1000)
    assert json.loads(line.sent[-1])["type"] == "resync"


async def test_a_room_longer_than_any_limit_is_still_told_whole():
    line = Line()
    outbox = Outbox(line.send)
    whole = "x" * (2 * MOST_UNSEEN)
    outbox.caught_up()
    outbox.put_whole(Frame(whole))
    outbox.put("next")
    assert line.sent == [whole, "next"]


async def test_what_is_closed_says_nothing_more():
    line = Line()
    outbox = Outbox(line.send)
    outbox.close(4013)
    outbox.put("late")
    outbox.put_whole(Frame("later"))
    await asyncio.sleep(0.01)
    assert line.sent == [4013]


@pytest.mark.parametrize("waits", [False, True])
async def test_a_line_on_which_nothing_more_could_be_said_is_closed(waits):
    """Else a phone would show it as open and wait for ever."""
    line = Line()

    async def send(message: dict) -> None:
        await line.send(message)
        if message.get("text") == "too long":
            raise ValueError("too long")

    outbox = Outbox(send)
    if waits:
        line.free.clear()
    outbox.put("too long")
    outbox.put("later")
    line.free.set()
    await asyncio.sleep(0.01)
    assert line.sent == ["too long", 4011]


def test_no_server_but_uvicorn_is_written_to_below_asgi():
    assert line_below(Line().send) is None
    assert line_below(print) is None


async def test_what_comes_is_heard_at_once_what_waited_first_and_the_end_is_still_received():
    class Transport:
        reading = False

        def resume_reading(self) -> None:
            self.reading = True

    config = Config(app=Line().send, ws="websockets-sansio", lifespan="off")
    config.load()
    line = WebSocketsSansIOProtocol(config, ServerState(), {})
    line.conn.state, line.transport = State.OPEN, Transport()
    heard: list[str] = []
    line.queue.put_nowait({"type": "websocket.receive", "text": "early"})
    hear_below(line.send, lambda message: heard.append(message["text"]))
    line.curr_msg_data_type, line.frames = "text", [b"late"]
    line.send_receive_event_to_app()
    assert (heard, line.transport.reading) == (["early", "late"], True), "and nothing stops the line"
    line.queue.put_nowait({"type": "websocket.disconnect", "code": 1001})
    assert (await line.receive())["type"] == "websocket.disconnect"


async def test_uvicorns_line_is_known_by_all_that_is_used_of_it():
    """An upgrade of uvicorn that renames any of it fails here, instead of going through ASGI unnoticed."""
    config = Config(app=Line().send, ws="websockets-sansio", lifespan="off")
    config.load()
    line = WebSocketsSansIOProtocol(config, ServerState(), {})
    assert line_below(line.send) is None, "not accepted yet"
    line.conn.state = State.OPEN
    assert line_below(line.send) is line
    assert (line.close_sent, line.disconnected, line.writable.is_set(), line.transport) == (False, False, True, None)
    assert (line.queue.empty(), line.read_paused) == (True, False)
    line.conn.extensions = [object()]
    assert line_below(line.send) is None, "compressed"
