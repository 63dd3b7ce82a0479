"""The load client's own reading: frames cut anywhere, deliveries counted from their planned moment."""

from __future__ import annotations

from collections import Counter

import pytest

from realtime.load.line import split
from realtime.load.measure import at
from realtime.load.speech import RoomSpeech

SHORT = b"\x81\x05hello"
LONG = b"\x81\x7e\x01\x00" + b"x" * 256
HUGE = b"\x82\x7f" + (70_000).to_bytes(8, "big") + b"y" * 70_000


@pytest.mark.parametrize("cut", [0, 1, 2, 6, 7, 8, 9, 10, 11, 12, 200, 266, 267, 268, 275, 276, 277, 40_000])
def test_frames_are_whole_wherever_the_stream_is_cut(cut):
    data = SHORT + LONG + HUGE
    first, rest = split(data[:cut])
    second, left = split(rest + data[cut:])
    assert [*first, *second] == [(1, b"hello"), (1, b"x" * 256), (2, b"y" * 70_000)]
    assert left == b""


def test_what_a_frame_delivers_is_read_from_it():
    speech = RoomSpeech("abcd1234")
    note = speech.change("ideas", 3, 7, 1_234_567)
    assert note == (b'{"type":"note.add","op":"abcd1234-3-00000007","activity":"ideas","text":"load-3-7-1234567"}')
    events = b'{"type":"events","events":[{"seq":4,"type":"note.added","data":{"text":"load-3-7-1234567"}}]}'
    heard = speech.read(events)
    assert (heard.dues, heard.first, heard.last) == ([1_234_567], 4, 4)
    assert speech.read(b'{"type":"ack","op":"abcd1234-3-00000007","seq":4}').answers == ((3, 7),)
    assert speech.read(b'{"type":"ack","op":"somebody-3-00000007","seq":4}').answers == ()
    refused = speech.read(b'{"type":"refused","op":"abcd1234-3-00000007","code":"no_seat","reason":""}')
    assert (refused.answers, refused.refused) == (((3, 7),), True)


def test_shares_of_delays():
    delays = Counter({10: 50, 20: 45, 300: 4, 5000: 1})
    assert [at(delays, share) for share in (0.5, 0.95, 0.99, 1.0)] == [1.0, 2.0, 30.0, 500.0]
