"""What a stranger who holds a key of the record finds, and the key of now."""

from __future__ import annotations

from consultations.record.audit.source import DatabaseSource
from consultations.record.sequencer import key as keys
from consultations.record.tlog.note import parse_vkey
from consultations.record.verify.findings import Report
from consultations.record.verify.log_check import check_log


def checked(epoch: int, vkey: str) -> tuple[list[str], str]:
    """What a stranger who holds ``vkey`` finds wrong, and the key that the log is followed to."""
    report = Report("log")
    check_log(DatabaseSource(epoch), parse_vkey(vkey), report)
    return list(map(str, report.problems)), report.facts.get("vkey", vkey)


def present_key() -> str:
    return str(keys.read_key().verifier)
