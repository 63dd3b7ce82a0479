"""Signed notes (C2SP signed-note): a text, a blank line, and signature lines ``— name base64(key id ‖ signature)``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from consultations.record.tlog import ed25519
from consultations.record.tlog.encoding import MalformedText, b64, unb64

ED25519 = 1
MAX_NOTE = 1_000_000
MAX_SIGNATURES = 100
DASH = "\N{EM DASH} "


class MalformedNote(ValueError):
    """The bytes are not a signed note, or the text not a verifier key."""


class NotSigned(ValueError):
    """No signature of a known key holds, or one of a known key is false."""


@dataclass(frozen=True)
class Signature:
    """One signature line. ``key_id``: 4 bytes; ``value``: the signature's own bytes."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"{DASH}{self.name} {b64(self.key_id + self.value)}\n"


@dataclass(frozen=True)
class VerifierKey:
    """Who may sign: a name and an Ed25519 public key (32 bytes). ``str()`` is ``name+hex(id)+base64(01‖key)``."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """First 4 bytes of SHA-256(name ‖ 0A ‖ 01 ‖ key)."""
        return key_id(self.name, ED25519, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64(bytes([ED25519]) + self.public)}"


@dataclass(frozen=True)
class Note:
    """A parsed note. ``text`` ends in a newline and is what is signed; ``bytes()`` prints the note as it came."""

    text: str
    signatures: tuple[Signature, ...]

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(map(str, self.signatures))).encode()


def is_key_name(name: str) -> bool:
    """Not empty, without spaces of any script, control characters and plus signs."""
    return bool(name) and "+" not in name and not any(c.isspace() or ord(c) < 32 for c in name)


def key_id(name: str, kind: int, public: bytes) -> bytes:
    """First 4 bytes of SHA-256(name ‖ 0A ‖ kind ‖ key), by which signatures name their key."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def read_vkey(text: str, kind: int) -> tuple[str, bytes]:
    """Name and public key (32 bytes) of ``name+id+base64(kind‖key)``, the id unread; raises MalformedNote."""
    name, _, rest = text.partition("+")
    _, _, encoded = rest.partition("+")
    try:
        key = unb64(encoded)
    except MalformedText as error:
        raise MalformedNote("the verifier key is not name+id+base64") from error
    if not is_key_name(name) or len(key) != 33 or key[0] != kind:
        raise MalformedNote(f"the verifier key is not an Ed25519 key of kind {kind} with a name")
    return name, key[1:]


def parse_vkey(text: str) -> VerifierKey:
    """The key of a vkey string; raises MalformedNote unless it prints back to ``text`` (so the id is right too)."""
    verifier = VerifierKey(*read_vkey(text, ED25519))
    if str(verifier) != text:
        raise MalformedNote("the verifier key's id does not belong to its name and key")
    return verifier


def parse_signature(line: str) -> Signature:
    """The signature of a line without its newline; raises MalformedNote."""
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    try:
        data = unb64(encoded)
    except MalformedText as error:
        raise MalformedNote("a signature is not base64") from error
    if not line.startswith(DASH) or not is_key_name(name) or len(data) < 5:
        raise MalformedNote("a signature line is not '— name base64'")
    return Signature(name, data[:4], data[4:])


def parse(data: bytes) -> Note:
    """The note of ``data``; raises MalformedNote unless it prints back to the same bytes."""
    if len(data) > MAX_NOTE:
        raise MalformedNote("the note is too long")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedNote("the note is not UTF-8") from error
    if any(c < " " and c != "\n" for c in whole):
        raise MalformedNote("the note has control characters")
    head, blank, tail = whole.rpartition("\n\n")
    if not blank or not head or not tail.endswith("\n"):
        raise MalformedNote("the note has no signatures after a blank line")
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise MalformedNote("the note has too many signatures")
    note = Note(head + "\n", tuple(map(parse_signature, lines)))
    if bytes(note) != data:
        raise MalformedNote("the note does not print back")
    return note


def verify(note: Note, keys: Iterable[VerifierKey]) -> tuple[Signature, ...]:
    """The signatures by ``keys``, each proved; those of unknown keys are ignored.

    Raises NotSigned when a signature by a known key is false or when none is there.
    """
    known = {(key.name, key.key_id): key for key in keys}
    good = []
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not ed25519.verify(key.public, note.text.encode(), signature.value):
            raise NotSigned(f"the signature of {signature.name} is false")
        good.append(signature)
    if not good:
        raise NotSigned("it is not signed by the given key")
    return tuple(good)
