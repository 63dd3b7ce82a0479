"""The checks of single things: a receipt, and whether one checkpoint continues another."""

from __future__ import annotations

from consultations.record.tlog import proof as proofs
from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.note import VerifierKey
from consultations.record.tlog.tiles import MalformedTile, TiledTree
from consultations.record.tlog.tree import ProofRefuted, consistency_proof, verify_consistency
from consultations.record.verify.findings import Report
from consultations.record.verify.following import followed_checkpoint
from consultations.record.verify.sources import Missing, Source, read_tile


def check_receipt(data: bytes, key: VerifierKey, report: Report) -> None:
    """What a receipt proves, into ``report``."""
    try:
        receipt = proofs.verify_receipt(data, key)
    except (proofs.MalformedProof, proofs.ReceiptRefuted) as error:
        report.refute(f"The receipt does not hold: {error}.")
        return
    leaf = receipt.leaf
    hidden = sorted(leaf["sd"].keys() - receipt.disclosed.keys())
    report.facts |= {
        "origin": receipt.checkpoint.origin,
        "size": receipt.checkpoint.size,
        "index": receipt.index,
        "leaf": leaf,
        "disclosed": receipt.disclosed,
        "undisclosed": hidden,
    }
    report.lines += [
        f"{receipt.checkpoint.origin} has signed that its entry {receipt.index} is:",
        f"  {leaf['type']} of {leaf['subject']}, {leaf['time']}"
        + (f", in {leaf['process']}" if leaf["process"] else ""),
        *(f"  {name}: {value!r}" for name, value in sorted(leaf["data"].items())),
        *(f"  {name}: {value}" for name, value in sorted(receipt.disclosed.items())),
        *(f"  {name}: recorded, not shown by this receipt" for name in hidden),
    ]


def _checkpoint_of(data: bytes, key: VerifierKey, report: Report, where: str, source: Source) -> Checkpoint | None:
    """The checkpoint of a checkpoint file or of a receipt."""
    if data.startswith(proofs.HEADER.encode()):
        try:
            data = proofs.parse(data).checkpoint
        except proofs.MalformedProof as error:
            report.refute(f"It does not hold: {error}.", where=where)
            return None
    followed = followed_checkpoint(source, data, key, report, where)
    return followed[0] if followed else None


def check_consistency(
    first: tuple[str, bytes], second: tuple[str, bytes], source: Source, key: VerifierKey, report: Report
) -> None:
    """Whether the larger of two (name, checkpoint or receipt) continues the smaller, by the tiles of the log."""
    opened = [_checkpoint_of(data, key, report, name, source) for name, data in (first, second)]
    if opened[0] is None or opened[1] is None:
        return
    old, new = sorted((opened[0], opened[1]), key=lambda checkpoint: checkpoint.size)
    report.facts |= {"origin": new.origin, "old_size": old.size, "new_size": new.size}
    if old.size == 0 < new.size:
        report.lines.append("The older one is of an empty record, which every record continues.")
        return
    tree = TiledTree(new.size, lambda tile: read_tile(source, tile))
    try:
        proof = consistency_proof(old.size, new.size, tree)
        verify_consistency(old.size, new.size, old.root, new.root, proof)
    except ProofRefuted:
        same = "has signed two different records of the same size" if old.size == new.size else ""
        report.refute(
            f"{new.origin} {same or 'does not give a record of which both are true: it was rewritten, or is damaged'}."
        )
    except (Missing, MalformedTile) as error:
        report.refute(f"The record does not give what is needed of the tree that it has signed: {error}.")
    else:
        report.lines.append(
            f"The record of {new.size} entries continues that of {old.size}; nothing before it changed."
        )
