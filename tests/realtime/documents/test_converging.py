"""Up to eight people on one text, whatever happens to what they send: the room and all of them end with the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from realtime.documents.document import NOTHING, Behind, Document, begun
from realtime.documents.merge import Change

START = begun("Once 😀 upon")
CLIENT = st.integers(0, 7)
STEP = st.one_of(
    st.tuples(st.just("edit"), CLIENT, st.integers(0, 60), st.integers(0, 4), st.sampled_from(["a", "ظل ", "😀", ""])),
    st.tuples(st.sampled_from(["send", "send twice", "send last first", "drop", "hear", "hear late", "meet"]), CLIENT),
    st.tuples(st.just("kill"), CLIENT),
)


@dataclass
class Room:
    """As realtime.operations.drafts: a change is stored, then answered and told. ``kill`` forgets all but the table."""

    stored: list[bytes] = field(default_factory=list)
    document: Document = field(default_factory=lambda: Document(START))

    def take(self, update: bytes) -> bool:
        try:
            effect = self.document.take(update)
        except Behind:
            return False
        if effect != NOTHING:
            self.stored.append(effect)
        return True

    def kill(self) -> None:
        self.document = Document(START, self.stored)


@dataclass
class Phone:
    """What it has typed and nobody answered yet is ``waiting``; ``heard`` is how much it was told."""

    number: int
    document: Document = field(default_factory=lambda: Document(START))
    waiting: list[bytes] = field(default_factory=list)
    heard: int = 0
    edits: int = 0

    def edit(self, at: int, length: int, text: str) -> None:
        """Each with a client id of its own, as after a reload."""
        self.edits += 1
        at = min(at, len(self.document.text))
        change = Change(at, min(len(self.document.text), at + length), text)
        update = self.document.edited(1000 * (self.number + 1) + self.edits, [change])
        self.document.grow(update)
        self.waiting.append(update)

    def hear(self, room: Room, *, late: bool = False) -> None:
        news = room.stored[self.heard :]
        for update in reversed(news) if late else news:
            self.document.grow(update)
        self.heard = len(room.stored)

    def send(self, room: Room, how: str) -> None:
        row = list(reversed(self.waiting)) if how == "send last first" else self.waiting
        for update in row[: 1 if how == "drop" else None]:
            if how == "drop":
                continue
            if not room.take(update):
                room.take(self.document.missing(room.document.state_vector()))
            if how == "send twice":
                assert room.take(update)
        self.waiting = self.waiting if how == "drop" else []

    def meet(self, room: Room) -> None:
        """After a lost line: by state vectors, both ways."""
        self.document.grow(room.document.missing(self.document.state_vector()))
        room.take(self.document.missing(room.document.state_vector()))
        self.waiting = []


@settings(max_examples=150, deadline=None)
@given(st.lists(STEP, max_size=80))
def test_the_room_and_everyone_end_with_one_text(script):
    room, phones = Room(), [Phone(number) for number in range(8)]
    for kind, who, *more in script:
        phone = phones[who]
        if kind == "edit":
            phone.edit(*more)
        elif kind == "kill":
            room.kill()
        elif kind == "meet":
            phone.meet(room)
        elif kind.startswith("hear"):
            phone.hear(room, late=kind == "hear late")
        else:
            phone.send(room, kind)
    answered = room.document.vector
    room.kill()
    assert room.document.vector == answered, "something that was answered is lost"
    for _ in range(2):
        for phone in phones:
            phone.meet(room)
    texts = {phone.document.text for phone in phones}
    assert texts == {room.document.text} == {Document(START, room.stored).text}
    assert "".join(unit.text for unit in room.document.order()) == room.document.text
    assert [phone.document.vector for phone in phones] == [room.document.vector] * 8
