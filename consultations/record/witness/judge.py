"""May this checkpoint be signed? The rules of C2SP tlog-witness, add-checkpoint, in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from consultations.record.tlog import note as notes
from consultations.record.tlog.add_checkpoint import SIZE_TYPE, AddCheckpoint, MalformedRequest, parse
from consultations.record.tlog.checkpoint import Checkpoint, MalformedCheckpoint, parse_text
from consultations.record.tlog.note import MalformedNote, Note, NotSigned
from consultations.record.tlog.signing import WitnessSigner
from consultations.record.tlog.tree import EMPTY_ROOT, ProofRefuted, verify_consistency
from consultations.record.witness.memory import Held, Memory, Seen

TEXT = "text/plain; charset=utf-8"
MOST_EVIDENCE = 1000


@dataclass(frozen=True)
class Answer:
    """An HTTP status, a body and its type."""

    status: int
    body: str
    kind: str = TEXT


class Refusal(Exception):
    """The checkpoint is not signed; ``answer`` says why. ``suspicious``: the log itself signed what does not fit."""

    def __init__(self, status: int, words: str, *, kind: str = TEXT, suspicious: bool = False) -> None:
        super().__init__(words)
        self.answer = Answer(status, f"{words}\n", kind)
        self.suspicious = suspicious


@dataclass(frozen=True)
class Judge:
    """A witness. ``evidence``: the folder for checkpoints that their log signed and that do not continue the last one;
    ``clock``: the time in seconds since 1970."""

    signer: WitnessSigner
    memory: Memory
    evidence: Path
    clock: Callable[[], float]

    def add_checkpoint(self, body: bytes) -> Answer:
        """The answer to one request; when it is 200, the new state is on disk."""
        try:
            request, note, checkpoint = _read(body)
            self._must_be_signed(note, checkpoint)
            try:
                with self.memory.hold(checkpoint.origin) as held:
                    _must_continue(held.seen, request, checkpoint)
                    return self._sign(held, request, note, checkpoint)
            except Refusal as refusal:
                if refusal.suspicious:
                    self._keep(request.checkpoint, checkpoint)
                raise
        except Refusal as refusal:
            return refusal.answer

    def _must_be_signed(self, note: Note, checkpoint: Checkpoint) -> None:
        log = self.memory.log(checkpoint.origin)
        if log is None:
            raise Refusal(404, "unknown log")
        try:
            notes.verify(note, [notes.parse_vkey(vkey) for vkey in log.vkeys])
        except NotSigned as error:
            raise Refusal(403, f"invalid signature: {error}") from error

    def _sign(self, held: Held, request: AddCheckpoint, note: Note, checkpoint: Checkpoint) -> Answer:
        """Remembers, then signs, both before anyone else may ask about this log: so times never run backwards."""
        time = max(int(self.clock()), held.seen.time)
        line = self.signer.cosign(note.text, time)
        held.remember(checkpoint.size, checkpoint.root, time, request.checkpoint.decode() + str(line))
        return Answer(200, str(line))

    def _keep(self, note: bytes, checkpoint: Checkpoint) -> None:
        """Writes down what the log signed: two such notes that contradict each other convict it."""
        name = hashlib.sha256(checkpoint.origin.encode()).hexdigest()[:16]
        place = self.evidence / f"{name}-{checkpoint.size}-{checkpoint.root.hex()[:16]}.checkpoint"
        self.evidence.mkdir(parents=True, exist_ok=True)
        if not place.exists() and len(list(self.evidence.iterdir())) < MOST_EVIDENCE:
            place.write_bytes(note)


def _read(body: bytes) -> tuple[AddCheckpoint, Note, Checkpoint]:
    try:
        request = parse(body)
        note = _note(request.checkpoint)
        return request, note, parse_text(note.text)
    except (MalformedRequest, MalformedNote, MalformedCheckpoint) as error:
        raise Refusal(400, f"malformed request: {error}") from error


def _note(data: bytes) -> Note:
    """The note; one whose signatures cannot be read counts as signed by nobody."""
    try:
        return notes.parse(data)
    except MalformedNote:
        head, blank, _ = data.rpartition(b"\n\n")
        try:
            parse_text(text := head.decode() + "\n")
        except ValueError:
            blank = b""
        if not blank:
            raise
        return Note(text, ())


def _must_continue(seen: Seen, request: AddCheckpoint, checkpoint: Checkpoint) -> None:
    if request.old > checkpoint.size:
        raise Refusal(400, "the old size is larger than the checkpoint's")
    if request.old != seen.size:
        raise Refusal(409, str(seen.size), kind=SIZE_TYPE)
    if request.old == checkpoint.size and seen.root not in (None, checkpoint.root):
        raise Refusal(409, str(seen.size), kind=SIZE_TYPE, suspicious=True)
    if request.old == 0:
        if request.proof or (checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT):
            raise Refusal(422, "the consistency proof from size 0 must be empty, and so the root of an empty tree")
        return
    try:
        verify_consistency(request.old, checkpoint.size, seen.root or b"", checkpoint.root, request.proof)
    except ProofRefuted as error:
        raise Refusal(422, f"the consistency proof does not hold: {error}", suspicious=True) from error
