"""Proofs (C2SP tlog-proof) and receipts, which are proofs that carry their leaf and its disclosures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consultations.record.domain import disclosure
from consultations.record.tlog import leaf as leaves
from consultations.record.tlog import note as notes
from consultations.record.tlog.checkpoint import Checkpoint, MalformedCheckpoint, open_checkpoint, parse_text
from consultations.record.tlog.encoding import MalformedText, b64, decimal, unb64, unb64_hash
from consultations.record.tlog.jcs import NotCanonicalizable, canonical_fast
from consultations.record.tlog.note import MalformedNote, NotSigned, VerifierKey
from consultations.record.tlog.tree import ProofRefuted, leaf_hash, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MAX_RECEIPT = 1_000_000
MAX_HASHES = 63


class MalformedProof(ValueError):
    """The bytes are not a proof or not a receipt."""


class ReceiptRefuted(ValueError):
    """The receipt is well formed and does not prove what it claims; the message says why, for the person."""


@dataclass(frozen=True)
class Proof:
    """An entry's place in a signed tree. ``checkpoint``: the signed note's bytes; ``extra``: opaque, unsigned."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def __bytes__(self) -> bytes:
        extra = [] if self.extra is None else [f"extra {b64(self.extra)}"]
        lines = [HEADER, *extra, f"index {self.index}", *map(b64, self.hashes)]
        return "\n".join(lines).encode() + b"\n\n" + self.checkpoint


def parse(data: bytes) -> Proof:
    """The proof of ``data``; raises MalformedProof unless it prints back. The checkpoint is not opened yet."""
    if len(data) > MAX_RECEIPT:
        raise MalformedProof("the receipt is too long")
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
        if lines.pop(0) != HEADER or not blank:
            raise MalformedProof("this is not a receipt")
        extra = unb64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
        index = decimal(lines.pop(0).removeprefix("index ")) if lines else -1
        proof = Proof(index, tuple(map(unb64_hash, lines)), checkpoint, extra)
    except (UnicodeDecodeError, MalformedText) as error:
        raise MalformedProof("the receipt is damaged") from error
    if bytes(proof) != data or len(proof.hashes) > MAX_HASHES:
        raise MalformedProof("the receipt is damaged")
    return proof


@dataclass(frozen=True)
class Receipt:
    """A verified receipt. ``disclosed``: the personal fields it opens, name → value; ``raw``: the leaf's bytes."""

    checkpoint: Checkpoint
    index: int
    leaf: leaves.Leaf
    raw: bytes
    disclosed: dict[str, str]


def write_receipt(
    *, leaf: bytes, disclosures: Iterable[str], index: int, hashes: Sequence[bytes], checkpoint: bytes
) -> bytes:
    """A receipt's bytes. ``disclosures``: encoded (SD-JWT) strings; ``checkpoint``: the signed note's bytes."""
    extra = canonical_fast({"leaf": b64(leaf), "disclosures": list(disclosures)})
    return bytes(Proof(index, tuple(hashes), checkpoint, extra))


def _contents(extra: bytes | None) -> tuple[bytes, list[str]]:
    try:
        held = json.loads(extra or b"")
        if canonical_fast(held) != extra or held.keys() != {"leaf", "disclosures"}:
            raise MalformedProof("the receipt holds no entry")
        leaf, disclosures = unb64(held["leaf"]), held["disclosures"]
    except (ValueError, TypeError, AttributeError, NotCanonicalizable, RecursionError) as error:
        raise MalformedProof("the receipt holds no entry") from error
    if not isinstance(disclosures, list) or not all(isinstance(each, str) for each in disclosures):
        raise MalformedProof("the receipt's disclosures are not a list of texts")
    return leaf, disclosures


def open_disclosures(leaf: leaves.Leaf, encoded: Iterable[str]) -> dict[str, str]:
    """Name → value of each disclosure, whose digest must stand in ``leaf`` under its name; raises ReceiptRefuted."""
    opened: dict[str, str] = {}
    for each in encoded:
        try:
            name, value = disclosure.read(each)
            fits = leaf["sd"].get(name) == disclosure.digest(each) and name not in opened
        except (disclosure.MalformedDisclosure, UnicodeEncodeError) as error:
            raise ReceiptRefuted("a disclosed text is damaged") from error
        if not fits:
            raise ReceiptRefuted(f"the text given for '{name}' is not the one that was recorded")
        opened[name] = value
    return opened


def verify_receipt(data: bytes, key: VerifierKey) -> Receipt:
    """What the receipt proves. Raises MalformedProof when it is no receipt, ReceiptRefuted when it proves nothing."""
    proof = parse(data)
    raw, disclosures = _contents(proof.extra)
    try:
        # The cheaper test first; its root counts for nothing until the same bytes prove to be signed.
        claimed = parse_text(notes.parse(proof.checkpoint).text)
        verify_inclusion(proof.index, claimed.size, leaf_hash(raw), proof.hashes, claimed.root)
        checkpoint = open_checkpoint(proof.checkpoint, key)
        leaf = leaves.read(raw)
    except (MalformedNote, MalformedCheckpoint) as error:
        raise ReceiptRefuted(f"its checkpoint is damaged: {error}") from error
    except NotSigned as error:
        raise ReceiptRefuted(f"its checkpoint does not hold: {error}") from error
    except ProofRefuted as error:
        raise ReceiptRefuted(f"the entry does not stand at {proof.index} in the signed record: {error}") from error
    except leaves.MalformedLeaf as error:
        raise ReceiptRefuted(f"the recorded entry breaks the record's rules: {error}") from error
    if leaves.broken_reference(leaf, proof.index):
        raise ReceiptRefuted("the recorded entry refers to a later one")
    return Receipt(checkpoint, proof.index, leaf, raw, open_disclosures(leaf, disclosures))
