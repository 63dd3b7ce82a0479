"""What a log sends to a witness (C2SP tlog-witness, add-checkpoint): the size that the witness knows, the proof that
the new checkpoint continues it, and the checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.record.tlog.encoding import MalformedText, b64, decimal, unb64_hash

MAX_HASHES = 63
MAX_REQUEST = 1 << 16
SIZE_TYPE = "text/x.tlog.size"


class MalformedRequest(ValueError):
    """The bytes are not a request to a witness."""


@dataclass(frozen=True)
class AddCheckpoint:
    """``old``: the size that the witness signed last, 0 for none; ``checkpoint``: the signed note's bytes."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes

    def __bytes__(self) -> bytes:
        lines = [f"old {self.old}\n", *(f"{b64(each)}\n" for each in self.proof), "\n"]
        return "".join(lines).encode() + self.checkpoint


def parse(data: bytes) -> AddCheckpoint:
    """The request of ``data``; raises MalformedRequest unless it prints back. The checkpoint is not read yet."""
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        first, *hashes = head.decode("ascii").split("\n")
        request = AddCheckpoint(decimal(first.removeprefix("old ")), tuple(map(unb64_hash, hashes)), checkpoint)
    except (UnicodeDecodeError, MalformedText) as error:
        raise MalformedRequest("the request does not begin with 'old', a size and hashes") from error
    if not blank or bytes(request) != data:
        raise MalformedRequest("the request does not print back")
    if len(request.proof) > MAX_HASHES:
        raise MalformedRequest("a proof has at most 63 hashes")
    return request
