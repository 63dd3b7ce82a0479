"""Signing notes. Apart from the rest, because it needs the cryptography package, which a verifier does without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from consultations.record.tlog.cosignature import COSIGNATURE, TIME, WitnessKey, message
from consultations.record.tlog.encoding import MalformedText, b64, unb64
from consultations.record.tlog.note import ED25519, MalformedNote, Note, Signature, VerifierKey, is_key_name


@dataclass(frozen=True, repr=False)
class SigningKey:
    """A name and an Ed25519 seed (32 secret bytes). ``secret()`` is ``PRIVATE+KEY+name+hex(id)+base64(01‖seed)``."""

    name: str
    seed: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name) or len(self.seed) != 32:
            raise MalformedNote("a signing key has a name without spaces and plus signs, and 32 bytes")

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def secret(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{b64(bytes([ED25519]) + self.seed)}"

    def sign(self, text: str) -> Signature:
        """The signature line for a note's text."""
        return Signature(self.name, self.verifier.key_id, self._private.sign(text.encode()))


@dataclass(frozen=True, repr=False)
class WitnessSigner:
    """A witness's name and Ed25519 seed (32 secret bytes); ``secret()`` is like a SigningKey's, with 04 for 01.

    The seed must sign nothing else: what is signed does not name the witness (tlog-cosignature).
    """

    name: str
    seed: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name) or len(self.seed) != 32:
            raise MalformedNote("a witness has a name without spaces and plus signs, and 32 bytes")

    def __repr__(self) -> str:
        return f"WitnessSigner({self.name!r})"

    @property
    def key(self) -> WitnessKey:
        return WitnessKey(self.name, SigningKey(self.name, self.seed).verifier.public)

    def secret(self) -> str:
        return f"PRIVATE+KEY+{self.name}+{self.key.key_id.hex()}+{b64(bytes([COSIGNATURE]) + self.seed)}"

    def cosign(self, text: str, time: int) -> Signature:
        """The signature line for a checkpoint's text, seen at ``time`` (seconds since 1970)."""
        signed = Ed25519PrivateKey.from_private_bytes(self.seed).sign(message(text, time))
        return Signature(self.name, self.key.key_id, time.to_bytes(TIME, "big") + signed)


def new_witness(name: str) -> WitnessSigner:
    """A fresh witness's key from the operating system's random source."""
    return WitnessSigner(name, Ed25519PrivateKey.generate().private_bytes_raw())


def new_key(name: str) -> SigningKey:
    """A fresh key from the operating system's random source."""
    return SigningKey(name, Ed25519PrivateKey.generate().private_bytes_raw())


def _read_secret(text: str, kind: int) -> tuple[str, bytes]:
    parts = text.split("+", 4)
    try:
        data = unb64(parts[4])
    except (IndexError, MalformedText) as error:
        raise MalformedNote("not a signing key") from error
    if len(data) != 33 or data[0] != kind:
        raise MalformedNote(f"not an Ed25519 signing key of kind {kind}")
    return parts[2], data[1:]


def parse_secret(text: str) -> SigningKey:
    """The key of a ``PRIVATE+KEY+…`` string; raises MalformedNote unless it prints back."""
    key = SigningKey(*_read_secret(text, ED25519))
    if key.secret() != text:
        raise MalformedNote("the signing key does not print back")
    return key


def parse_witness_secret(text: str) -> WitnessSigner:
    """The same for a witness's ``PRIVATE+KEY+…`` string."""
    signer = WitnessSigner(*_read_secret(text, COSIGNATURE))
    if signer.secret() != text:
        raise MalformedNote("the witness's signing key does not print back")
    return signer


def sign_note(text: str, keys: Iterable[SigningKey]) -> Note:
    """A note of ``text`` (which ends in a newline) with one signature for each key, in their order."""
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise MalformedNote("a note's text ends in a newline and has no control characters")
    return Note(text, tuple(key.sign(text) for key in keys))
