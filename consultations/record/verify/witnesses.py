"""Whether somebody outside the city has signed too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from consultations.record.tlog import note as notes
from consultations.record.tlog.checkpoint import Checkpoint
from consultations.record.tlog.cosignature import Cosignature, WitnessKey, cosignatures, parse_witness_key
from consultations.record.tlog.note import MAX_NOTE, MalformedNote, NotSigned, VerifierKey
from consultations.record.verify.findings import CouldNotCheck, Report
from consultations.record.verify.following import followed_checkpoint
from consultations.record.verify.one_record import is_one_record
from consultations.record.verify.sources import Missing, Source

MAX_KEYS = 1 << 16
NOT_YET = "Signed, not yet witnessed."


@dataclass(frozen=True)
class Quorum:
    """Which witnesses the person trusts, and how many of them must have signed."""

    witnesses: tuple[WitnessKey, ...] = ()
    needed: int = 0


def read_quorum(texts: Sequence[str], needed: int | None) -> Quorum:
    """From ``--witness`` (keys, or files with one a line) and ``--quorum`` (all of them without it)."""
    keys = tuple(dict.fromkeys(key for text in texts for key in _keys(text)))
    if needed is None:
        needed = len(keys)
    if not 0 <= needed <= len(keys):
        raise CouldNotCheck(f"--quorum asks for {needed} of {len(keys)} witnesses; name each with --witness.")
    return Quorum(keys, needed)


def _keys(text: str) -> list[WitnessKey]:
    try:
        return [parse_witness_key(text.strip())]
    except MalformedNote as error:
        try:
            with Path(text).open(encoding="utf-8") as file:
                lines = [line.strip() for line in file.read(MAX_KEYS).splitlines()]
        except (OSError, ValueError):
            raise CouldNotCheck(f"--witness is neither a key nor a file that holds some: {error}.") from error
    try:
        return [parse_witness_key(line) for line in lines if line]
    except MalformedNote as error:
        raise CouldNotCheck(f"The file {text} holds something else than witnesses' keys: {error}.") from error


def _sights(data: bytes, quorum: Quorum, report: Report, where: str) -> tuple[Cosignature, ...] | None:
    """The cosignatures on a note that reads; None when one of a known witness is false, which the report says."""
    try:
        return cosignatures(notes.parse(data), quorum.witnesses)
    except NotSigned as error:
        report.refute(f"It does not hold: {error}.", where=where)
        return None


def _tell(found: tuple[Cosignature, ...], quorum: Quorum, report: Report, of: str) -> None:
    """Into the report what was found; it could not be checked when there are too few."""
    report.facts["witnessed"] = [{"name": each.witness.name, "time": _moment(each)} for each in found]
    report.facts["quorum"] = quorum.needed
    report.lines += [f"{of} was witnessed by {each.witness.name}, {_moment(each)}." for each in found]
    if not found:
        report.lines.append(NOT_YET)
    if len(found) < quorum.needed:
        report.unchecked = f"{len(found)} of the {quorum.needed} witnesses that you ask for have signed."


def _moment(found: Cosignature) -> str:
    try:
        return datetime.fromtimestamp(found.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return f"second {found.time}"


def _tell_of_others(data: bytes, report: Report) -> None:
    """For a person who named no witness: whether there are signatures beside the log's own."""
    try:
        others = len(notes.parse(data).signatures) - 1
    except MalformedNote:
        others = 0
    words = f"Signatures of others on it: {others}. Name those whom you trust with --witness."
    report.lines.append(words if others > 0 else NOT_YET)


def check_receipt_witnesses(checkpoint: bytes, quorum: Quorum, report: Report) -> None:
    """Who has witnessed the checkpoint of a receipt that holds, into ``report``."""
    if not quorum.witnesses:
        _tell_of_others(checkpoint, report)
        return
    found = _sights(checkpoint, quorum, report, "checkpoint")
    if found is not None:
        _tell(found, quorum, report, "It")


def check_log_witnesses(source: Source, checked: Checkpoint, key: VerifierKey, quorum: Quorum, report: Report) -> None:
    """Up to which entry the log whose ``checked`` checkpoint holds was witnessed, into ``report``.

    The newest checkpoint may be a few seconds ahead of the one that witnesses have signed, which the log keeps under
    ``witnessed``: then both must be of one record.
    """
    if not quorum.witnesses:
        _tell_of_others(_read(source, "witnessed") or _read(source, "checkpoint"), report)
        return
    found: list[tuple[int, int, Checkpoint, tuple[Cosignature, ...]]] = []
    for where in ("checkpoint", "witnessed"):
        data = _read(source, where)
        followed = followed_checkpoint(source, data, key, report, where) if data else None
        checkpoint = followed[0] if followed else None
        sights = _sights(data, quorum, report, where) if checkpoint else ()
        if checkpoint and sights:
            found.append((min(len(sights), quorum.needed), checkpoint.size, checkpoint, sights))
    if report.problems:
        return
    if not found:
        _tell((), quorum, report, "")
        return
    _, size, checkpoint, sights = max(found, key=lambda each: each[:2])
    if not is_one_record(source, checked, checkpoint):
        report.refute(f"The record that is shown is not the one of {size} entries that witnesses have signed.")
    report.facts["witnessed_size"] = size
    _tell(sights, quorum, report, f"The record of {size} entries")
    if size < checked.size:
        report.lines.append(f"The {checked.size - size} entries after that: signed, not yet witnessed.")


def _read(source: Source, path: str) -> bytes:
    try:
        return source.read(path, MAX_NOTE)
    except Missing:
        return b""
