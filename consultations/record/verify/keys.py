"""Whose signature to ask for."""

from __future__ import annotations

from pathlib import Path

from consultations.record.tlog.note import MalformedNote, VerifierKey, parse_vkey
from consultations.record.verify.findings import CouldNotCheck, Report
from consultations.record.verify.sources import Missing, Source

MAX_VKEY = 4096


def read_key(text: str) -> VerifierKey:
    """The key of a vkey string, or of a file that holds one; raises CouldNotCheck."""
    try:
        return parse_vkey(text.strip())
    except MalformedNote as error:
        try:
            held = Path(text).read_text("utf-8")[:MAX_VKEY].strip()
        except (OSError, ValueError):
            raise CouldNotCheck(f"--vkey is neither a key nor a file that holds one: {error}.") from error
    try:
        return parse_vkey(held)
    except MalformedNote as error:
        raise CouldNotCheck(f"The file {text} holds no key: {error}.") from error


def key_or_the_logs_own(text: str | None, source: Source, report: Report) -> VerifierKey:
    """The given key; without one that which the log itself names, and the report says that nobody vouches for it."""
    if text is not None:
        return read_key(text)
    try:
        key = parse_vkey(source.read("vkey", MAX_VKEY).decode("utf-8", "replace").strip())
    except (Missing, MalformedNote) as error:
        raise CouldNotCheck(f"{source.name} names no key; give it with --vkey.") from error
    report.notes.append(
        f"No key was given, so the one at {source.name}/vkey was taken: {key}. "
        "Compare it with one that you have from elsewhere."
    )
    return key
