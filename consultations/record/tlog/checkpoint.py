"""Checkpoints (C2SP tlog-checkpoint): the signed size and root of the log."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.record.tlog import note as notes
from consultations.record.tlog.encoding import MalformedText, b64, decimal, unb64_hash


class MalformedCheckpoint(ValueError):
    """The note's text is not origin, size and root."""


@dataclass(frozen=True)
class Checkpoint:
    """``root``: 32 bytes; ``extensions``: further lines, which this log never writes."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """What is signed."""
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), b64(self.root), *self.extensions))


def parse_text(text: str) -> Checkpoint:
    """The checkpoint of a note's text; raises MalformedCheckpoint unless it prints back."""
    lines = text.split("\n")[:-1]
    if len(lines) < 3 or not all(lines):
        raise MalformedCheckpoint("a checkpoint has an origin, a size and a root")
    try:
        checkpoint = Checkpoint(lines[0], decimal(lines[1]), unb64_hash(lines[2]), tuple(lines[3:]))
    except MalformedText as error:
        raise MalformedCheckpoint(str(error)) from error
    if checkpoint.text() != text:
        raise MalformedCheckpoint("the checkpoint does not print back")
    return checkpoint


def open_checkpoint(data: bytes, key: notes.VerifierKey) -> Checkpoint:
    """The checkpoint in signed note ``data``, proved to be by ``key`` and of the log that the key names.

    Raises note.MalformedNote, note.NotSigned or MalformedCheckpoint.
    """
    note = notes.parse(data)
    notes.verify(note, [key])
    checkpoint = parse_text(note.text)
    if checkpoint.origin != key.name:
        raise MalformedCheckpoint(f"it is a checkpoint of {checkpoint.origin}, not of {key.name}")
    return checkpoint
