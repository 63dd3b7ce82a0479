"""Cosignatures (C2SP tlog-cosignature, v1 over Ed25519): a witness says at what time it saw a checkpoint continue the
ones before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consultations.record.tlog import ed25519
from consultations.record.tlog import note as notes
from consultations.record.tlog.encoding import b64
from consultations.record.tlog.note import MalformedNote, Note, NotSigned, Signature

COSIGNATURE = 4
TIME = 8
LENGTH = TIME + 64
LATEST = (1 << 63) - 1


@dataclass(frozen=True)
class WitnessKey:
    """Who may witness: a name and an Ed25519 public key (32 bytes). ``str()`` is ``name+hex(id)+base64(04‖key)``."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """First 4 bytes of SHA-256(name ‖ 0A ‖ 04 ‖ key)."""
        return notes.key_id(self.name, COSIGNATURE, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64(bytes([COSIGNATURE]) + self.public)}"


@dataclass(frozen=True)
class Cosignature:
    """A proved cosignature. ``time``: seconds since 1970, as the witness says; ``line``: as it stands in the note."""

    witness: WitnessKey
    time: int
    line: Signature


def parse_witness_key(text: str) -> WitnessKey:
    """The key of a witness's vkey string; raises MalformedNote unless it prints back to ``text``."""
    key = WitnessKey(*notes.read_vkey(text, COSIGNATURE))
    if str(key) != text:
        raise MalformedNote("the witness's key has an id that does not belong to its name and key")
    return key


def message(text: str, time: int) -> bytes:
    """What a witness signs for a note's ``text``."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _read(text: str, line: Signature, witness: WitnessKey) -> Cosignature:
    time = int.from_bytes(line.value[:TIME], "big")
    holds = (
        len(line.value) == LENGTH
        and time <= LATEST
        and ed25519.verify(witness.public, message(text, time), line.value[TIME:])
    )
    if not holds:
        raise NotSigned(f"the signature of the witness {witness.name} is false")
    return Cosignature(witness, time, line)


def cosignatures(note: Note, witnesses: Iterable[WitnessKey]) -> tuple[Cosignature, ...]:
    """The cosignatures by ``witnesses``, each proved, one for each witness; those of unknown keys are ignored.

    Raises NotSigned when one of a known witness is false. That the log itself has signed is another question.
    """
    known = {(each.name, each.key_id): each for each in witnesses}
    found: dict[WitnessKey, Cosignature] = {}
    for line in note.signatures:
        witness = known.get((line.name, line.key_id))
        if witness is not None:
            found[witness] = _read(note.text, line, witness)
    return tuple(found.values())
